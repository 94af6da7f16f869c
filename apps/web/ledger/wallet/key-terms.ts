import { readUnits } from './payment.js';

/** What a key of a user can be for, in the order in which it is offered. */
export const SCOPES = ['read', 'send', 'requests', 'zakat', 'webhooks'] as const;

/** What a key is made of, as it is sent. */
export interface KeyTerms {
  readonly name: string;
  readonly scopes: string[];
  readonly limit_per_day?: bigint;
  readonly addresses?: string[];
  readonly networks?: string[];
  readonly expires_in?: number;
}

const SECONDS_OF_DAY = 86_400n;
/** Ten years, the most that the server takes. */
const MOST_DAYS = 3_650n;

/** Reads the form of a key. What is left empty binds nothing. */
export function readKeyTerms(given: (name: string) => string, scopes: string[]): KeyTerms | 'no scope' | 'bad number' {
  if (scopes.length === 0) return 'no scope';
  const [limit, days] = ['limit', 'days'].map((name) =>
    given(name).trim() === '' ? undefined : (readUnits(given(name)) ?? 0n),
  );
  if (limit === 0n || days === 0n || (days ?? 0n) > MOST_DAYS) return 'bad number';
  const [addresses, networks] = ['addresses', 'networks'].map((name) => {
    const items = given(name)
      .split(/[\s,]+/)
      .filter((item) => item !== '');
    return items.length === 0 ? undefined : items;
  });
  return {
    ...{ name: given('name').trim(), scopes, limit_per_day: limit, addresses, networks },
    expires_in: days === undefined ? undefined : Number(days * SECONDS_OF_DAY),
  };
}
