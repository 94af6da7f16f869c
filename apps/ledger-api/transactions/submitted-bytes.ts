import { explainSignatureForm, fromBase64, type Transaction, transactionId } from '@app/chain';
import { InvalidTransaction } from '@app/utxo';
import type { SubmitRequest } from './transactions.dto.js';

const MAX_BYTES = 200;

/** The transaction of a request, from its texts. @throws InvalidTransaction for the first byte string or ID that is wrong */
export function submittedTransaction(request: SubmitRequest): Transaction {
  const { transaction = request, signature, public_key: publicKey } = request;
  const root = transaction === request ? '' : 'transaction.';
  const inputs = transaction.Vin.map((input, at) => {
    const place = `${root}Vin.${at}`;
    return {
      txid: hash(input.Txid, `${place}.Txid`),
      vout: index(input.Vout, `${place}.Vout`),
      signature: input.Signature
        ? readSignature(fromBase64(input.Signature), `${place}.Signature`)
        : readSignature(anyHex(signature), 'signature'),
      publicKey: input.PubKey
        ? readKey(fromBase64(input.PubKey), `${place}.PubKey`)
        : readKey(anyHex(publicKey), 'public_key'),
    };
  });
  const outputs = transaction.Vout.map(({ Value, PubKeyHash }, at) => ({
    value: positive(Value, `${root}Vout.${at}.Value`),
    pubKeyHash: hash(PubKeyHash, `${root}Vout.${at}.PubKeyHash`),
  }));
  const id = transactionId(inputs, outputs);
  if (transaction.ID !== undefined && transaction.ID !== id.toString('base64'))
    throw wrong(`${root}ID`, 'ID does not match the content');
  return { id, inputs, outputs };
}

function wrong(field: string, why: string): InvalidTransaction {
  return new InvalidTransaction({ field, why });
}

/** Bytes that are given as hex of any length, so that what is wrong with them can be said. */
function anyHex(text: string | undefined): Buffer | undefined {
  if (text === undefined || text === '' || text.length > 2 * MAX_BYTES) return undefined;
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** r and s. A high s is told when it is verified. */
function readSignature(bytes: Buffer | undefined, field: string): Buffer {
  if (!bytes) throw wrong(field, 'Signature is missing, or cannot be decoded');
  if (bytes.length === 64) return bytes;
  throw wrong(field, explainSignatureForm(bytes) ?? 'Signature should be r and s, 64 bytes');
}

function readKey(bytes: Buffer | undefined, field: string): Buffer {
  if (!bytes) throw wrong(field, 'Public key is missing, or cannot be decoded');
  if (bytes.length === 33) return bytes;
  const isUncompressed = bytes.length === 65 && bytes[0] === 4;
  throw wrong(
    field,
    isUncompressed ? 'Public key is not compressed: send 33 bytes' : 'Public key should be 33 bytes, compressed',
  );
}

function hash(base64: string, field: string): Buffer {
  const bytes = fromBase64(base64);
  if (bytes?.length !== 32) throw wrong(field, 'Input should be 32 bytes in Base64');
  return bytes;
}

function index(value: bigint, field: string): number {
  if (value < 0n || value > 0xffff_ffffn) throw wrong(field, 'Input should be from 0 to 4294967295');
  return Number(value);
}

function positive(value: bigint, field: string): bigint {
  if (value <= 0n) throw wrong(field, 'Input should be above 0');
  return value;
}
