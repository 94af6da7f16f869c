import { type OddRow, type SetAsideRow, SetAsideRows, type SetAsideState } from '@app/node-wallet';
import type { Database } from '../database.js';

interface Row {
  id: string;
  source: OddRow['source'];
  txid: string | null;
  why: string;
  state: SetAsideState;
  first_seen_at: Date;
  last_seen_at: Date;
}

/** Of one look; a later one tells of the others. */
const MOST_AT_ONCE = 1_000;
const WHY_LENGTH = 200;

export class TypeormSetAsideRows extends SetAsideRows {
  constructor(private readonly database: Database) {
    super();
  }

  override async note(rows: readonly OddRow[], since: string | undefined, atMs: number): Promise<OddRow[]> {
    const unique = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, MOST_AT_ONCE);
    const noted = await this.database.query<{ id: string; is_new: boolean }>(
      `INSERT INTO coin_rows_set_aside AS r (id, source, txid, why, since_block, first_seen_at, last_seen_at)
       SELECT u.id, u.source, u.txid, u.why, $5, $6::timestamptz, $6::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u(id, source, txid, why)
       ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, why = excluded.why,
         since_block = coalesce(r.since_block, excluded.since_block),
         state = CASE WHEN r.state = 'settled' AND (r.txid IS NULL OR excluded.source = 'gettransaction') THEN 'open'
                      ELSE r.state END
       WHERE r.last_seen_at < excluded.last_seen_at - interval '10 seconds' OR r.state = 'settled'
       RETURNING r.id, r.first_seen_at = $6::timestamptz AS is_new`,
      [
        unique.map(({ id }) => id),
        unique.map(({ source }) => source),
        unique.map(({ txid }) => txid),
        unique.map(({ why }) => why.slice(0, WHY_LENGTH)),
        since ?? null,
        new Date(atMs),
      ],
    );
    const fresh = new Set(noted.filter((row) => row.is_new).map(({ id }) => id));
    return unique.filter(({ id }) => fresh.has(id));
  }

  override async open(limit: number): Promise<SetAsideRow[]> {
    const rows = await this.database.query<Row>(
      `SELECT id, source, txid, why, state, first_seen_at, last_seen_at FROM coin_rows_set_aside
       WHERE state = 'open' ORDER BY first_seen_at, id LIMIT $1`,
      [limit],
    );
    return rows.map(({ first_seen_at, last_seen_at, ...row }) => ({
      ...row,
      firstSeenAtMs: first_seen_at.getTime(),
      lastSeenAtMs: last_seen_at.getTime(),
    }));
  }

  override async countOpen(): Promise<number> {
    const [row] = await this.database.query<{ open: string }>(
      `SELECT count(*) AS open FROM coin_rows_set_aside WHERE state = 'open'`,
    );
    return Number(row!.open);
  }

  override async since(): Promise<string | undefined> {
    const [row] = await this.database.query<{ since_block: string }>(
      `SELECT since_block FROM coin_rows_set_aside WHERE state = 'open' AND since_block IS NOT NULL
       ORDER BY first_seen_at, id LIMIT 1`,
    );
    return row?.since_block;
  }

  override async settle(ids: readonly string[]): Promise<void> {
    await this.database.query(
      `UPDATE coin_rows_set_aside SET state = 'settled' WHERE id = ANY ($1::text[]) AND state = 'open'`,
      [ids],
    );
  }

  override async dismiss(id: string, { actor, reason }: { actor: string; reason: string }): Promise<boolean> {
    const dismissed = await this.database.query(
      `UPDATE coin_rows_set_aside SET state = 'dismissed', dismissed_by = $2, reason = $3
       WHERE id = $1 AND state = 'open' RETURNING 1`,
      [id, actor, reason],
    );
    return dismissed.length > 0;
  }
}
