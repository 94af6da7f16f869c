import { fromHex, toHex } from '@app/chain';
import { type Slice, sliceOf } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import {
  type ApprovalOutcome,
  type NewVoucher,
  printReceiptNumber,
  type RejectionOutcome,
  type Voucher,
  type VoucherAct,
  type VoucherApproval,
  type VoucherOrder,
  type VoucherQuery,
  type VoucherState,
  Vouchers,
} from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

export const PROPOSE_ZAKAT_VOUCHER = write('propose_zakat_voucher', {
  parameters: {
    id: 'uuid',
    kind: 'text',
    asnaf: 'text null',
    period: 'text',
    pool_address: 'bytea',
    beneficiary_name: 'text',
    beneficiary_address: 'bytea',
    amount: 'bigint',
    receipt: 'bigint null',
    note: 'text',
    proposed_by: 'text',
    proposed_at: 'timestamptz',
    key_hash: 'bytea null',
    request_hash: 'bytea null',
  },
  columns: { proposed: 'boolean' },
  sql: `INSERT INTO zakat_vouchers (id, kind, asnaf, period, pool_address, beneficiary_name, beneficiary_address, amount, receipt,
                                    note, proposed_by, proposed_at, key_hash, request_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (key_hash) DO NOTHING RETURNING true AS proposed`,
});

export const ZAKAT_VOUCHER_OF_KEY = read('zakat_voucher_of_key', {
  parameters: { key_hash: 'bytea' },
  columns: { id: 'uuid', request_hash: 'bytea' },
  sql: 'SELECT id, request_hash FROM zakat_vouchers WHERE key_hash = $1',
});

const VOUCHER = {
  number: 'bigint',
  id: 'uuid',
  state: 'text',
  kind: 'text',
  asnaf: 'text null',
  period: 'text',
  pool_address: 'bytea',
  beneficiary_name: 'text',
  beneficiary_address: 'bytea',
  amount: 'bigint',
  receipt: 'bigint null',
  series: 'text null',
  serial: 'integer null',
  note: 'text',
  proposed_by: 'text',
  proposed_at: 'timestamptz',
  approvals: 'text',
  rejected_by: 'text null',
  rejected_at: 'timestamptz null',
  rejection: 'text null',
  paid_by: 'text null',
  paid_at: 'timestamptz null',
  txid: 'bytea null',
  block_hash: 'bytea null',
  height: 'bigint null',
} as const satisfies Columns;

/** Who approved and when, in milliseconds. */
const APPROVALS = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM zakat_voucher_approvals a WHERE a.voucher_id = v.id) AS approvals`;

const SELECT = `
  SELECT v.number, v.id, v.state, v.kind, v.asnaf, v.period, v.pool_address, v.beneficiary_name, v.beneficiary_address, v.amount,
         v.receipt, r.series, r.serial, v.note, v.proposed_by, v.proposed_at, ${APPROVALS}, v.rejected_by, v.rejected_at, v.rejection,
         p.paid_by, p.paid_at, t.txid, b.hash AS block_hash, t.height
  FROM zakat_vouchers v LEFT JOIN zakat_receipts r ON r.transaction_key = v.receipt
    LEFT JOIN zakat_voucher_payments p ON p.voucher_id = v.id LEFT JOIN transactions t ON t.key = p.transaction_key
    LEFT JOIN blocks b ON b.height = t.height`;

export const FIND_ZAKAT_VOUCHER = read('find_zakat_voucher', {
  parameters: { id: 'uuid' },
  columns: VOUCHER,
  sql: `${SELECT} WHERE v.id = $1`,
});

export const ZAKAT_VOUCHERS = read('zakat_vouchers', {
  parameters: { before_number: 'bigint', row_limit: 'integer' },
  columns: VOUCHER,
  sql: `${SELECT} WHERE v.number < $1 ORDER BY v.number DESC LIMIT $2`,
});

export const ZAKAT_VOUCHERS_IN_STATE = read('zakat_vouchers_in_state', {
  parameters: { state: 'text', before_number: 'bigint', row_limit: 'integer' },
  columns: VOUCHER,
  sql: `${SELECT} WHERE v.state = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3`,
});

export const APPROVE_ZAKAT_VOUCHER = write('approve_zakat_voucher', {
  parameters: {
    id: 'uuid',
    actor: 'text',
    approvals: 'integer',
    cap_numerator: 'bigint',
    cap_denominator: 'bigint',
    at: 'timestamptz',
  },
  columns: { outcome: 'text' },
  sql: 'SELECT approve_zakat_voucher($1, $2, $3, $4, $5, $6) AS outcome',
});

export const REJECT_ZAKAT_VOUCHER = write('reject_zakat_voucher', {
  parameters: { id: 'uuid', actor: 'text', reason: 'text', at: 'timestamptz' },
  columns: { outcome: 'text' },
  sql: 'SELECT reject_zakat_voucher($1, $2, $3, $4) AS outcome',
});

export class SqlVouchers extends Vouchers {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async propose(voucher: NewVoucher): Promise<boolean> {
    const rows = await this.statements.run(PROPOSE_ZAKAT_VOUCHER, {
      id: voucher.id,
      kind: voucher.kind,
      asnaf: voucher.asnaf ?? null,
      period: voucher.period,
      pool_address: fromHex(voucher.poolAddress, 32)!,
      beneficiary_name: voucher.beneficiary.name,
      beneficiary_address: fromHex(voucher.beneficiary.address, 32)!,
      amount: voucher.amountUnits,
      receipt: voucher.receipt?.key ?? null,
      note: voucher.note,
      proposed_by: voucher.proposed.by,
      proposed_at: new Date(voucher.proposed.atMs),
      key_hash: voucher.claim?.keyHash ?? null,
      request_hash: voucher.claim?.requestHash ?? null,
    });
    return rows.length > 0;
  }

  override async ofKey(keyHash: Buffer): Promise<{ requestHash: Buffer; id: string } | undefined> {
    const [row] = await this.statements.run(ZAKAT_VOUCHER_OF_KEY, { key_hash: keyHash });
    return row && { requestHash: row.request_hash, id: row.id };
  }

  override async find(id: string): Promise<Voucher | undefined> {
    const [row] = await this.statements.run(FIND_ZAKAT_VOUCHER, { id });
    return row && voucherOf(row);
  }

  override async page({ state, beforeNumber, limit }: VoucherQuery): Promise<Slice<Voucher>> {
    const values = { before_number: beforeNumber ?? Number.MAX_SAFE_INTEGER, row_limit: limit + 1 };
    const rows =
      state === undefined
        ? await this.statements.run(ZAKAT_VOUCHERS, values)
        : await this.statements.run(ZAKAT_VOUCHERS_IN_STATE, { state, ...values });
    return sliceOf(rows.map(voucherOf), limit);
  }

  override async approve({ id, act, approvals, amilinCap }: VoucherApproval): Promise<ApprovalOutcome> {
    const [row] = await this.statements.run(APPROVE_ZAKAT_VOUCHER, {
      id,
      actor: act.by,
      approvals,
      cap_numerator: amilinCap.numerator,
      cap_denominator: amilinCap.denominator,
      at: new Date(act.atMs),
    });
    return row!.outcome as ApprovalOutcome;
  }

  override async reject(id: string, { by, atMs }: VoucherAct, reason: string): Promise<RejectionOutcome> {
    const [row] = await this.statements.run(REJECT_ZAKAT_VOUCHER, { id, actor: by, reason, at: new Date(atMs) });
    return row!.outcome as RejectionOutcome;
  }
}

type Row = RowOf<typeof VOUCHER>;

function voucherOf(row: Row): Voucher {
  return {
    number: Number(row.number),
    id: row.id,
    state: row.state as VoucherState,
    kind: row.kind as VoucherOrder['kind'],
    asnaf: (row.asnaf ?? undefined) as VoucherOrder['asnaf'],
    period: row.period,
    poolAddress: toHex(row.pool_address),
    beneficiary: { name: row.beneficiary_name, address: parseAddress(toHex(row.beneficiary_address)) },
    amountUnits: BigInt(row.amount),
    receipt: receiptOf(row),
    note: row.note,
    proposed: { by: row.proposed_by, atMs: row.proposed_at.getTime() },
    approvals: JSON.parse(row.approvals),
    rejection:
      row.rejected_at === null
        ? undefined
        : { by: row.rejected_by!, atMs: row.rejected_at.getTime(), reason: row.rejection! },
    payment: paymentOf(row),
  };
}

function receiptOf({ receipt, series, serial }: Row): Voucher['receipt'] {
  if (receipt === null) return undefined;
  return { key: Number(receipt), number: printReceiptNumber({ series: series!, serial: serial! }) };
}

function paymentOf({ paid_by, paid_at, txid, block_hash, height }: Row): Voucher['payment'] {
  if (paid_at === null) return undefined;
  return {
    by: paid_by!,
    atMs: paid_at.getTime(),
    txid: toHex(txid!),
    blockHash: toHex(block_hash!),
    height: Number(height),
  };
}
