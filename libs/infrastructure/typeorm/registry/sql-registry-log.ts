import {
  CursorAheadOfLog,
  type EventNews,
  type EventPage,
  type EventQuery,
  type LoggedEvent,
  type NewsQuery,
} from '@app/kernel';
import { type EventChainLink, type EventData, type NodeId, RegistryLog } from '@app/node-registry';
import type { Database } from '../database.js';

interface EventRow extends ProofRow {
  id: string;
  type: string;
  told_at: Date;
  node_id: NodeId | null;
  data: EventData;
}

interface LinkRow extends ProofRow {
  type: string;
  type_signature: Buffer | null;
}

interface ProofRow {
  place: string;
  prev_hash: Buffer;
  content_hash: Buffer;
  hash: Buffer;
  signature: Buffer;
}

const COLUMNS = 'place, id, type, told_at, node_id, data, prev_hash, content_hash, hash, signature';
/** Events that one page looks at, where it looks for few types. */
const LOOKED_AT = 5_000;

/** Of the whole log: places have no gaps, so a range of them is so many rows. */
const PAGE = `
SELECT ${COLUMNS} FROM events WHERE place > $1 AND place <= $2 AND type = ANY ($3::text[]) ORDER BY place LIMIT $4`;

const PAGE_OF_NODE = `
SELECT ${COLUMNS} FROM (
  SELECT * FROM events WHERE place > $1 AND place <= $2 AND node_id = $5 ORDER BY place LIMIT ${LOOKED_AT}
) AS looked_at WHERE type = ANY ($3::text[]) ORDER BY place LIMIT $4`;

const LAST_LOOKED_AT = `
SELECT place FROM events WHERE place > $1 AND place <= $2 AND node_id = $3 ORDER BY place OFFSET ${LOOKED_AT - 1} LIMIT 1`;

const NEWS = `
SELECT ${COLUMNS} FROM events WHERE place > $1 AND place <= $2 AND (type = ANY ($3::text[]) OR node_id = ANY ($5::text[]))
ORDER BY place LIMIT $4`;

/** In SQL: each of its statements is a range of one index. */
export class SqlRegistryLog extends RegistryLog {
  constructor(private readonly database: Database) {
    super();
  }

  override async end(): Promise<bigint> {
    const [row] = await this.database.query<{ end: string }>('SELECT coalesce(max(place), 0) AS end FROM events');
    return BigInt(row!.end);
  }

  override async page({ after, limit, types, subject }: EventQuery): Promise<EventPage> {
    const end = await this.endBehind(after);
    const last = subject === undefined ? least(end, after + BigInt(LOOKED_AT)) : end;
    const values = [after, last, [...types], limit];
    const rows = await this.database.query<EventRow>(
      subject === undefined ? PAGE : PAGE_OF_NODE,
      subject === undefined ? values : [...values, subject],
    );
    if (rows.length === limit) return pageOf(rows, BigInt(rows.at(-1)!.place), end);
    const next = subject === undefined ? last : await this.lastLookedAt(after, end, subject);
    return pageOf(rows, next, end);
  }

  override async news({ after, limit, types, subjects }: NewsQuery): Promise<EventPage<EventNews>> {
    const end = await this.endBehind(after);
    const last = least(end, after + BigInt(LOOKED_AT));
    const rows = await this.database.query<EventRow>(NEWS, [after, last, [...types], limit, subjects]);
    const page = pageOf(rows, rows.length === limit ? BigInt(rows.at(-1)!.place) : last, end);
    const asked = new Set(subjects);
    const events = page.events.map((event, at) => {
      const node = rows[at]!.node_id;
      return { ...event, subjects: node !== null && asked.has(node) ? [node] : [] };
    });
    return { ...page, events };
  }

  override async links({ after, limit }: { after: bigint; limit: number }): Promise<EventChainLink[]> {
    await this.endBehind(after);
    const rows = await this.database.query<LinkRow>(
      'SELECT place, type, prev_hash, content_hash, hash, signature, type_signature FROM events WHERE place > $1 ORDER BY place LIMIT $2',
      [after, limit],
    );
    return rows.map(linkOf);
  }

  private async endBehind(after: bigint): Promise<bigint> {
    const end = await this.end();
    if (after > end) throw new CursorAheadOfLog();
    return end;
  }

  private async lastLookedAt(after: bigint, end: bigint, nodeId: string): Promise<bigint> {
    const [row] = await this.database.query<{ place: string }>(LAST_LOOKED_AT, [after, end, nodeId]);
    return row ? BigInt(row.place) : end;
  }
}

function pageOf(rows: readonly EventRow[], next: bigint, end: bigint): EventPage {
  return { events: rows.map(eventOf), next, hasMore: next < end };
}

function eventOf(row: EventRow): LoggedEvent {
  const { id, type, told_at, data } = row;
  const { place, prevHash, hash, signature } = proofOf(row);
  const proof = { place, prev_hash: prevHash, hash, signature };
  return { id, type, place, timeMs: told_at.getTime(), data, proof };
}

function linkOf(row: LinkRow): EventChainLink {
  return { ...proofOf(row), type: row.type, typeSignature: row.type_signature?.toString('hex') };
}

function proofOf({ place, prev_hash, content_hash, hash, signature }: ProofRow) {
  return {
    place: BigInt(place),
    prevHash: prev_hash.toString('hex'),
    contentHash: content_hash.toString('hex'),
    hash: hash.toString('hex'),
    signature: signature.toString('hex'),
  };
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
