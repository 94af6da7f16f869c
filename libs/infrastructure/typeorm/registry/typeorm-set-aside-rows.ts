import { type OddRow, type SetAsideRow, SetAsideRows } from '@app/node-wallet';
import { In, IsNull, Not } from 'typeorm';
import type { Database } from '../database.js';
import { SetAsideRowEntity } from './entities/deposit.entity.js';

const OLDEST_FIRST = { firstSeenAtMs: 'ASC', id: 'ASC' } as const;

/** Of one look; a later one tells of the others. */
const MOST_AT_ONCE = 1_000;
const WHY_LENGTH = 200;

export class TypeormSetAsideRows extends SetAsideRows {
  constructor(private readonly database: Database) {
    super();
  }

  /** One statement for up to a thousand rows; which of them are new only the database knows. */
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
    const { manager } = this.database;
    const rows = await manager.find(SetAsideRowEntity, { where: { state: 'open' }, order: OLDEST_FIRST, take: limit });
    return rows.map(({ id, source, txid, why, state, firstSeenAtMs, lastSeenAtMs }) => ({
      id,
      source,
      txid,
      why,
      state,
      firstSeenAtMs,
      lastSeenAtMs,
    }));
  }

  override countOpen(): Promise<number> {
    return this.database.manager.countBy(SetAsideRowEntity, { state: 'open' });
  }

  override async since(): Promise<string | undefined> {
    const row = await this.database.manager.findOne(SetAsideRowEntity, {
      where: { state: 'open', sinceBlock: Not(IsNull()) },
      order: OLDEST_FIRST,
    });
    return row?.sinceBlock;
  }

  override async settle(ids: readonly string[]): Promise<void> {
    await this.database.manager.update(SetAsideRowEntity, { id: In(ids), state: 'open' }, { state: 'settled' });
  }

  override async dismiss(id: string, { actor, reason }: { actor: string; reason: string }): Promise<boolean> {
    const dismissal = { state: 'dismissed', dismissedBy: actor, reason } as const;
    const { affected } = await this.database.manager.update(SetAsideRowEntity, { id, state: 'open' }, dismissal);
    return affected === 1;
  }
}
