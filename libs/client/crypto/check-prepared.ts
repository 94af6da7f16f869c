import { fromBase64, isEqual, toHex } from './bytes.js';
import { demand, objectOf, textOf } from './demand.js';
import { readAddress } from './keys.js';
import { isCoinbase, signingDigest, type Transaction, transactionId } from './transaction.js';
import { readTransaction, type WireTransaction } from './wire-transaction.js';

/** What the owner wants: exactly `amount` units to `to`, and the rest of the coins back to `from`. There is no fee. */
export interface TransferTerms {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

/** What the ledger prepared. */
export interface WirePrepared {
  readonly transaction: WireTransaction;
  /** Hex. */
  readonly digest: string;
}

/** A prepared transfer that does what its terms say, as far as its own bytes tell: {@link checkCoins} checks the rest. */
export interface CheckedTransfer {
  readonly transaction: Transaction;
  /** Computed from the content. */
  readonly id: Uint8Array;
  /** Computed from the ID: the 32 bytes to sign. */
  readonly digest: Uint8Array;
}

/**
 * Checks all that a prepared transfer says by itself: distinct inputs, the payment, the change, the ID and the digest, in
 * this order. What its coins are worth and whose they are does not stand in it: an input names only the transaction and
 * the index of the output that it spends. So a server could still leave the change out, or count a coin as less than it
 * is; {@link checkCoins} finds that out.
 * @throws DishonestServer that names the first check that failed · TypeError for terms that are none
 */
export function checkPrepared(prepared: WirePrepared, terms: TransferTerms): CheckedTransfer {
  const { transaction: printed, digest: claimed } = objectOf(prepared);
  const transaction = readTransaction(printed);
  checkInputs(transaction);
  checkOutputs(transaction, readTerms(terms));
  const id = transactionId(transaction);
  const isId = printed.ID === undefined || isEqual(fromBase64(textOf(printed.ID)) ?? new Uint8Array(), id);
  demand(isId, 'transaction_id', 'the ID of the prepared transfer is not that of its content');
  const digest = signingDigest(id);
  demand(textOf(claimed).toLowerCase() === toHex(digest), 'digest', 'the digest to sign is not that of this transfer');
  return { transaction, id, digest };
}

/**
 * Terms with their addresses in lower case.
 * @throws TypeError for an address that is none, and an amount that is not a bigint above 0
 */
export function readTerms({ from, to, amount }: TransferTerms): TransferTerms {
  if (typeof amount !== 'bigint' || amount <= 0n) throw new TypeError('an amount is a bigint above 0');
  return { from: readAddress(from), to: readAddress(to), amount };
}

/** Which output an input spends. */
export function outpointOf({ txid, vout }: { txid: Uint8Array; vout: number }): string {
  return `${toHex(txid)}:${vout}`;
}

function checkInputs(transaction: Transaction): void {
  demand(!isCoinbase(transaction), 'inputs', 'the prepared transfer spends no coins');
  const spent = new Set(transaction.inputs.map(outpointOf));
  demand(spent.size === transaction.inputs.length, 'inputs', 'the prepared transfer spends a coin twice');
}

/** The order of the two outputs is free; their number is not: change in many parts would be a burden for its owner. */
function checkOutputs({ outputs }: Transaction, { from, to, amount }: TransferTerms): void {
  demand(outputs.length <= 2, 'outputs', 'the prepared transfer has more outputs than the payment and the change');
  const owners = outputs.map(({ pubKeyHash }) => toHex(pubKeyHash));
  demand(owners.includes(to), 'recipient', 'the prepared transfer does not pay the address that was named');
  const payment = outputs.findIndex(({ value }, at) => owners[at] === to && value === amount);
  demand(payment >= 0, 'amount', 'the prepared transfer pays another amount');
  const change = owners.filter((_, at) => at !== payment);
  demand(
    change.every((owner) => owner === from),
    'change',
    'the change of the prepared transfer goes to another address',
  );
}
