import { equalBytes, fromHex, hashTag, sha256, taggedHash, toHex } from './bytes.js';
import { isCoinbase, type Transaction, type TransactionOutput } from './transaction.js';

/**
 * Who owns what is taken out of circulation: the hash of a sentence, as that of genesis is. Only a public key of 33 bytes with
 * this hash could spend it. An output to it is spent as soon as it is made, and counts in no supply from then on.
 */
export const BURN_HASH: Uint8Array = sha256(Buffer.from('Mizan: what is redeemed has left the balance'));
export const BURN_ADDRESS = toHex(BURN_HASH);

/** The text of every coinbase that issues units begins with this; those of genesis and of the faucet do not. */
const ISSUE_PREFIX = 'treasury_issue:';
const ISSUE_TEXT = new RegExp(`^${ISSUE_PREFIX}([0-9a-f]{64})$`);
const ORDER_TAG = hashTag('mizan/treasury/1');

export const ORDER_KINDS = ['issue', 'redemption'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** What administrators approve: to issue units to an address, or to redeem units out of one. */
export interface SupplyOrder {
  readonly kind: OrderKind;
  /** UUID in lower case. */
  readonly id: string;
  /** Hex. */
  readonly address: string;
  /** Units. */
  readonly amount: bigint;
  readonly reference: string;
}

/** 32 bytes that stand for an order: of its members as a JSON list of texts, behind a tag. */
export function orderHash({ kind, id, address, amount, reference }: SupplyOrder): Buffer {
  return taggedHash(ORDER_TAG, Buffer.from(JSON.stringify([kind, id, address, String(amount), reference])));
}

/** The text of the coinbase that carries out an order to issue: one order is one text, amount and owner, so one transaction ID. */
export function issueText(hash: Uint8Array): string {
  return ISSUE_PREFIX + toHex(hash);
}

/** Whether a coinbase says that it issues; then it must say so in full. */
export function saysIssue(text: Uint8Array): boolean {
  return equalBytes(text.subarray(0, ISSUE_PREFIX.length), Buffer.from(ISSUE_PREFIX));
}

/** The hash of the order that `transaction` carries out, 32 bytes, if it issues units. */
export function issuedOrder(transaction: Pick<Transaction, 'inputs'>): Buffer | undefined {
  if (!isCoinbase(transaction)) return undefined;
  const found = ISSUE_TEXT.exec(Buffer.from(transaction.inputs[0]!.publicKey).toString('latin1'));
  return found ? fromHex(found[1]!, 32) : undefined;
}

export function isBurnt({ pubKeyHash }: Pick<TransactionOutput, 'pubKeyHash'>): boolean {
  return equalBytes(pubKeyHash, BURN_HASH);
}

/** Units that `transaction` takes out of circulation. */
export function burntUnits({ outputs }: Pick<Transaction, 'outputs'>): bigint {
  return outputs.reduce((sum, output) => (isBurnt(output) ? sum + output.value : sum), 0n);
}
