import { fromHex, toHex } from '@app/chain';
import { cnicSeal, maskCnic } from '@app/identity';
import { type KeyVault, type Slice, sliceOf } from '@app/kernel';
import { datesOfCharge, type ReceiptPlace, type ReceiptsOfWallet, type ZakatReceipt, ZakatReceipts } from '@app/zakat';
import { type Columns, type RowOf, read, type Statements } from '../statement.js';
import { nisabOfJson } from './nisab-json.js';

const RECEIPT = {
  series: 'text',
  serial: 'integer',
  key: 'bigint',
  user_id: 'uuid',
  full_name: 'text',
  sealed_cnic: 'bytea',
  wallet_address: 'bytea',
  amount: 'bigint',
  balance: 'bigint',
  debts: 'bigint null',
  nisab: 'text null',
  rate_numerator: 'bigint',
  rate_denominator: 'bigint',
  policy_version: 'integer null',
  valuation_date: 'text null',
  hijri_date: 'text null',
  created_at: 'timestamptz',
  txid: 'bytea',
  block_hash: 'bytea',
  height: 'bigint',
} as const satisfies Columns;

const SELECT = `
  SELECT r.series, r.serial, r.transaction_key AS key, z.user_id, u.full_name, u.sealed_cnic, z.wallet_address, z.amount, r.balance,
         r.debts, r.nisab::text AS nisab, r.rate_numerator, r.rate_denominator, r.policy_version,
         to_char(r.valuation_date, 'YYYY-MM-DD') AS valuation_date, r.hijri_date, z.created_at, t.txid, b.hash AS block_hash, z.height
  FROM zakat_receipts r JOIN zakat_records z ON z.transaction_key = r.transaction_key JOIN users u ON u.id = z.user_id
    JOIN transactions t ON t.key = r.transaction_key JOIN blocks b ON b.height = z.height`;

export const FIND_ZAKAT_RECEIPT = read('find_zakat_receipt', {
  parameters: { series: 'text', serial: 'integer' },
  columns: RECEIPT,
  sql: `${SELECT} WHERE r.series = $1 AND r.serial = $2`,
});

export const ZAKAT_RECEIPTS_OF_WALLET = read('zakat_receipts_of_wallet', {
  parameters: { address: 'bytea', before_key: 'bigint', row_limit: 'integer' },
  columns: RECEIPT,
  sql: `${SELECT} WHERE z.wallet_address = $1 AND z.transaction_key < $2 ORDER BY z.transaction_key DESC LIMIT $3`,
});

export class SqlZakatReceipts extends ZakatReceipts {
  constructor(
    private readonly statements: Statements,
    private readonly vault: KeyVault,
  ) {
    super();
  }

  override available(): void {}

  override async find({ series, serial }: ReceiptPlace): Promise<ZakatReceipt | undefined> {
    const [row] = await this.statements.run(FIND_ZAKAT_RECEIPT, { series, serial });
    return row && this.receiptOf(row);
  }

  override async ofWallet({ address, beforeKey, limit }: ReceiptsOfWallet): Promise<Slice<ZakatReceipt>> {
    const rows = await this.statements.run(ZAKAT_RECEIPTS_OF_WALLET, {
      address: fromHex(address, 32)!,
      before_key: beforeKey ?? Number.MAX_SAFE_INTEGER,
      row_limit: limit + 1,
    });
    const slice = sliceOf(rows, limit);
    return { ...slice, rows: await Promise.all(slice.rows.map((row) => this.receiptOf(row))) };
  }

  private async receiptOf(row: RowOf<typeof RECEIPT>): Promise<ZakatReceipt> {
    const cnic = await this.vault.open(row.sealed_cnic, cnicSeal(row.user_id));
    const chargedAtMs = row.created_at.getTime();
    return {
      series: row.series,
      serial: row.serial,
      key: Number(row.key),
      userId: row.user_id,
      fullName: row.full_name,
      maskedCnic: maskCnic(cnic.toString('utf8')),
      walletAddress: toHex(row.wallet_address),
      amountUnits: BigInt(row.amount),
      balanceUnits: BigInt(row.balance),
      debtsUnits: row.debts === null ? undefined : BigInt(row.debts),
      nisab: row.nisab === null ? undefined : nisabOfJson(row.nisab),
      rate: { numerator: BigInt(row.rate_numerator), denominator: BigInt(row.rate_denominator) },
      policyVersion: row.policy_version ?? undefined,
      dates:
        row.valuation_date === null
          ? datesOfCharge(chargedAtMs)
          : { gregorian: row.valuation_date, hijri: row.hijri_date! },
      chargedAtMs,
      txid: toHex(row.txid),
      blockHash: toHex(row.block_hash),
      height: Number(row.height),
    };
  }
}
