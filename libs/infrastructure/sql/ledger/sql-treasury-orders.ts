import { fromHex, type OrderKind, toHex } from '@app/chain';
import { type Slice, sliceOf } from '@app/kernel';
import {
  type ApprovalOutcome,
  type NewOrder,
  type Order,
  type OrderAct,
  type OrderApproval,
  type OrderQuery,
  type OrderState,
  type ProposalOutcome,
  type RejectionOutcome,
  TreasuryOrders,
} from '@app/treasury';
import { parseAddress } from '@app/wallet';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

export const PROPOSE_TREASURY_ORDER = write('propose_treasury_order', {
  parameters: {
    id: 'uuid',
    kind: 'text',
    address: 'bytea',
    amount: 'bigint',
    reference: 'text',
    hash: 'bytea',
    actor: 'text',
    at: 'timestamptz',
    key_hash: 'bytea null',
    request_hash: 'bytea null',
    per_day: 'bigint',
  },
  columns: { outcome: 'text' },
  sql: 'SELECT propose_treasury_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS outcome',
});

export const TREASURY_ORDER_OF_KEY = read('treasury_order_of_key', {
  parameters: { key_hash: 'bytea' },
  columns: { id: 'uuid', request_hash: 'bytea' },
  sql: 'SELECT id, request_hash FROM treasury_orders WHERE key_hash = $1',
});

const ORDER = {
  number: 'bigint',
  id: 'uuid',
  state: 'text',
  kind: 'text',
  address: 'bytea',
  amount: 'bigint',
  reference: 'text',
  hash: 'bytea',
  proposed_by: 'text',
  proposed_at: 'timestamptz',
  approvals: 'text',
  rejected_by: 'text null',
  rejected_at: 'timestamptz null',
  rejection: 'text null',
  settled_by: 'text null',
  settled_at: 'timestamptz null',
  txid: 'bytea null',
  block_hash: 'bytea null',
  height: 'bigint null',
} as const satisfies Columns;

/** Who approved and when, in milliseconds. */
const APPROVALS = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM treasury_approvals a WHERE a.order_id = o.id) AS approvals`;

const SELECT = `
  SELECT o.number, o.id, o.state, o.kind, o.address, o.amount, o.reference, o.hash, o.proposed_by, o.proposed_at, ${APPROVALS},
         o.rejected_by, o.rejected_at, o.rejection, s.settled_by, s.settled_at, t.txid, b.hash AS block_hash, t.height
  FROM treasury_orders o LEFT JOIN treasury_settlements s ON s.order_id = o.id
    LEFT JOIN transactions t ON t.key = s.transaction_key LEFT JOIN blocks b ON b.height = t.height`;

export const FIND_TREASURY_ORDER = read('find_treasury_order', {
  parameters: { id: 'uuid' },
  columns: ORDER,
  sql: `${SELECT} WHERE o.id = $1`,
});

export const TREASURY_ORDERS = read('treasury_orders_of_kind', {
  parameters: { kind: 'text', before_number: 'bigint', row_limit: 'integer' },
  columns: ORDER,
  sql: `${SELECT} WHERE o.kind = $1 AND o.number < $2 ORDER BY o.number DESC LIMIT $3`,
});

export const TREASURY_ORDERS_IN_STATE = read('treasury_orders_in_state', {
  parameters: { kind: 'text', state: 'text', before_number: 'bigint', row_limit: 'integer' },
  columns: ORDER,
  sql: `${SELECT} WHERE o.kind = $1 AND o.state = $2 AND o.number < $3 ORDER BY o.number DESC LIMIT $4`,
});

export const APPROVE_TREASURY_ORDER = write('approve_treasury_order', {
  parameters: { id: 'uuid', actor: 'text', needed: 'integer', per_day: 'bigint', at: 'timestamptz' },
  columns: { outcome: 'text' },
  sql: 'SELECT approve_treasury_order($1, $2, $3, $4, $5) AS outcome',
});

export const REJECT_TREASURY_ORDER = write('reject_treasury_order', {
  parameters: { id: 'uuid', actor: 'text', reason: 'text', at: 'timestamptz' },
  columns: { outcome: 'text' },
  sql: 'SELECT reject_treasury_order($1, $2, $3, $4) AS outcome',
});

export class SqlTreasuryOrders extends TreasuryOrders {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async propose(order: NewOrder, perDay: bigint): Promise<ProposalOutcome> {
    const [row] = await this.statements.run(PROPOSE_TREASURY_ORDER, {
      id: order.id,
      kind: order.kind,
      address: fromHex(order.address, 32)!,
      amount: order.amount,
      reference: order.reference,
      hash: fromHex(order.hash, 32)!,
      actor: order.proposed.by,
      at: new Date(order.proposed.atMs),
      key_hash: order.claim?.keyHash ?? null,
      request_hash: order.claim?.requestHash ?? null,
      per_day: perDay,
    });
    return row!.outcome as ProposalOutcome;
  }

  override async ofKey(keyHash: Buffer): Promise<{ requestHash: Buffer; id: string } | undefined> {
    const [row] = await this.statements.run(TREASURY_ORDER_OF_KEY, { key_hash: keyHash });
    return row && { requestHash: row.request_hash, id: row.id };
  }

  override async find(id: string): Promise<Order | undefined> {
    const [row] = await this.statements.run(FIND_TREASURY_ORDER, { id });
    return row && orderOf(row);
  }

  override async page({ kind, state, beforeNumber, limit }: OrderQuery): Promise<Slice<Order>> {
    const values = { kind, before_number: beforeNumber ?? Number.MAX_SAFE_INTEGER, row_limit: limit + 1 };
    const rows =
      state === undefined
        ? await this.statements.run(TREASURY_ORDERS, values)
        : await this.statements.run(TREASURY_ORDERS_IN_STATE, { ...values, state });
    return sliceOf(rows.map(orderOf), limit);
  }

  override async approve({ id, act, needed, perDay }: OrderApproval): Promise<ApprovalOutcome> {
    const at = new Date(act.atMs);
    const values = { id, actor: act.by, needed, per_day: perDay, at };
    const [row] = await this.statements.run(APPROVE_TREASURY_ORDER, values);
    return row!.outcome as ApprovalOutcome;
  }

  override async reject(id: string, { by, atMs }: OrderAct, reason: string): Promise<RejectionOutcome> {
    const [row] = await this.statements.run(REJECT_TREASURY_ORDER, { id, actor: by, reason, at: new Date(atMs) });
    return row!.outcome as RejectionOutcome;
  }
}

type Row = RowOf<typeof ORDER>;

function orderOf(row: Row): Order {
  return {
    number: Number(row.number),
    id: row.id,
    state: row.state as OrderState,
    kind: row.kind as OrderKind,
    address: parseAddress(toHex(row.address)),
    amount: BigInt(row.amount),
    reference: row.reference,
    hash: toHex(row.hash),
    proposed: { by: row.proposed_by, atMs: row.proposed_at.getTime() },
    approvals: JSON.parse(row.approvals),
    rejection:
      row.rejected_at === null
        ? undefined
        : { by: row.rejected_by!, atMs: row.rejected_at.getTime(), reason: row.rejection! },
    mined: minedOf(row),
  };
}

function minedOf({ settled_by, settled_at, txid, block_hash, height }: Row): Order['mined'] {
  if (settled_at === null) return undefined;
  const act = { by: settled_by!, atMs: settled_at.getTime() };
  return { ...act, txid: toHex(txid!), blockHash: toHex(block_hash!), height: Number(height) };
}
