import type { Database } from '@app/infrastructure/typeorm/database.js';

interface ToldRow {
  type: string;
  data: { node: string; payment?: number; units: string; fee: string | null; was?: string | null; txid?: string };
}

/** What the events of the log say that each node has, compared with the books. @returns what is not the same */
export async function toldFaults(database: Database): Promise<string[]> {
  const rows = await database.query<ToldRow>(
    `SELECT type, data FROM unplaced_events WHERE type LIKE 'payment.%' OR type LIKE 'deposit.%' ORDER BY number`,
  );
  const booked = await database.query<{ node: string; units: string }>(BOOKED);
  const told = toldUnits(rows);
  return booked
    .filter(({ node, units }) => (told.get(node) ?? 0n) !== BigInt(units))
    .map(({ node, units }) => `${node} has ${units}, and the events say ${told.get(node) ?? 0n}`);
}

/** With what is reserved, but for payments that are signed: the log has told of them. */
const BOOKED = `
SELECT w.node_id AS node, sum(a.balance) - coalesce((SELECT sum(p.amount + p.fee) FROM payments p
         WHERE p.wallet_id = w.id AND p.state = 'signed'), 0) AS units
FROM wallets w JOIN accounts a ON a.wallet_id = w.id AND a.kind IN ('available', 'owed', 'reserved') GROUP BY w.id`;

function toldUnits(rows: readonly ToldRow[]): Map<string, bigint> {
  const units = new Map<string, bigint>();
  const add = (node: string, change: bigint) => units.set(node, (units.get(node) ?? 0n) + change);
  const paid = new Map<number, { node: string; units: bigint }>();
  for (const { type, data } of rows) {
    const { node, was } = data;
    if (type === 'deposit.confirmed') add(node, BigInt(data.units));
    if (type === 'deposit.reversed' && was === 'credited') add(node, -BigInt(data.units));
    if (type === 'payment.failed') paid.delete(data.payment!);
    else if (type.startsWith('payment.'))
      paid.set(data.payment!, { node, units: BigInt(data.units) + BigInt(data.fee ?? 0) });
  }
  for (const payment of paid.values()) add(payment.node, -payment.units);
  return units;
}
