import type { ConnectionFlags } from '../asking/connection-flags.js';
import { shellWord } from '../asking/shell-word.js';

/**
 * The whole command that asks again with the key that was used, as it is typed in a shell: in a session the command line of the process
 * says nothing of it.
 */
export function retryCommand(words: readonly string[], idempotencyKey: string, flags: ConnectionFlags): string {
  const all = ['mizan', ...words, '--idempotency-key', idempotencyKey];
  if (flags.url) all.push('--url', flags.url.href);
  if (flags.keyFile) all.push('--key-file', flags.keyFile);
  return all.map(shellWord).join(' ');
}
