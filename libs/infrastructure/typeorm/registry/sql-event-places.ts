import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  type BindEvent,
  type EventData,
  EventPlaces,
  type LogEnd,
  type NodeId,
  type PlacedEvent,
  type RegistryEventType,
} from '@app/node-registry';
import type { Database } from '../database.js';

interface UnplacedRow {
  number: string;
  id: string;
  told_at: Date;
  type: RegistryEventType;
  node_id: NodeId | null;
  data: EventData;
}

/**
 * In SQL, as sets. What waits is read after the lock is taken, so the statement sees all that was committed before; and the
 * number of an event is drawn while its row is locked, so an event that depends on another one has a higher number.
 */
export class SqlEventPlaces extends EventPlaces {
  constructor(private readonly database: Database) {
    super();
  }

  override async place(limit: number, bind: BindEvent): Promise<number> {
    const [waiting] = await this.database.query('SELECT 1 FROM unplaced_events LIMIT 1');
    if (!waiting) return 0;
    return this.database.transaction(async (query) => {
      await query(`SELECT pg_advisory_xact_lock(hashtextextended('mizan:events:' || current_schema, 0))`);
      const rows = await takeUnplaced(query, limit);
      if (rows.length > 0) await insertPlaced(query, bound(rows, await endOf(query), bind));
      return rows.length;
    });
  }

  override async backlog(): Promise<{ waiting: number; oldestAtMs: number | undefined }> {
    const [row] = await this.database.query<{ waiting: string; oldest: Date | null }>(
      'SELECT count(*) AS waiting, min(told_at) AS oldest FROM unplaced_events',
    );
    return { waiting: Number(row!.waiting), oldestAtMs: row!.oldest?.getTime() };
  }
}

async function takeUnplaced(query: SqlQuery, limit: number): Promise<UnplacedRow[]> {
  const rows = await query<UnplacedRow>(
    `DELETE FROM unplaced_events WHERE number IN (SELECT number FROM unplaced_events ORDER BY number LIMIT $1)
     RETURNING number, id, told_at, type, node_id, data`,
    [limit],
  );
  return rows.sort((one, other) => (BigInt(one.number) < BigInt(other.number) ? -1 : 1));
}

async function endOf(query: SqlQuery): Promise<LogEnd> {
  const [row] = await query<{ place: string; hash: string }>(
    `SELECT place, encode(hash, 'hex') AS hash FROM events ORDER BY place DESC LIMIT 1`,
  );
  return row && { place: BigInt(row.place), hash: row.hash };
}

function bound(rows: readonly UnplacedRow[], start: LogEnd, bind: BindEvent): PlacedEvent[] {
  let end = start;
  return rows.map(({ id, told_at, type, node_id, data }) => {
    const content = { id, type, time: told_at.toISOString(), data };
    const event = { ...content, nodeId: node_id ?? undefined, ...bind(content, end) };
    end = event;
    return event;
  });
}

async function insertPlaced(query: SqlQuery, events: readonly PlacedEvent[]): Promise<void> {
  const hexOf = (name: 'prevHash' | 'contentHash' | 'hash' | 'signature' | 'typeSignature') =>
    events.map((event) => event[name]);
  await query(
    `INSERT INTO events (place, id, told_at, type, node_id, data, prev_hash, content_hash, hash, signature, type_signature)
     SELECT e.place, e.id, e.told_at, e.type, e.node, e.data::jsonb, decode(e.prev_hash, 'hex'), decode(e.content_hash, 'hex'),
            decode(e.hash, 'hex'), decode(e.signature, 'hex'), decode(e.type_signature, 'hex')
     FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::text[], $11::text[]) AS e(place, id, told_at, type, node, data, prev_hash, content_hash, hash, signature, type_signature)`,
    [
      events.map(({ place }) => place),
      events.map(({ id }) => id),
      events.map(({ time }) => time),
      events.map(({ type }) => type),
      events.map(({ nodeId }) => nodeId ?? null),
      events.map(({ data }) => JSON.stringify(data)),
      hexOf('prevHash'),
      hexOf('contentHash'),
      hexOf('hash'),
      hexOf('signature'),
      hexOf('typeSignature'),
    ],
  );
}
