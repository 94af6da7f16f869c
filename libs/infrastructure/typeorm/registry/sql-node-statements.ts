import type { TimeSpan } from '@app/kernel';
import {
  type BookedChange,
  type BooksSpan,
  type ChangesPage,
  type ChangesQuery,
  NodeStatements,
} from '@app/node-wallet';
import type { Database } from '../database.js';

/** Entries of each account that are looked at for one page. */
const LOOKED_AT = 500;

const SPAN = `
SELECT coalesce(max(p.entry_id), 0) AS last_entry,
       coalesce(sum(p.amount) FILTER (WHERE e.created_at < $2), 0) AS opening,
       coalesce(sum(p.amount) FILTER (WHERE e.created_at < $3), 0) AS closing
FROM accounts a JOIN postings p ON p.account_id = a.id JOIN journal_entries e ON e.id = p.entry_id
WHERE a.wallet_id = $1`;

/** An entry is whole up to the first account of which more were left than looked at. Each row has where the looking ended. */
const CHANGES = `
WITH looked AS (
  SELECT l.entry_id, l.amount, l.place FROM accounts a CROSS JOIN LATERAL (
    SELECT n.entry_id, n.amount, row_number() OVER (ORDER BY n.entry_id) AS place
    FROM (SELECT p.entry_id, p.amount FROM postings p WHERE p.account_id = a.id AND p.entry_id > $2 AND p.entry_id <= $3
          ORDER BY p.entry_id LIMIT ${LOOKED_AT}) AS n
  ) AS l WHERE a.wallet_id = $1
), edge AS (
  SELECT min(entry_id) FILTER (WHERE place = ${LOOKED_AT}) AS entry FROM looked
), moved AS (
  SELECT l.entry_id, sum(l.amount) AS units FROM looked l, edge WHERE edge.entry IS NULL OR l.entry_id <= edge.entry
  GROUP BY l.entry_id HAVING sum(l.amount) <> 0
)
SELECT edge.entry AS edge, found.id, found.kind, found.created_at, found.units, found.txid, found.address
FROM edge LEFT JOIN (
  SELECT e.id, e.kind, e.created_at, m.units, coalesce(p.txid, d.txid) AS txid, coalesce(p.recipient_address, d.address) AS address
  FROM moved m JOIN journal_entries e ON e.id = m.entry_id
    LEFT JOIN payments p ON p.id = e.payment_id LEFT JOIN deposits d ON d.id = e.deposit_id
  WHERE e.created_at >= $4 AND e.created_at < $5
) AS found ON true
ORDER BY found.id`;

interface ChangeRow {
  edge: string | null;
  id: string | null;
  kind: string;
  created_at: Date;
  units: string;
  txid: string | null;
  address: string | null;
}

/** In SQL: an entry is put together from its postings by the database. */
export class SqlNodeStatements extends NodeStatements {
  constructor(private readonly database: Database) {
    super();
  }

  override async span(walletId: bigint, time: TimeSpan): Promise<BooksSpan> {
    const [row] = await this.database.query<{ last_entry: string; opening: string; closing: string }>(SPAN, [
      walletId,
      ...boundsOf(time),
    ]);
    const { last_entry, opening, closing } = row!;
    return { lastEntry: BigInt(last_entry), openingUnits: BigInt(opening), closingUnits: BigInt(closing) };
  }

  override async page({ walletId, afterEntry, lastEntry, time }: ChangesQuery): Promise<ChangesPage> {
    const values = [walletId, afterEntry, lastEntry, ...boundsOf(time)];
    const rows = await this.database.query<ChangeRow>(CHANGES, values);
    const edge = rows[0]!.edge;
    const changes = rows.filter(({ id }) => id !== null).map(changeOf);
    return { changes, afterEntry: edge === null ? undefined : BigInt(edge) };
  }
}

/** Before and after everything where there is no bound. */
function boundsOf({ fromMs, toMs }: TimeSpan): string[] {
  const bound = (ms: number | undefined, otherwise: string) =>
    ms === undefined ? otherwise : new Date(ms).toISOString();
  return [bound(fromMs, '-infinity'), bound(toMs, 'infinity')];
}

function changeOf({ id, kind, created_at, units, txid, address }: ChangeRow): BookedChange {
  return {
    entry: BigInt(id!),
    atMs: created_at.getTime(),
    kind,
    txid: txid ?? undefined,
    address: address ?? undefined,
    units: BigInt(units),
  };
}
