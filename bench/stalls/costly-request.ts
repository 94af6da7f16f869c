/** A request that is among the most expensive that a stranger can send to its route. */
export interface CostlyRequest {
  readonly method: string;
  /** With the API's prefix. */
  readonly path: string;
  readonly body?: Buffer;
}

/** Makes the request anew each time: one that spends coins needs others the next time. */
export type MakeRequest = () => CostlyRequest | Promise<CostlyRequest>;

/** The route's most expensive request that is answered with what it asks for, and that is refused. */
export interface RouteCosts {
  readonly legal: MakeRequest;
  readonly illegal: MakeRequest;
}

/** By method and path as the API's document has them. */
export type CostTable = Readonly<Record<string, RouteCosts>>;

export function get(path: string): MakeRequest {
  return () => ({ method: 'GET', path });
}

export function send(method: string, path: string, body: unknown): CostlyRequest {
  return { method, path, body: Buffer.from(JSON.stringify(body)) };
}

/** The default limit of a body. */
const BODY_BYTES = 16 * 1024;

/** A body as large as may be, whose `fields` are lists of what no list may hold. */
export function fullOfFaults(fields: readonly string[]): object {
  const each = Math.floor((BODY_BYTES - 64) / fields.length / 2) - 16;
  return Object.fromEntries(fields.map((name) => [name, Array<number>(each).fill(1)]));
}

/** A path parameter as long as may be. */
export const LONG_NAME = 'x'.repeat(4_000);
/** A query that is wrong, with a long cursor. */
export const WRONG_PAGE = `?limit=1000&cursor=${'A'.repeat(4_000)}`;
