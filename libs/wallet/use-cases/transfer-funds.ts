import { type CompanionRow, compressed, SignatureScheme } from '@app/chain';
import { DomainError, SystemLog } from '@app/kernel';
import { type BlockIntent, type KeyedRequest, type MinedTransaction, ProduceBlocks, ProduceOnce } from '@app/utxo';
import { addressOf } from '../model/address.js';
import { parsePrivateKey } from '../model/key-pair.js';
import { parseNote } from '../model/note.js';
import { meaningBeside, payingFor } from '../model/payment-of-request.js';
import { parseTransfer, planTransfer, type Transfer } from '../model/transfer.js';
import { AdmitPayments } from '../services/admit-payments.js';
import { KeyMismatch } from '../wallet.errors.js';
import { SealNote } from './seal-note.js';

const NO_ROWS: readonly CompanionRow[] = [];

/** A transfer as it was asked for. */
export interface TransferOrder {
  /** Addresses as the caller wrote them, '' when missing. */
  from: string;
  to: string;
  amount: bigint;
  /** As the caller wrote it, '' when missing; or the bytes of a key that the server keeps, which are wiped. */
  privateKey: string | Uint8Array;
  /** What the payer writes to the payee, off the chain. */
  note?: string | undefined;
  /** ID of the payment request that it pays for. */
  request?: string | undefined;
  /** The caller's network address, for the system log. */
  ip: string;
  /** The caller's, if one was given: see ProduceOnce. */
  idempotencyKey?: string | undefined;
}

/** Sends funds from a wallet with its key; the server signs. */
export class TransferFunds {
  constructor(
    private readonly producer: ProduceBlocks,
    private readonly once: ProduceOnce,
    private readonly scheme: SignatureScheme,
    private readonly log: SystemLog,
    private readonly sealNote: SealNote,
    private readonly admit: AdmitPayments,
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws in this order: ProducerBusy and NotWriting when the server cannot take more · InvalidAddress (from, then to) · AmountNotPositive · InvalidNote · InvalidPrivateKey · KeyMismatch ·
   *   what AdmitPayments.execute throws · InsufficientFunds · TooManyCoins, and what ProduceOnce.execute throws
   */
  async execute(order: TransferOrder): Promise<MinedTransaction> {
    const { privateKey, ip, idempotencyKey } = order;
    // A repetition is answered even where nothing new is taken.
    if (idempotencyKey === undefined) await this.producer.admit();
    try {
      const transfer = parseTransfer(order);
      const note = parseNote(order.note);
      const notes = note === undefined ? NO_ROWS : await this.sealNote.execute(note, transfer.from, transfer.to);
      const key = typeof privateKey === 'string' ? parsePrivateKey(privateKey, this.scheme) : privateKey;
      const keyed = keyedTransfer(transfer, order);
      const intent = this.intentOf(transfer, key, notes);
      const mined = await (order.request === undefined
        ? this.once.execute(intent, keyed)
        : this.payRequest(order.request, transfer, intent, keyed));
      if (mined.isReplay) return mined;
      const message = `a transfer of ${transfer.amount} units was mined`;
      await this.log.record({ level: 'info', type: 'transaction_mined', message, ip });
      return mined;
    } catch (error) {
      if (error instanceof DomainError) {
        const message = `a transfer was refused: ${error.message}`;
        await this.log.record({ level: 'warn', type: 'transaction_refused', message, ip });
      }
      throw error;
    }
  }

  /**
   * The answer that the same transfer was given before, if it carries a key and was: for a caller who is about to look at
   * conditions that may have changed since. Whether they may send from the wallet has been looked at.
   * @throws IdempotencyKeyReused · RequestInFlight
   */
  async earlier(
    transfer: Transfer,
    request: Pick<TransferOrder, 'idempotencyKey' | 'note' | 'request'>,
  ): Promise<MinedTransaction | undefined> {
    const keyed = keyedTransfer(transfer, request);
    return keyed && this.once.earlier(keyed);
  }

  /**
   * Refuses what {@link execute} would refuse at this moment, the key apart, and changes nothing.
   * @throws NotWriting · ProducerBusy · InsufficientFunds · TooManyCoins
   */
  rehearse({ from, amount }: Transfer): void {
    this.producer.rehearse((coins) => coins.select(from, amount));
  }

  /** Mines the transfer for a payment request, if that lets it. A repetition is answered whatever became of the request. */
  private async payRequest(
    requestId: string,
    { from: payer, to, amount }: Transfer,
    intent: BlockIntent,
    keyed: KeyedRequest | undefined,
  ): Promise<MinedTransaction> {
    const unitsTo = (address: string) => (address === to ? amount : 0n);
    let paying: BlockIntent;
    try {
      const earlier = keyed && (await this.once.earlier(keyed));
      if (earlier) intent.settled?.();
      if (earlier) return earlier;
      paying = payingFor(intent, await this.admit.execute({ requestId, payer, unitsTo }));
    } catch (refusal) {
      intent.settled?.();
      throw refusal;
    }
    return this.once.execute(paying, keyed);
  }

  /** The transfer for the producer, which wipes the key when it is done with it. @throws KeyMismatch */
  private intentOf(transfer: Transfer, privateKey: Uint8Array, companions: readonly CompanionRow[]): BlockIntent {
    const point = this.scheme.pointOf(privateKey);
    const publicKey = compressed(point);
    if (addressOf(publicKey) !== transfer.from) {
      privateKey.fill(0);
      throw new KeyMismatch();
    }
    const signed = { type: 'send', signer: { privateKey, publicKey, point } } as const;
    return {
      plan: (coins) => {
        const planned = planTransfer(coins, transfer, signed);
        return companions.length === 0 ? planned : { ...planned, companions };
      },
      settled: () => privateKey.fill(0),
    };
  }
}

/** An owner's keys are those of their wallet: the caller has shown that they may spend from it. */
function keyedTransfer(
  { from, to, amount }: Transfer,
  { idempotencyKey: key, note, request }: Pick<TransferOrder, 'idempotencyKey' | 'note' | 'request'>,
): KeyedRequest | undefined {
  if (key === undefined) return undefined;
  const meaning = [from, to, String(amount), ...meaningBeside({ note, request })];
  return { route: 'transfer', caller: from, key, meaning };
}
