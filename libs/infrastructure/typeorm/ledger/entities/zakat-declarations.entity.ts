import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, DAY, IDENTITY, MOMENT, optional, TEXT, UUID } from '../../entities/columns.js';
import { WalletProfileEntity } from './user.entity.js';

@Entity('zakat_debts')
@Index('zakat_debts_wallet', ['walletAddress', 'number'])
@Check('zakat_debts_amount_check', 'amount > 0')
@Check('zakat_debts_declared_by_check', "declared_by <> ''")
export class ZakatDebtEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(UUID)
  id!: string;

  @Column(BYTES)
  @ForeignKey(() => WalletProfileEntity, 'walletAddress')
  walletAddress!: Buffer;

  @Column(BIGINT)
  amount!: bigint;

  @Column(DAY)
  dueOn!: string;

  @Column(optional(TEXT))
  note?: string;

  @Column(TEXT)
  declaredBy!: string;

  @Column(MOMENT)
  declaredAtMs!: number;
}

@Entity('zakat_debt_settlements')
@Check('zakat_debt_settlements_settled_by_check', "settled_by <> ''")
export class ZakatDebtSettlementEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatDebtEntity)
  debtId!: string;

  @Column(DAY)
  settledOn!: string;

  @Column(TEXT)
  settledBy!: string;

  @Column(MOMENT)
  settledAtMs!: number;
}

@Entity('zakat_exemptions')
@Index('zakat_exemptions_wallet', ['walletAddress', 'number'])
@Check('zakat_exemptions_kind_check', "kind IN ('non_muslim', 'non_citizen', 'cz50', 'not_sahib_e_nisab')")
@Check('zakat_exemptions_document_sha256_check', 'octet_length(document_sha256) = 32')
@Check('zakat_exemptions_filed_by_check', "filed_by <> ''")
@Check('zakat_exemptions_sworn_before', 'sworn_on <= filed_on')
@Check('zakat_exemptions_cz50', "kind <> 'cz50' OR num_nonnulls(fiqh, sworn_on) = 2")
export class ZakatExemptionEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(UUID)
  id!: string;

  @Column(BYTES)
  @ForeignKey(() => WalletProfileEntity, 'walletAddress')
  walletAddress!: Buffer;

  @Column(TEXT)
  kind!: string;

  @Column(optional(TEXT))
  fiqh?: string;

  @Column(optional(DAY))
  swornOn?: string;

  @Column(DAY)
  filedOn!: string;

  @Column({ ...optional(BYTES), name: 'document_sha256' })
  documentSha256?: Buffer;

  @Column(optional(TEXT))
  note?: string;

  @Column(TEXT)
  filedBy!: string;

  @Column(MOMENT)
  filedAtMs!: number;
}

@Entity('zakat_exemption_acceptances')
@Check('zakat_exemption_acceptances_accepted_by_check', "accepted_by <> ''")
export class ZakatExemptionAcceptanceEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatExemptionEntity)
  exemptionId!: string;

  @Column(DAY)
  acceptedOn!: string;

  @Column(TEXT)
  acceptedBy!: string;

  @Column(MOMENT)
  acceptedAtMs!: number;
}

@Entity('zakat_exemption_endings')
@Check('zakat_exemption_endings_ended_by_check', "ended_by <> ''")
export class ZakatExemptionEndingEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatExemptionEntity)
  exemptionId!: string;

  @Column(DAY)
  endedOn!: string;

  @Column(TEXT)
  endedBy!: string;

  @Column(MOMENT)
  endedAtMs!: number;
}
