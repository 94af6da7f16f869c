import { toHex } from '@app/chain';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { BlocksLost } from '@app/utxo';

/** A supervisor starts the process again, which loads what the store has. */
const START_AGAIN = 76;

/** What was acknowledged and is gone is said once, in full: no other place has it. */
export function endWithoutBlocks({ lost }: BlocksLost): never {
  const lines = lost.map(({ height, hash }) => `lost block ${height} ${toHex(hash)}\n`);
  sayLastWords(
    `the store has gone back: it lacks ${lost.length} or more blocks that were acknowledged; see docs/high-availability.md\n${lines.join('')}`,
  );
  process.exit(START_AGAIN);
}
