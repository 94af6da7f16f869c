import { compressed, SignatureScheme } from '@app/chain';
import { DomainError, SystemLog } from '@app/kernel';
import { type BlockIntent, type KeyedRequest, type MinedTransaction, ProduceBlocks, ProduceOnce } from '@app/utxo';
import { addressOf } from '../model/address.js';
import { parsePrivateKey } from '../model/key-pair.js';
import { parseTransfer, type Transfer, transferOutputs } from '../model/transfer.js';
import { KeyMismatch } from '../wallet.errors.js';

export interface TransferRequest {
  /** Addresses as the caller wrote them, '' when missing. */
  from: string;
  to: string;
  amount: bigint;
  /** As the caller wrote it, '' when missing; or the bytes of a key that the server keeps, which are wiped. */
  privateKey: string | Uint8Array;
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
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws in this order: ProducerBusy and NotWriting when the server cannot take more · InvalidAddress (from, then to) · AmountNotPositive · InvalidPrivateKey · KeyMismatch ·
   *   InsufficientFunds · TooManyCoins, and what ProduceOnce.execute throws
   */
  async execute(request: TransferRequest): Promise<MinedTransaction> {
    // A repetition is answered even where nothing new is taken.
    if (request.idempotencyKey === undefined) await this.producer.admit();
    try {
      const { intent, keyed } = this.read(request);
      const mined = await this.once.execute(intent, keyed);
      if (mined.isReplay) return mined;
      await this.record('info', 'transaction_mined', `a transfer of ${request.amount} units was mined`, request.ip);
      return mined;
    } catch (error) {
      if (error instanceof DomainError) {
        await this.record('warn', 'transaction_refused', `a transfer was refused: ${error.message}`, request.ip);
      }
      throw error;
    }
  }

  /**
   * The answer that the same request was given before, if it carries a key and was: for who is about to look at conditions
   * that may have changed since. Whether the caller may send from the wallet has been looked at.
   * @throws InvalidAddress · AmountNotPositive · IdempotencyKeyReused · RequestInFlight
   */
  async earlier(request: Omit<TransferRequest, 'privateKey'>): Promise<MinedTransaction | undefined> {
    const keyed = keyedTransfer(parseTransfer(request), request.idempotencyKey);
    return keyed && this.once.earlier(keyed);
  }

  /**
   * Refuses what {@link execute} would refuse at this moment, the key apart, and changes nothing.
   * @throws InvalidAddress · AmountNotPositive · NotWriting · ProducerBusy · InsufficientFunds · TooManyCoins
   */
  rehearse(request: Pick<TransferRequest, 'from' | 'to' | 'amount'>): void {
    const { from, to, amount } = parseTransfer(request);
    this.producer.rehearse((coins) => {
      const inputs = coins.select(from, amount);
      const record = { type: 'send', sender: from, receiver: to, amount } as const;
      return { inputs, outputs: transferOutputs(inputs, from, to, amount), owners: inputs.map(() => from), record };
    });
  }

  private read(request: TransferRequest): { intent: BlockIntent; keyed: KeyedRequest | undefined } {
    const { from, to, amount } = parseTransfer(request);
    const given = request.privateKey;
    const privateKey = typeof given === 'string' ? parsePrivateKey(given, this.scheme) : given;
    const point = this.scheme.pointOf(privateKey);
    const publicKey = compressed(point);
    if (addressOf(publicKey) !== from) {
      privateKey.fill(0);
      throw new KeyMismatch();
    }
    const intent: BlockIntent = {
      plan: (coins) => {
        const inputs = coins.select(from, amount);
        return {
          inputs,
          outputs: transferOutputs(inputs, from, to, amount),
          owners: inputs.map(() => from),
          signer: { privateKey, publicKey, point },
          record: { type: 'send', sender: from, receiver: to, amount },
        };
      },
      settled: () => privateKey.fill(0),
    };
    return { intent, keyed: keyedTransfer({ from, to, amount }, request.idempotencyKey) };
  }

  private record(level: 'info' | 'warn', type: string, message: string, ip: string): Promise<void> {
    return this.log.record({ level, type, message, ip });
  }
}

/** An owner's keys are those of their wallet: the caller has shown that they may spend from it. */
function keyedTransfer({ from, to, amount }: Transfer, key: string | undefined): KeyedRequest | undefined {
  return key === undefined ? undefined : { route: 'transfer', caller: from, key, meaning: [from, to, String(amount)] };
}
