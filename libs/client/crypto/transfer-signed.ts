import { randomBytes } from '@noble/hashes/utils.js';
import { OutcomeUnknown, Refused } from '../errors/mizan-error.js';
import { isEqual, toHex } from './bytes.js';
import { checkCoins, type FindsTransactions } from './check-coins.js';
import {
  type CheckedTransfer,
  checkPrepared,
  outpointOf,
  readTerms,
  type TransferTerms,
  type WirePrepared,
} from './check-prepared.js';
import { demand } from './demand.js';
import { addressOf, readAddress, readPublicKey } from './keys.js';
import { oneAtATime } from './one-at-a-time.js';
import { keySigner, type Signer, sign } from './signer.js';
import { type Transaction, transactionId } from './transaction.js';
import { printTransaction } from './wire-transaction.js';

/** The calls of the ledger that a transfer needs. */
export interface TransfersLedger<Mined> extends FindsTransactions {
  prepareTransfer(request: TransferTerms & { signal?: AbortSignal }): Promise<WirePrepared>;
  submitTransfer(request: Submission): Promise<Mined>;
}

/** A signed transfer as `submitTransfer` takes it. */
export interface Submission {
  readonly transaction: ReturnType<typeof printTransaction>;
  readonly signature: string;
  readonly public_key: string;
  readonly idempotencyKey: string;
  readonly note?: string;
  readonly request?: string;
  readonly signal?: AbortSignal;
}

interface Terms {
  /** Address that is paid. */
  readonly to: string;
  /** Units, above 0. */
  readonly amount: bigint;
  /** To the one who is paid. It stands beside the chain, and no signature covers it. */
  readonly note?: string;
  /** ID of the payment request that is paid. */
  readonly request?: string;
  /** Address that pays. It is that of the key; named, it is compared with it before anything is sent. */
  readonly from?: string;
  /**
   * One key for one payment, however often it is tried: once it is mined, a repeated call is refused
   * (`idempotency_key_reused`). Chosen anew for each call unless it is given.
   */
  readonly idempotencyKey?: string;
  /**
   * Believes the server what the coins are worth, which saves one request for each coin's transaction. A dishonest server
   * can then keep the change.
   */
  readonly trustCoinValues?: boolean;
  /**
   * Believes the server that a transfer which it refused is never mined, and so has it prepared anew from any coins: for a
   * wallet from which several programs pay. A dishonest server can then pay twice.
   */
  readonly trustRefusals?: boolean;
  /** How often it may be prepared anew because another transfer spent its coins first; 3 unless given. */
  readonly maxPreparations?: number;
  readonly signal?: AbortSignal;
}

/** A payment, and who signs it: a private key (32 bytes or hex), or a {@link Signer}, which may be a device. */
export type SignedTransfer = Terms &
  (
    | { readonly key: Uint8Array | string; readonly signer?: undefined }
    | { readonly signer: Signer; readonly key?: undefined }
  );

interface Attempt extends CheckedTransfer {
  /** The transactions whose outputs it spends. */
  readonly sources: readonly Transaction[];
}

/**
 * Pays from a wallet whose key never leaves its owner: has the ledger prepare the transfer, checks all of it, signs it and
 * submits it. Transfers of one wallet through one client are made one after the other.
 *
 * When another program's transfer took the coins first it is prepared anew, but only where at most one of the two can ever
 * be mined; a server that says "refused" may not mean it.
 * @throws DishonestServer, with nothing signed that does otherwise than was asked · WrongSignature · what the calls of the
 * ledger throw
 */
export async function transferSigned<Mined>(ledger: TransfersLedger<Mined>, transfer: SignedTransfer): Promise<Mined> {
  const signer = transfer.signer ?? keySigner(transfer.key);
  const terms = termsOf(transfer, signer);
  return oneAtATime(ledger, terms.from, transfer.signal, () => pay(ledger, transfer, terms, signer));
}

async function pay<Mined>(
  ledger: TransfersLedger<Mined>,
  transfer: SignedTransfer,
  terms: TransferTerms,
  signer: Signer,
): Promise<Mined> {
  const { note, request, signal, maxPreparations = 3, idempotencyKey = toHex(randomBytes(16)) } = transfer;
  const signed: Attempt[] = [];
  let refusal: unknown;
  for (;;) {
    const attempt = await prepare(ledger, terms, transfer);
    if (!transfer.trustRefusals && !signed.every((earlier) => excludes(attempt, earlier))) throw refusal;
    const signature = await sign(attempt.digest, signer, signal);
    signed.push(attempt);
    try {
      const mined = await ledger.submitTransfer({
        transaction: printTransaction(attempt.transaction, attempt.id),
        signature: toHex(signature),
        public_key: toHex(readPublicKey(signer.publicKey)),
        idempotencyKey,
        ...(note !== undefined && { note }),
        ...(request !== undefined && { request }),
        signal,
      });
      checkAnswer(mined, attempt.id);
      if (!isAnothers(mined)) return mined;
      refusal = new Refused({ status: 0, code: 'mined_before', detail: MINED_BEFORE });
    } catch (error) {
      if (error instanceof OutcomeUnknown) throw new OutcomeUnknown(error, error.idempotencyKey, toHex(attempt.id));
      if (!isRefused(error)) throw error;
      refusal = error;
    }
    if (signed.length >= maxPreparations) throw refusal;
  }
}

function termsOf({ from, to, amount }: SignedTransfer, signer: Signer): TransferTerms {
  const owner = addressOf(signer.publicKey);
  if (from !== undefined && readAddress(from) !== owner) throw new TypeError('the key is not that of `from`');
  return readTerms({ from: owner, to, amount });
}

async function prepare<Mined>(
  ledger: TransfersLedger<Mined>,
  terms: TransferTerms,
  { trustCoinValues, signal }: SignedTransfer,
): Promise<Attempt> {
  const checked = checkPrepared(await ledger.prepareTransfer({ ...terms, signal }), terms);
  return { ...checked, sources: trustCoinValues ? [] : await checkCoins(checked, terms.from, ledger, signal) };
}

/**
 * Whether `next` can be valid only on a chain on which `earlier` is not: both spend one coin, or `next` spends an output of
 * a third transfer that took a coin of `earlier`.
 */
function excludes(next: Attempt, earlier: Attempt): boolean {
  const spent = new Set(earlier.transaction.inputs.map(outpointOf));
  const takesOne = ({ inputs }: Transaction) => inputs.some((input) => spent.has(outpointOf(input)));
  const rivals = next.sources.filter((source) => !isEqual(transactionId(source), earlier.id));
  return [next.transaction, ...rivals].some(takesOne);
}

const MINED_BEFORE =
  'another request, with a key of its own, paid with the same transaction; this payment was not made';

/** Two programs that pay the same sum to the same wallet at once sign one and the same transaction, which pays once. */
function isAnothers(mined: unknown): boolean {
  return (Object(mined) as { isMinedBefore?: boolean }).isMinedBefore === true;
}

/** The ledger found nothing wrong but that a coin is gone: all the rest was checked before. */
function isRefused(error: unknown): boolean {
  return (error as { code?: string }).code === 'invalid_transaction';
}

function checkAnswer(mined: unknown, id: Uint8Array): void {
  const { txid } = Object(mined) as { txid?: string };
  demand(
    txid === undefined || txid === toHex(id),
    'transaction_id',
    'the ledger says that it mined another transaction',
  );
}
