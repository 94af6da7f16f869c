import type { BuiltServer } from '../process/built-server.js';

export interface HistoryPage {
  /** From 1. */
  readonly number: number;
  readonly path: string;
}

/** Largest page that the API hands out: what skips ahead fastest. */
const STRIDE = 1_000;

/**
 * Finds the first page of a history and page `number`, or the last whole one before it when the history is shorter, by
 * following the links that the API itself gives out.
 */
export async function historyPages(
  { ledger }: BuiltServer,
  address: string,
  limit: number,
  number: number,
): Promise<[HistoryPage, HistoryPage]> {
  const path = `/api/v1/wallets/${address}/transactions`;
  const first = { number: 1, path: `${path}?limit=${limit}` };
  let deepest: HistoryPage = first;
  let passed = 0;
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await ledger.listWalletTransactions({ address, limit: STRIDE, cursor }).page();
    passed += items.length;
    cursor = nextCursor;
    const page = passed / limit + 1;
    if (cursor === undefined || page > number) break;
    deepest = { number: page, path: `${path}?limit=${limit}&cursor=${encodeURIComponent(cursor)}` };
  }
  return [first, deepest];
}
