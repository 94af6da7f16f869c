import { type ClientOptions, createLedger, type Ledger } from 'mizan-client';
import { askWhenLost, watchedFetch } from './connection.js';
import { LIMITS_OF_FILES } from './save-file.js';

/** The ledger that these pages came from. @param token of a session or an administrator; it is kept by the caller alone */
export function ledgerOf(token?: string, limits: Partial<ClientOptions> = {}): Ledger {
  return createLedger({ ...limits, baseUrl: location.origin, fetch: watchedFetch, maxRetries: 1, token });
}

/** The same as anyone sees it. */
export const ledger: Ledger = ledgerOf();
export const ledgerForFiles: Ledger = ledgerOf(undefined, LIMITS_OF_FILES);

askWhenLost(() => ledger.getHealth());
