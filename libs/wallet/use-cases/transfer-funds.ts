import { SignatureScheme } from '@app/chain';
import { DomainError, SystemLog } from '@app/kernel';
import { type BlockIntent, type MinedTransaction, ProduceBlocks } from '@app/utxo';
import { addressOf } from '../model/address.js';
import { parsePrivateKey } from '../model/key-pair.js';
import { parsePayment, paymentOutputs } from '../model/payment.js';
import { KeyMismatch } from '../wallet.errors.js';

export interface TransferRequest {
  /** Addresses as the caller wrote them, '' when missing. */
  from: string;
  to: string;
  amount: bigint;
  /** As the caller wrote it, '' when missing; or the bytes of a key that is kept for him, which are wiped. */
  privateKey: string | Uint8Array;
  /** The caller's network address, for the system log. */
  ip: string;
}

/** Sends funds from a wallet with its key; the server signs. */
export class TransferFunds {
  constructor(
    private readonly producer: ProduceBlocks,
    private readonly scheme: SignatureScheme,
    private readonly log: SystemLog,
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws in this order: ProducerBusy and NotWriting when the server cannot take more · InvalidAddress (from, then to) · AmountNotPositive · InvalidPrivateKey · KeyMismatch ·
   *   InsufficientFunds · TooManyCoins, and what ProduceBlocks.submit throws
   */
  async execute(request: TransferRequest): Promise<MinedTransaction> {
    this.producer.admit();
    try {
      const mined = await this.producer.submit(this.intent(request));
      await this.record('info', 'transaction_mined', `a transfer of ${request.amount} units was mined`, request.ip);
      return mined;
    } catch (error) {
      if (error instanceof DomainError) {
        await this.record('warn', 'transaction_refused', `a transfer was refused: ${error.message}`, request.ip);
      }
      throw error;
    }
  }

  private intent(request: TransferRequest): BlockIntent {
    const { from, to, amount } = parsePayment(request);
    const given = request.privateKey;
    const privateKey = typeof given === 'string' ? parsePrivateKey(given, this.scheme) : given;
    const publicKey = this.scheme.publicKeyOf(privateKey);
    if (addressOf(publicKey) !== from) {
      privateKey.fill(0);
      throw new KeyMismatch();
    }
    return {
      plan: (coins) => {
        const inputs = coins.select(from, amount);
        return {
          inputs,
          outputs: paymentOutputs(inputs, from, to, amount),
          owners: inputs.map(() => from),
          signer: { privateKey, publicKey },
          record: { type: 'send', sender: from, receiver: to, amount },
        };
      },
      settled: () => privateKey.fill(0),
    };
  }

  private record(level: 'info' | 'warn', type: string, message: string, ip: string): Promise<void> {
    return this.log.record({ level, type, message, ip });
  }
}
