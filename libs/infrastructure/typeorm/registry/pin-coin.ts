import { recordAct } from '@app/infrastructure/audit/record-act.js';
import { type CoinIdentity, formatFlop } from '@app/node-wallet';
import type { Database } from '../database.js';

export interface NewPin {
  readonly pinned: CoinIdentity;
  readonly seen: CoinIdentity;
  readonly driftUnits: bigint;
  /** Of other registries, accepted with it. */
  readonly marks: readonly string[];
  readonly atMs: number;
}

/** From now on the registry believes the wallet `seen`, of the same chain as before; an act of the operator. */
export async function pinCoin(database: Database, { pinned, seen, driftUnits, marks, atMs }: NewPin): Promise<void> {
  const at = new Date(atMs);
  await database.transaction(async (query) => {
    await query('UPDATE coin_pin SET core_wallet_id = $1, subversion = $2, pinned_at = $3 WHERE genesis_hash = $4', [
      seen.walletId,
      seen.subversion,
      at,
      seen.genesisHash,
    ]);
    await query(
      `INSERT INTO wallet_marks (address, own, known_at) SELECT u.address, false, $2 FROM unnest($1::text[]) AS u(address)
       ON CONFLICT DO NOTHING`,
      [marks, at],
    );
    const details = { before: pinned.walletId, difference: formatFlop(driftUnits), acceptedMarks: marks.length };
    await recordAct(query, { actor: 'operator', action: 'coin_pinned', subject: seen.walletId, details });
  });
}
