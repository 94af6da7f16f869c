import { setTimeout as sleep } from 'node:timers/promises';
import type { SendingWallet } from '../load/sending-ring.js';
import type { BuiltServer } from '../process/built-server.js';
import { inParallel } from '../process/in-parallel.js';

/** More replays than one can be cut short by blocks on their way; the journal and a late block settle in this time. */
const SETTLE_MS = 300;

/**
 * The proof that a fast run was also a correct one: the chain verifies whole, the stored coins equal the replay, and every
 * wallet has in the server's index what its owner's own books say.
 * @returns a sentence for the report
 * @throws Error when something does not agree
 */
export async function checkBooks({ ledger }: BuiltServer, wallets: readonly SendingWallet[]): Promise<string> {
  await sleep(SETTLE_MS);
  const verification = await ledger.verifyChain();
  if (!verification.ok) throw new Error(`the chain does not verify: ${JSON.stringify(verification.fault)}`);
  const balances = await inParallel(wallets, 16, ({ address }) => ledger.getBalance({ address }));
  const wrong = wallets.filter(({ coins }, at) => balances[at]!.balance !== sum(coins)).length;
  const owned = sum(balances.map(({ balance }) => balance));
  const expected = sum(wallets.flatMap(({ coins }) => coins));
  if (wrong > 0 || owned !== expected) {
    throw new Error(`${wrong} of ${wallets.length} wallets differ from their owners' books (${owned} for ${expected})`);
  }
  const { transactions, blocks } = verification;
  return `${transactions} transactions in ${blocks} blocks verify, ${wallets.length} balances equal their owners' books`;
}

function sum(values: readonly (bigint | number)[]): bigint {
  return values.reduce<bigint>((total, value) => total + BigInt(value), 0n);
}
