import type { LedgerTypes } from 'mizan-client';
import { hexOfBase64 } from '../shell/bytes.js';
import { ledger } from '../shell/ledger-client.js';

/** Transactions that are read for what inputs are worth, at most. */
const MOST_SOURCES = 20;

export interface Flow {
  readonly address: string;
  readonly units: bigint;
}

export interface FlowsOfTransaction {
  readonly total: bigint;
  /** Of each address what its coins are worth; empty for a reward. */
  readonly from: readonly Flow[];
  /** Inputs whose worth was not looked up. */
  readonly unread: number;
  readonly to: readonly Flow[];
}

/** The payers and the payees of a transaction. The value of an input stands in the transaction that made its coin. */
export async function loadFlows(
  { Vin, Vout }: LedgerTypes.TransactionResponse,
  signal: AbortSignal,
): Promise<FlowsOfTransaction> {
  const to = Vout.map(({ PubKeyHash, Value }) => ({ address: hexOfBase64(PubKeyHash), units: Value }));
  const inputs = Vin.filter(({ Vout: index }) => index >= 0);
  const ids = [...new Set(inputs.map(({ Txid }) => Txid))].slice(0, MOST_SOURCES);
  const sources = new Map(
    await Promise.all(ids.map(async (id) => [id, await ledger.getTransaction({ id, signal })] as const)),
  );
  const coins = inputs.flatMap(({ Txid, Vout: index }) => {
    const coin = sources.get(Txid)?.transaction.Vout[index];
    return coin ? [{ address: hexOfBase64(coin.PubKeyHash), units: coin.Value }] : [];
  });
  return { total: sum(to), from: byAddress(coins), unread: inputs.length - coins.length, to };
}

function byAddress(coins: readonly Flow[]): Flow[] {
  const sums = new Map<string, bigint>();
  for (const { address, units } of coins) sums.set(address, (sums.get(address) ?? 0n) + units);
  return [...sums].map(([address, units]) => ({ address, units }));
}

function sum(flows: readonly Flow[]): bigint {
  return flows.reduce((total, { units }) => total + units, 0n);
}
