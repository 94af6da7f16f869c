import { DishonestServer } from '../errors/dishonest-server.js';
import { isEqual, toHex } from './bytes.js';
import type { CheckedTransfer } from './check-prepared.js';
import { demand, objectOf } from './demand.js';
import { readAddress } from './keys.js';
import { type Transaction, transactionId } from './transaction.js';
import { readTransaction, type WireTransaction } from './wire-transaction.js';

/** The call of the ledger that is needed. */
export interface FindsTransactions {
  getTransaction(request: { id: string; signal?: AbortSignal }): Promise<{ transaction: WireTransaction }>;
}

/** Transactions that are read at the same time. */
const AT_ONCE = 8;
/** A coin may be from a block that is still being stored: it is chosen already, and can be read a moment later. */
const PAUSES_MS = [50, 200, 800];

/**
 * Checks what each coin of a prepared transfer is worth and that it is the sender's, without trust in the server: it reads
 * the transactions that the inputs name, whose IDs commit to their outputs. The coins must be worth what the outputs pay,
 * to the unit, so no change is missing.
 * @returns those transactions
 * @throws DishonestServer (`coin`, `coin_owner`, `coin_values`), and what `ledger` throws
 */
export async function checkCoins(
  { transaction: { inputs, outputs } }: Pick<CheckedTransfer, 'transaction'>,
  from: string,
  ledger: FindsTransactions,
  signal?: AbortSignal,
): Promise<Transaction[]> {
  const owner = readAddress(from);
  const ids = new Map(inputs.map(({ txid }) => [toHex(txid), txid]));
  const sources = new Map<string, Transaction>();
  const waiting = [...ids];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      sources.set(next[0], await readSource(next, ledger, signal));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.size) }, work));
  let collected = 0n;
  for (const { txid, vout } of inputs) {
    const coin = sources.get(toHex(txid))!.outputs[vout];
    demand(coin !== undefined, 'coin', 'an input spends an output that does not exist');
    demand(toHex(coin.pubKeyHash) === owner, 'coin_owner', 'the prepared transfer spends a coin of another wallet');
    collected += coin.value;
  }
  const paid = outputs.reduce((total, { value }) => total + value, 0n);
  demand(collected === paid, 'coin_values', `the coins are worth ${collected} units, and the outputs ${paid}`);
  return [...sources.values()];
}

async function readSource(
  [id, txid]: [string, Uint8Array],
  ledger: FindsTransactions,
  signal: AbortSignal | undefined,
): Promise<Transaction> {
  const source = readTransaction(objectOf(await found(id, ledger, signal)).transaction);
  demand(isEqual(transactionId(source), txid), 'coin', 'a transaction that an input names has another ID');
  return source;
}

async function found(id: string, ledger: FindsTransactions, signal: AbortSignal | undefined) {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await ledger.getTransaction({ id, signal });
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      signal?.throwIfAborted();
    }
  }
  return ledger.getTransaction({ id, signal }).catch((cause: { status?: number }) => {
    if (cause.status !== 404) throw cause;
    throw new DishonestServer('coin', 'an input names a transaction that the ledger does not have', cause);
  });
}
