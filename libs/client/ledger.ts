import { type ClientOptions, connectionOf } from './calls/connection.js';
import { type Download, downloadOf } from './calls/download.js';
import { type FollowOptions, followEvents } from './calls/follow-events.js';
import { methodsOf } from './calls/methods.js';
import type { CallOptions } from './calls/operation.js';
import type { Pages } from './calls/pages.js';
import { type Raw, rawOf } from './calls/raw.js';
import { type WaitOptions, waitFor } from './confirmations.js';
import type { SignedTransfer } from './crypto/transfer-signed.js';
import type { VerifiedTransaction, VerifyOptions } from './crypto/verify-transaction.js';
import { MizanError } from './errors/mizan-error.js';
import { type LedgerOperations, ledgerOperations, ledgerShapes } from './generated/ledger/operations.js';
import type {
  LedgerEventResponse,
  SubmitTransferResult,
  TransactionDetailResponse,
  TransactionResponse,
} from './generated/ledger/types.gen.js';

/** Which events of the ledger are followed. */
export interface LedgerEventOptions extends FollowOptions {
  /** All that the caller may have, unless given. */
  readonly types?: readonly LedgerEventResponse['type'][] | undefined;
  /** Only what concerns this wallet. */
  readonly address?: string | undefined;
}

/** The ledger: every operation of its API as a method, and what is built of them. */
export interface Ledger extends LedgerOperations {
  /** One request of an operation, and its answer unread. */
  readonly raw: Raw<LedgerOperations>;

  /** What an operation that reads answers, as the server wrote it: a sheet, a document, or JSON to be kept. */
  readonly download: Download<LedgerOperations>;

  /** The transactions in which an address stands, oldest first. */
  history(address: string, options?: CallOptions): Pages<TransactionResponse>;

  /**
   * What happens on the ledger, without an end: what has happened first, then what comes. It reconnects by itself and misses nothing; keep
   * the `cursor` of the event that was handled last to go on behind it another time.
   * @throws MizanError when the server refuses
   */
  events(options?: LedgerEventOptions): AsyncGenerator<LedgerEventResponse, void, undefined>;

  /**
   * Waits until a transfer is in a block, or has as many confirmations as are asked for: the blocks on it, its own included.
   * @throws Unavailable (`timeout`) · MizanError · the reason of the signal
   */
  waitForConfirmation(
    transfer: { readonly txid: string },
    options?: WaitOptions & { readonly confirmations?: number },
  ): Promise<TransactionDetailResponse>;

  /**
   * Pays from a wallet whose key stays here: has the ledger prepare the transfer, checks all of it, signs and submits it.
   * @throws DishonestServer when what was prepared is not what was asked for · WrongSignature · MizanError
   */
  transferSigned(transfer: SignedTransfer): Promise<SubmitTransferResult>;

  /**
   * Verifies here that a transaction is what its ID says and in a block with its proof of work.
   * @throws DishonestServer that names the first check that failed · MizanError
   */
  verifyTransaction(id: string, options?: VerifyOptions): Promise<VerifiedTransaction>;
}

/** A client of the ledger. Nothing is sent before a method is called. @throws TypeError for a `baseUrl` that is none */
export function createLedger(options: ClientOptions): Ledger {
  const connection = connectionOf(options, ledgerShapes);
  const methods = methodsOf<LedgerOperations>(connection, ledgerOperations);
  // Loaded when they are called: a bundle of a page that signs nothing has no cryptography in its first part.
  return {
    ...methods,
    raw: rawOf<LedgerOperations>(connection, ledgerOperations),
    download: downloadOf<LedgerOperations>(connection, ledgerOperations),
    waitForConfirmation: ({ txid: id }, { confirmations = 1, ...options } = {}) =>
      waitFor(async (signal) => {
        const found = await methods.getTransaction({ id, signal }).catch(undefinedWhenUnknown);
        return found && found.confirmations >= confirmations ? found : undefined;
      }, options),
    events: ({ types, address, ...options } = {}) =>
      followEvents<LedgerEventResponse>(
        connection,
        {
          path: ledgerOperations.readEvents.path,
          answer: 'LedgerEventResponse',
          query: { types: types?.join(','), address },
          latest: async () => {
            const { signal } = options;
            return (await methods.readEvents({ after: 'latest', limit: 1, signal })).next_cursor;
          },
        },
        options,
      ),
    transferSigned: async (transfer) => {
      const { transferSigned } = await import('./crypto/transfer-signed.js');
      return transferSigned<SubmitTransferResult>(methods, transfer);
    },
    verifyTransaction: async (id, options) => {
      const { verifyTransaction } = await import('./crypto/verify-transaction.js');
      return verifyTransaction(methods, id, options);
    },
    history: (address, call) => methods.listWalletTransactions({ address, ...call }),
  };
}

function undefinedWhenUnknown(error: unknown): undefined {
  if (!(error instanceof MizanError && error.code === 'transaction_not_found')) throw error;
}
