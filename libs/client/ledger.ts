import { type ClientOptions, connectionOf } from './calls/connection.js';
import { methodsOf } from './calls/methods.js';
import type { CallOptions } from './calls/operation.js';
import type { Pages } from './calls/pages.js';
import { type LedgerOperations, ledgerOperations, ledgerShapes } from './generated/ledger/operations.js';
import type { TransactionResponse } from './generated/ledger/types.gen.js';

/** The ledger: every operation of its API as a method, and what is built of them. */
export interface Ledger extends LedgerOperations {
  /** The transactions in which an address stands, oldest first. */
  history(address: string, options?: CallOptions): Pages<TransactionResponse>;
}

/** A client of the ledger. Nothing is sent before a method is called. @throws TypeError for a `baseUrl` that is none */
export function createLedger(options: ClientOptions): Ledger {
  const methods = methodsOf<LedgerOperations>(connectionOf(options, ledgerShapes), ledgerOperations);
  return {
    ...methods,
    history: (address, call) => methods.listWalletTransactions({ address, ...call }),
  };
}
