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
  server: BuiltServer,
  address: string,
  limit: number,
  number: number,
): Promise<[HistoryPage, HistoryPage]> {
  const path = `/api/v1/wallets/${address}/transactions`;
  const first = { number: 1, path: `${path}?limit=${limit}` };
  let deepest: HistoryPage = first;
  let passed = 0;
  for (let next: string | undefined = `${path}?limit=${STRIDE}`; next !== undefined; ) {
    const answer: Response = await fetch(server.url + next);
    passed += ((await answer.json()) as unknown[]).length;
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    const page = passed / limit + 1;
    if (next === undefined || page > number) break;
    deepest = { number: page, path: next.replace(`limit=${STRIDE}`, `limit=${limit}`) };
  }
  return [first, deepest];
}
