import { fromBase64, toBase64 } from './bytes.js';
import { demand, objectOf } from './demand.js';
import { isCoinbase, type Transaction, type TransactionInput, type TransactionOutput } from './transaction.js';

/** Most inputs, and most outputs, that a transaction of this chain has. */
const MAX_PARTS = 5_000;

/** A transaction as the ledger prints it: bytes in Base64. */
export interface WireTransaction {
  readonly ID?: string;
  readonly Vin: readonly WireInput[];
  readonly Vout: readonly WireOutput[];
}

/** The coin that an input spends, and who signed for it. */
export interface WireInput {
  readonly Txid: string;
  readonly Vout: number | bigint;
  readonly Signature?: string | null;
  readonly PubKey?: string;
}

/** A coin, and the hash of the key that owns it. */
export interface WireOutput {
  readonly Value: number | bigint;
  readonly PubKeyHash: string;
}

/**
 * Reads a printed transaction strictly: what cannot be written as canonical bytes is refused, and its `ID` is not believed
 * but left to the caller to compute.
 * @throws DishonestServer (`form`)
 */
export function readTransaction(printed: WireTransaction): Transaction {
  const { Vin, Vout } = objectOf<Partial<WireTransaction>>(printed);
  demand(Array.isArray(Vin) && Array.isArray(Vout), 'form', 'a transaction has a list of inputs and one of outputs');
  for (const parts of [Vin, Vout]) {
    demand(parts.length > 0 && parts.length <= MAX_PARTS, 'form', 'a transaction has 1 to 5000 inputs and outputs');
  }
  const transaction = { inputs: Vin.map(readInput), outputs: Vout.map(readOutput) };
  const isMinted = isCoinbase(transaction);
  for (const { txid, vout } of transaction.inputs) {
    const isNamed = isMinted ? txid.length === 0 : txid.length === 32 && vout >= 0;
    demand(isNamed, 'form', 'an input names an output');
  }
  return transaction;
}

/** As the ledger takes it in a submission. */
export function printTransaction(transaction: Transaction, id: Uint8Array) {
  return {
    ID: toBase64(id),
    Vin: transaction.inputs.map(({ txid, vout, signature, publicKey }) => ({
      Txid: toBase64(txid),
      Vout: vout,
      Signature: signature && toBase64(signature),
      PubKey: toBase64(publicKey),
    })),
    Vout: transaction.outputs.map(({ value, pubKeyHash }) => ({ Value: value, PubKeyHash: toBase64(pubKeyHash) })),
  };
}

function readInput(input: WireInput): TransactionInput {
  const { Txid, Vout, Signature, PubKey } = objectOf(input);
  const vout = wholeNumber(Vout);
  demand(vout >= -1n && vout < 2n ** 32n, 'form', 'the index of an output has 32 bits');
  return {
    txid: bytesOf(Txid),
    vout: Number(vout),
    signature: Signature ? bytesOf(Signature) : null,
    publicKey: bytesOf(PubKey ?? ''),
  };
}

function readOutput(output: WireOutput): TransactionOutput {
  const { Value, PubKeyHash } = objectOf(output);
  const value = wholeNumber(Value);
  demand(value > 0n && value < 2n ** 63n, 'form', 'an output holds at least one unit');
  const pubKeyHash = bytesOf(PubKeyHash);
  demand(pubKeyHash.length === 32, 'form', 'an output names its owner by 32 bytes');
  return { value, pubKeyHash };
}

/** A double is not taken for the number that it may stand for. */
function wholeNumber(value: unknown): bigint {
  const isExact = typeof value === 'bigint' || Number.isSafeInteger(value);
  demand(isExact, 'form', 'amounts and indices are whole numbers, exact');
  return BigInt(value as bigint | number);
}

function bytesOf(text: unknown): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64(text) : undefined;
  demand(bytes !== undefined, 'form', 'byte strings are Base64');
  return bytes;
}
