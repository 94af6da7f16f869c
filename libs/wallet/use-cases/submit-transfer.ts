import { BlockStore, type CompanionRow, ownersOf, type Transaction, type TransactionRecord, toHex } from '@app/chain';
import { DomainError, SystemLog } from '@app/kernel';
import {
  type BlockIntent,
  InvalidTransaction,
  type KeyedRequest,
  LeadChain,
  type MinedTransaction,
  ProduceOnce,
  type SpendableCoins,
} from '@app/utxo';
import { addressOf } from '../model/address.js';
import { parseNote } from '../model/note.js';
import { meaningBeside, payingFor } from '../model/payment-of-request.js';
import { AdmitPayments } from '../services/admit-payments.js';
import { SealNote } from './seal-note.js';
import { VerifySubmission } from './verify-submission.js';

/** What comes with a signed transfer. */
export interface Submission {
  /** The caller's network address, for the system log. */
  readonly ip: string;
  /** The caller's, if one was given: see ProduceOnce. */
  readonly idempotencyKey?: string | undefined;
  /** What the payer writes to the payee, off the chain. It is not looked at when the transfer was mined before. */
  readonly note?: string | undefined;
  /** ID of the payment request that it pays for. */
  readonly request?: string | undefined;
}

/** Mines a transaction that its owners have signed themselves: their keys never come here. */
export class SubmitTransfer {
  /** Verified and not yet answered, by ID in hex. */
  private readonly onItsWay = new Map<string, Promise<MinedTransaction>>();

  constructor(
    private readonly producer: ProduceOnce,
    private readonly verify: VerifySubmission,
    private readonly leadership: LeadChain,
    private readonly store: BlockStore,
    private readonly log: SystemLog,
    private readonly sealNote: SealNote,
    private readonly admit: AdmitPayments,
  ) {}

  /**
   * `transaction.id` is that of its content: code that reads one from outside computes it. Submitting a transaction that is
   * already on the chain, or on its way there, answers as the first time does, and says so; with a key it also says when that
   * was for a request with another one, as two programs that pay the same sum to the same wallet sign the same transaction.
   * @throws InvalidNote · InvalidTransaction · what AdmitPayments.execute throws, and what ProduceOnce.execute throws
   */
  async execute(transaction: Transaction, submission: Submission): Promise<MinedTransaction> {
    const { ip } = submission;
    try {
      parseNote(submission.note);
      const mined = await this.mine(transaction, keyed(transaction, submission), submission);
      if (mined.isReplay) return mined;
      await this.log.record({ level: 'info', type: 'transaction_mined', message: 'a signed transfer was mined', ip });
      return mined;
    } catch (error) {
      if (error instanceof DomainError) {
        const message = `a signed transfer was refused: ${error.message}`;
        await this.log.record({ level: 'warn', type: 'transaction_refused', message, ip });
      }
      throw error;
    }
  }

  private async mine(
    transaction: Transaction,
    request: KeyedRequest | undefined,
    submission: Submission,
  ): Promise<MinedTransaction> {
    const earlier =
      (request && (await this.producer.earlier(request))) ?? (await this.alreadyMined(transaction, request));
    if (earlier) return earlier;
    await this.leadership.catchUp();
    try {
      return await (this.joined(transaction, request) ?? this.send(transaction, request, submission));
    } catch (error) {
      // Its coins are gone also when it was mined itself between the two looks.
      const meanwhile = error instanceof InvalidTransaction ? await this.alreadyMined(transaction, request) : undefined;
      if (meanwhile) return meanwhile;
      throw error;
    }
  }

  /** Only a transaction that has passed every rule is joined by others: a false copy of it must not be in its way. */
  private async send(
    transaction: Transaction,
    request: KeyedRequest | undefined,
    { note, request: requestId }: Submission,
  ): Promise<MinedTransaction> {
    const id = toHex(transaction.id);
    await this.verify.execute(transaction);
    const payer = ownersOf(transaction.inputs)[0] ?? '';
    const companions = await this.sealNote.execute(
      note,
      payer,
      recordOf(transaction, ownersOf(transaction.inputs)).receiver,
    );
    const unitsTo = (address: string) => unitsOf(transaction, address);
    const admitted = requestId === undefined ? undefined : await this.admit.execute({ requestId, payer, unitsTo });
    const other = this.joined(transaction, request);
    if (other) {
      admitted?.release();
      return other;
    }
    const intent = intentOf(transaction, companions);
    const sent = this.producer
      .execute(admitted ? payingFor(intent, admitted) : intent, request)
      .finally(() => this.onItsWay.delete(id));
    this.onItsWay.set(id, sent);
    return sent;
  }

  private joined({ id }: Transaction, request: KeyedRequest | undefined): Promise<MinedTransaction> | undefined {
    return this.onItsWay.get(toHex(id))?.then((mined) => this.replayed(mined, request));
  }

  private async alreadyMined({ id }: Transaction, request: KeyedRequest | undefined) {
    const placed = await this.store.transaction(id);
    return placed && this.replayed({ txid: id, blockHash: placed.blockHash, height: placed.height }, request);
  }

  /** Of a transaction that was found by its ID: the key is looked up again, as its own request may have been stored meanwhile. */
  private async replayed(mined: MinedTransaction, request: KeyedRequest | undefined): Promise<MinedTransaction> {
    const own = request && (await this.producer.earlier(request));
    return own ?? { ...mined, isReplay: true, ...(request && { isForAnotherKey: true }) };
  }
}

/** Planning looks again at whether the coins are still there; all else has been verified. */
function intentOf(transaction: Transaction, companions: readonly CompanionRow[]): BlockIntent {
  const owners = ownersOf(transaction.inputs);
  return {
    plan: (coins: SpendableCoins) => {
      const inputs = transaction.inputs.map((input, at) => coins.find(owners[at]!, input));
      if (!inputs.every((coin) => coin !== undefined))
        throw new InvalidTransaction({ why: 'an input spends what is not unspent' });
      return {
        inputs,
        outputs: transaction.outputs,
        owners,
        witnesses: transaction.inputs,
        record: recordOf(transaction, owners),
        companions,
      };
    },
  };
}

function unitsOf({ outputs }: Transaction, address: string): bigint {
  return outputs.reduce((sum, { value, pubKeyHash }) => (toHex(pubKeyHash) === address ? sum + value : sum), 0n);
}

/** The books name one receiver: the first output that goes to someone else, with all that goes to others. */
function recordOf({ outputs }: Transaction, owners: readonly string[]): TransactionRecord {
  const payers = new Set(owners);
  const foreign = outputs.filter(({ pubKeyHash }) => !payers.has(toHex(pubKeyHash)));
  const paid = foreign.length > 0 ? foreign : outputs.slice(0, 1);
  return {
    type: 'send',
    sender: owners[0],
    receiver: toHex(paid[0]!.pubKeyHash),
    amount: paid.reduce((total, { value }) => total + value, 0n),
  };
}

/** Its ID tells what it does, and its first input who pays. */
function keyed({ id, inputs }: Transaction, submission: Submission): KeyedRequest | undefined {
  const { idempotencyKey: key } = submission;
  if (key === undefined) return undefined;
  const caller = addressOf(inputs[0]?.publicKey ?? new Uint8Array(0));
  return { route: 'submit', caller, key, meaning: [toHex(id), ...meaningBeside(submission)] };
}
