import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, MOMENT, TEXT } from '../../entities/columns.js';

@Entity('zakat_pool_wallet')
@Check('zakat_pool_wallet_number_check', 'number = 1')
@Check('zakat_pool_wallet_wallet_address_check', 'octet_length(wallet_address) = 32')
@Check('zakat_pool_wallet_made_by_check', "made_by <> ''")
export class ZakatPoolWalletEntity {
  @PrimaryColumn(BIGINT)
  number!: bigint;

  @Column({ ...BYTES, unique: true })
  walletAddress!: Buffer;

  @Column(BYTES)
  sealedPrivateKey!: Buffer;

  @Column(TEXT)
  madeBy!: string;

  @Column(MOMENT)
  createdAtMs!: number;
}
