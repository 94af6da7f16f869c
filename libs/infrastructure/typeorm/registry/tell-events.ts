import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { ToldEvent } from '@app/node-registry';

/**
 * Notes what happened for the log, in the transaction in which it happens and in this order. A transaction that tells of a row holds it
 * locked, so that what is told later of the same row has a higher number.
 */
export async function tellEvents(query: SqlQuery, events: readonly ToldEvent[]): Promise<void> {
  if (events.length === 0) return;
  await query(
    `INSERT INTO unplaced_events (type, node_id, data)
     SELECT e.type, e.node, e.data::jsonb FROM unnest($1::text[], $2::text[], $3::text[])
       WITH ORDINALITY AS e(type, node, data, step) ORDER BY e.step`,
    [
      events.map(({ type }) => type),
      events.map(({ nodeId }) => nodeId ?? null),
      events.map(({ data }) => JSON.stringify(data)),
    ],
  );
}
