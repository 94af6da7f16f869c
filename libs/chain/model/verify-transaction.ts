import { RuleBroken } from '../chain.errors.js';
import { equalBytes, sha256 } from './bytes.js';
import { outpointKey } from './outpoint-key.js';
import type { SignatureScheme } from './signature-scheme.js';
import { isBurnt, issuedOrder, saysIssue } from './supply.js';
import {
  COINBASE_REWARD,
  isCoinbase,
  MAX_PARTS,
  MAX_SUPPLY,
  type Outpoint,
  signingDigest,
  type Transaction,
  type TransactionInput,
  type TransactionOutput,
  transactionId,
} from './transaction.js';

/** Largest output number that the canonical bytes can name. */
const MAX_VOUT = 2 ** 32 - 1;

/** Finds the unspent output that `outpoint` names, or nothing when there is none. `key` is its {@link outpointKey}. */
export type PreviousOutput = (outpoint: Outpoint, key: string) => TransactionOutput | undefined;

export interface SignatureVerifier extends Pick<SignatureScheme, 'verify'> {
  /** True for a signature, this very object, that the caller has verified for the transaction and key that it stands with. */
  hasVerified?(signature: Uint8Array): boolean;
}

/**
 * Everything a transaction must satisfy, alone and against the outputs it spends. Checked in this order: counts, output
 * values, the form of the inputs, the ID, then for a coinbase its reward or its order, for a transfer distinct inputs, their existence,
 * the owner's key, the signature, and inputs = outputs to the unit. Form comes before ID because only what has the form
 * has canonical bytes to hash.
 * @returns the {@link outpointKey} of each output that it spends
 * @throws RuleBroken that names the first rule broken
 */
export function verifyTransaction(
  transaction: Transaction,
  previous: PreviousOutput,
  scheme: SignatureVerifier,
): readonly string[] {
  const { id, inputs, outputs } = transaction;
  require(inputs.length > 0 && inputs.length <= MAX_PARTS, 'input-count', 'a transaction has 1 to 5000 inputs');
  require(outputs.length > 0 && outputs.length <= MAX_PARTS, 'output-count', 'a transaction has 1 to 5000 outputs');
  let paid = 0n;
  for (const output of outputs) {
    require(output.value > 0n &&
      output.value <= MAX_SUPPLY, 'output-value', 'an output holds 1 unit up to the supply cap');
    require(output.pubKeyHash.length === 32, 'output-owner', 'an output names its owner by 32 bytes');
    paid += output.value;
  }
  require(paid <= MAX_SUPPLY, 'output-sum', 'the outputs exceed the supply cap');
  if (isCoinbase(transaction)) verifyCoinbaseForm(inputs[0]!);
  else verifyOutpoints(inputs);
  require(equalBytes(id, transactionId(inputs, outputs)), 'transaction-id', 'the ID does not match the content');
  if (!isCoinbase(transaction)) return verifyTransfer(transaction, paid, previous, scheme);
  verifyReward(transaction);
  return [];
}

function verifyCoinbaseForm({ txid, signature, publicKey }: TransactionInput): void {
  require(txid.length === 0 && signature === null, 'coinbase-input', 'a coinbase spends no output');
  require(publicKey.length > 0 && publicKey.length <= 200, 'coinbase-text', 'a coinbase has a text of 1 to 200 bytes');
}

/** A coinbase's input beside others names no output either, and is refused here. */
function verifyOutpoints(inputs: readonly TransactionInput[]): void {
  for (const { txid, vout } of inputs) {
    const named = txid.length === 32 && Number.isInteger(vout) && vout >= 0 && vout <= MAX_VOUT;
    require(named, 'input-outpoint', 'an input names an output');
  }
}

/** One that issues units mints what its order says, which the chain knows by hash alone: see VerifyChain. */
function verifyReward({ inputs, outputs }: Transaction): void {
  if (saysIssue(inputs[0]!.publicKey)) {
    require(issuedOrder({ inputs }) !== undefined, 'issue-text', 'an issue names its order by 64 hex digits');
    require(outputs.length === 1 && !isBurnt(outputs[0]!), 'issue-output', 'an issue pays one wallet');
    return;
  }
  require(outputs.length === 1 &&
    outputs[0]!.value === COINBASE_REWARD, 'coinbase-reward', 'a coinbase mints the reward, once');
}

function verifyTransfer(
  { id, inputs }: Transaction,
  paid: bigint,
  previous: PreviousOutput,
  scheme: SignatureVerifier,
): readonly string[] {
  const seen = new Set<string>();
  let collected = 0n;
  let owner: Uint8Array | undefined;
  let digest: Uint8Array | undefined;
  for (const [at, { txid, vout, signature, publicKey }] of inputs.entries()) {
    const outpoint = outpointKey({ txid, vout });
    require(!seen.has(outpoint), 'input-repeated', 'an input appears twice');
    seen.add(outpoint);
    const spent = previous({ txid, vout }, outpoint);
    require(spent !== undefined, 'input-missing', 'an input spends what is not unspent');
    require(signature?.length === 64 &&
      publicKey.length === 33, 'input-witness', 'an input lacks its key or signature');
    const above = at > 0 ? inputs[at - 1]! : undefined;
    const hasKeyOfAbove = above !== undefined && equalBytes(above.publicKey, publicKey);
    if (!hasKeyOfAbove || owner === undefined) owner = sha256(publicKey);
    require(equalBytes(owner, spent!.pubKeyHash), 'input-owner', 'the key does not own the output');
    // All inputs sign one digest, so the same key with the same signature needs the curve only once.
    const alreadyVerified =
      (hasKeyOfAbove && equalBytes(above.signature!, signature!)) || scheme.hasVerified?.(signature!);
    if (!alreadyVerified) {
      digest ??= signingDigest(id);
      require(scheme.verify(signature!, digest, publicKey), 'input-signature', 'a signature does not verify');
    }
    collected += spent!.value;
  }
  require(collected === paid, 'inputs-outputs', 'inputs and outputs differ');
  return [...seen];
}

function require(condition: boolean, rule: string, message: string): asserts condition {
  if (!condition) throw new RuleBroken(rule, message);
}
