import { signingDigest, type Transaction, transactionId } from '@app/chain';
import { type Coin, LeadChain, selectCoins, UtxoIndex } from '@app/utxo';
import { parseTransfer, type Transfer, transferOutputs } from '../model/transfer.js';

export interface PreparedTransfer {
  /** Complete but for the signatures and keys of its inputs. */
  readonly transaction: Transaction;
  /** 32 bytes: what the owner signs, once for all inputs. */
  readonly digest: Uint8Array;
}

/**
 * Chooses coins for a transfer that the owner will sign. Nothing is reserved: if another transfer spends one of the coins
 * first, submitting this one is refused and it has to be prepared again.
 */
export class PrepareTransfer {
  constructor(
    private readonly index: UtxoIndex,
    private readonly leadership: LeadChain,
  ) {}

  /** @throws InvalidAddress (from, then to) · AmountNotPositive · InsufficientFunds · TooManyCoins */
  async execute(request: { from: string; to: string; amount: bigint }): Promise<PreparedTransfer> {
    const transfer = parseTransfer(request);
    await this.leadership.catchUp();
    const coins = selectCoins(this.index, transfer.from, transfer.amount);
    return unsignedTransfer(coins, transfer);
  }
}

/** `transfer` out of `coins` of its sender, for them to sign. */
export function unsignedTransfer(coins: readonly Coin[], transfer: Transfer): PreparedTransfer {
  const outputs = transferOutputs(coins, transfer);
  const inputs = coins.map(({ txid, vout }) => ({ txid, vout, signature: null, publicKey: new Uint8Array(0) }));
  const id = transactionId(inputs, outputs);
  return { transaction: { id, inputs, outputs }, digest: signingDigest(id) };
}
