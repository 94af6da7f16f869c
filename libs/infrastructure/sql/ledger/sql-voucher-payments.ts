import type { Outpoint } from '@app/chain';
import { type PaymentOrder, PaymentOrders, type Ratio, VoucherLimits, type VoucherOrder } from '@app/zakat';
import { read, type Statements, write } from '../statement.js';

export const ZAKAT_VOUCHER_ROOM = read('zakat_voucher_room', {
  parameters: {
    receipt: 'bigint null',
    asnaf: 'text null',
    period: 'text',
    cap_numerator: 'bigint',
    cap_denominator: 'bigint',
  },
  columns: { room: 'numeric null' },
  sql: 'SELECT zakat_voucher_room($1, $2, $3, $4, $5) AS room',
});

export const LATEST_ZAKAT_PERIOD = read('latest_zakat_period', {
  parameters: {},
  columns: { series: 'text' },
  sql: 'SELECT series FROM zakat_receipts ORDER BY transaction_key DESC LIMIT 1',
});

export const HAS_ZAKAT_PERIOD = read('has_zakat_period', {
  parameters: { series: 'text' },
  columns: { found: 'boolean' },
  sql: 'SELECT EXISTS (SELECT FROM zakat_receipts WHERE series = $1) AS found',
});

export const LATEST_ZAKAT_ORDER = read('latest_zakat_order', {
  parameters: { voucher_id: 'uuid' },
  columns: { outpoints: 'bytea' },
  sql: 'SELECT outpoints FROM zakat_voucher_orders WHERE voucher_id = $1 ORDER BY asked_at DESC LIMIT 1',
});

/** The same bytes are the same transaction: they can pay one voucher only. One that was rejected gives them back. */
export const ADD_ZAKAT_ORDER = write('add_zakat_order', {
  parameters: { txid: 'bytea', voucher_id: 'uuid', outpoints: 'bytea', asked_by: 'text', asked_at: 'timestamptz' },
  columns: { added: 'boolean' },
  sql: `INSERT INTO zakat_voucher_orders AS o (txid, voucher_id, outpoints, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (txid) DO UPDATE SET voucher_id = excluded.voucher_id, asked_by = excluded.asked_by, asked_at = excluded.asked_at
          WHERE o.voucher_id = excluded.voucher_id
            OR NOT EXISTS (SELECT FROM zakat_vouchers v WHERE v.id = o.voucher_id AND v.state = 'approved')
        RETURNING true AS added`,
});

export class SqlVoucherLimits extends VoucherLimits {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async room(
    { receipt, asnaf, period }: Pick<VoucherOrder, 'receipt' | 'asnaf' | 'period'>,
    amilinCap: Ratio,
  ): Promise<bigint | undefined> {
    const [row] = await this.statements.run(ZAKAT_VOUCHER_ROOM, {
      receipt: receipt?.key ?? null,
      asnaf: asnaf ?? null,
      period,
      cap_numerator: amilinCap.numerator,
      cap_denominator: amilinCap.denominator,
    });
    return row!.room === null ? undefined : BigInt(row!.room);
  }

  override async latestPeriod(): Promise<string | undefined> {
    const [row] = await this.statements.run(LATEST_ZAKAT_PERIOD, {});
    return row?.series;
  }

  override async hasPeriod(period: string): Promise<boolean> {
    const [row] = await this.statements.run(HAS_ZAKAT_PERIOD, { series: period });
    return row!.found;
  }
}

/** An ID and an index in 4 bytes. */
const OUTPOINT_BYTES = 36;

export class SqlPaymentOrders extends PaymentOrders {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async latest(voucherId: string): Promise<Outpoint[] | undefined> {
    const [row] = await this.statements.run(LATEST_ZAKAT_ORDER, { voucher_id: voucherId });
    return row && unpack(row.outpoints);
  }

  override async add({ txid, voucherId, outpoints, asked }: PaymentOrder): Promise<boolean> {
    const rows = await this.statements.run(ADD_ZAKAT_ORDER, {
      txid,
      voucher_id: voucherId,
      outpoints: pack(outpoints),
      asked_by: asked.by,
      asked_at: new Date(asked.atMs),
    });
    return rows.length > 0;
  }
}

function pack(outpoints: readonly Outpoint[]): Buffer {
  const packed = Buffer.alloc(outpoints.length * OUTPOINT_BYTES);
  for (const [at, { txid, vout }] of outpoints.entries()) {
    packed.set(txid, at * OUTPOINT_BYTES);
    packed.writeUInt32BE(vout, at * OUTPOINT_BYTES + 32);
  }
  return packed;
}

function unpack(packed: Buffer): Outpoint[] {
  return Array.from({ length: packed.length / OUTPOINT_BYTES }, (_, at) => {
    const one = packed.subarray(at * OUTPOINT_BYTES, (at + 1) * OUTPOINT_BYTES);
    return { txid: one.subarray(0, 32), vout: one.readUInt32BE(32) };
  });
}
