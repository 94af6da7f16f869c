import { createLedger, type Ledger } from 'mizan-client';
import { askWhenLost, watchedFetch } from './connection.js';

/** The ledger that these pages came from. @param token of a session or an administrator; it is kept by the caller alone */
export function ledgerOf(token?: string): Ledger {
  return createLedger({ baseUrl: location.origin, fetch: watchedFetch, maxRetries: 1, token });
}

/** The same as anyone sees it. */
export const ledger: Ledger = ledgerOf();

askWhenLost(() => ledger.getHealth());
