import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BOOLEAN, BYTES, IDENTITY, MOMENT, optional, TEXT, UUID } from '../../entities/columns.js';

@Entity('users')
@Unique('users_claimed_cnic_hash', ['claimedCnicHash'])
@Unique('users_claimed_mailbox', ['claimedMailbox'])
@Index('users_cnic_hash', ['cnicHash'])
@Index('users_mailbox', ['mailbox', 'createdAtMs'])
@Index('users_unconfirmed', ['mailbox', 'registeredFrom'], { where: 'custodial AND (claimed_mailbox IS NULL)' })
@Check('users_claim_is_confirmed', '(claimed_mailbox IS NOT NULL) = (custodial AND (email_confirmed_at IS NOT NULL))')
@Check('users_claim_is_own', '(claimed_mailbox = mailbox) AND (claimed_cnic_hash = cnic_hash)')
@Check('users_cnic_hash_check', 'octet_length(cnic_hash) = 32')
@Check('users_cnic_of_confirmed', '(claimed_cnic_hash IS NULL) OR (claimed_mailbox IS NOT NULL)')
@Check('users_registered_from_check', 'octet_length(registered_from) = 32')
export class UserEntity {
  @PrimaryColumn(UUID)
  id!: string;

  @Column(TEXT)
  fullName!: string;

  @Column(TEXT)
  email!: string;

  @Column(BYTES)
  sealedCnic!: Buffer;

  @Column(BYTES)
  cnicHash!: Buffer;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(TEXT)
  mailbox!: string;

  @Column(optional(TEXT))
  claimedMailbox?: string;

  @Column(optional(BYTES))
  claimedCnicHash?: Buffer;

  @Column(optional(MOMENT))
  emailConfirmedAtMs?: number;

  @Column(BOOLEAN)
  custodial!: boolean;

  @Column(optional(BYTES))
  registeredFrom?: Buffer;
}

@Entity('wallet_profiles')
@Check('wallet_profiles_wallet_address_check', 'octet_length(wallet_address) = 32')
export class WalletProfileEntity {
  @PrimaryColumn(IDENTITY)
  number!: bigint;

  @Column({ ...UUID, unique: true })
  @ForeignKey(() => UserEntity)
  userId!: string;

  @Column({ ...BYTES, unique: true })
  walletAddress!: Buffer;

  @Column(BYTES)
  sealedPrivateKey!: Buffer;

  @Column(MOMENT)
  createdAtMs!: number;
}
