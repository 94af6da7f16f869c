import { toHex } from '@app/chain';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { BlocksLost } from '@app/utxo';

/** A supervisor starts the process again, which loads what the store has. */
const START_AGAIN = 76;

/** What was acknowledged and is gone is said once, in full: no other place has it. */
export function endWithoutBlocks(loss: BlocksLost): never {
  sayLastWords(lastWordsOf(loss));
  process.exit(START_AGAIN);
}

export function lastWordsOf({ lost }: BlocksLost): string {
  // Every start on an empty store makes the same first block, which is not told to callers as theirs.
  const isNew = lost.length === 1 && lost[0]!.height === 0;
  if (isNew)
    return 'the store is empty again: no standby had its first block, and nothing was acknowledged here; starting anew\n';
  const lines = lost.map(({ height, hash }) => `lost block ${height} ${toHex(hash)}\n`);
  return `the store has gone back: it lacks ${lost.length} or more blocks that were acknowledged; see docs/high-availability.md\n${lines.join('')}`;
}
