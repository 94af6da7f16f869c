import {
  asBuffer,
  EncodedTransaction,
  type Transaction,
  type TransactionInput,
  type TransactionOutput,
} from '@app/chain';
import { streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import { JsonText } from '@app/infrastructure/http/json-value.js';
import type { StreamableFile } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from './units.js';

/** An input: the output it spends, and the proof that it may. */
export class TransactionInputResponse {
  /**
   * Base64 ID of the transaction whose output is spent; empty for a coinbase.
   * @example "p5Xk1yXW1m3hVVvQn8m3VFsE0m63my1fA5Lp9jybtmk="
   */
  Txid!: string;

  /**
   * Index of that output; -1 for a coinbase.
   * @example 0
   */
  Vout!: number;

  /** Base64 ECDSA signature, 64 bytes r‖s with low S; null for a coinbase. */
  Signature!: string | null;

  /** Base64 compressed public key, 33 bytes; for a coinbase its text. */
  PubKey!: string;
}

/** An output: how much, and whose. */
export class TransactionOutputResponse {
  /**
   * Units, more than 0.
   * @example 100
   */
  @ApiProperty(UNITS)
  Value!: number;

  /** Base64 SHA-256 of the owner's public key, 32 bytes. */
  PubKeyHash!: string;
}

/** A transaction as the specification prints it: capitalised names, bytes in Base64. */
export class TransactionResponse {
  /** Base64 ID, 32 bytes: SHA-256 over the canonical bytes without signatures. */
  ID!: string;

  Vin!: TransactionInputResponse[];

  Vout!: TransactionOutputResponse[];
}

/** So many inputs and outputs make an answer that leaves in pieces. */
const MANY_PARTS = 500;

/** What JSON has of a transaction: written already, or in parts that are. */
type TransactionJson = JsonText | Record<'Vin' | 'Vout', Iterable<JsonText>>;

export function transactionJson({ id, inputs, outputs }: Transaction) {
  return { ID: base64(id), Vin: inputs.map(inputJson), Vout: outputs.map(outputJson) };
}

/**
 * The same of a stored transaction, without an object for each of its parts. A large one is written part by part, which takes
 * {@link answerWith} or a stream.
 */
export function storedTransactionJson(bytes: Buffer): TransactionJson {
  const stored = new EncodedTransaction(bytes);
  const [ID, Vin, Vout] = [base64(stored.id), mapped(stored.inputs(), inputJson), mapped(stored.outputs(), outputJson)];
  if (stored.inputCount + stored.outputCount > MANY_PARTS) return Object.assign({ ID }, { Vin, Vout });
  return new JsonText(`{"ID":"${ID}","Vin":[${textsOf(Vin)}],"Vout":[${textsOf(Vout)}]}`);
}

/** Texts and numbers alone, none of which has a character to escape. */
function inputJson({ txid, vout, signature, publicKey }: TransactionInput): JsonText {
  const signed = signature ? `"${base64(signature)}"` : 'null';
  return new JsonText(
    `{"Txid":"${base64(txid)}","Vout":${vout},"Signature":${signed},"PubKey":"${base64(publicKey)}"}`,
  );
}

function outputJson({ value, pubKeyHash }: TransactionOutput): JsonText {
  return new JsonText(`{"Value":${value},"PubKeyHash":"${base64(pubKeyHash)}"}`);
}

function* mapped<Item>(items: Iterable<Item>, print: (item: Item) => JsonText): Generator<JsonText> {
  for (const item of items) yield print(item);
}

function textsOf(parts: Iterable<JsonText>): string {
  let texts = '';
  for (const { text } of parts) texts += texts ? `,${text}` : text;
  return texts;
}

/** An answer that holds `transaction`: whole, or in pieces where it is large. */
export function answerWith<Members extends { transaction: TransactionJson }>(
  members: Members,
): Members | StreamableFile {
  const { transaction } = members;
  return transaction instanceof JsonText || isSmall(transaction) ? members : streamJsonObject(members);
}

function isSmall({ Vin, Vout }: Record<'Vin' | 'Vout', Iterable<JsonText>>): boolean {
  return Array.isArray(Vin) && Array.isArray(Vout) && Vin.length + Vout.length <= MANY_PARTS;
}

export function base64(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64');
}
