import { explainSignatureForm, fromBase64 } from '@app/chain';
import { InvalidTransaction } from '@app/utxo';

const MAX_BYTES = 200;

export function wrong(field: string, why: string): InvalidTransaction {
  return new InvalidTransaction({ field, why });
}

/** Bytes that are given as hex of any length, so that what is wrong with them can be said. */
export function anyHex(text: string | undefined): Buffer | undefined {
  if (text === undefined || text === '' || text.length > 2 * MAX_BYTES) return undefined;
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** r and s. A high s is told when it is verified. */
export function readSignature(bytes: Buffer | undefined, field: string): Buffer {
  if (!bytes) throw wrong(field, 'Signature is missing, or cannot be decoded');
  if (bytes.length === 64) return bytes;
  throw wrong(field, explainSignatureForm(bytes) ?? 'Signature should be r and s, 64 bytes');
}

export function readKey(bytes: Buffer | undefined, field: string): Buffer {
  if (!bytes) throw wrong(field, 'Public key is missing, or cannot be decoded');
  if (bytes.length === 33) return bytes;
  const isUncompressed = bytes.length === 65 && bytes[0] === 4;
  throw wrong(
    field,
    isUncompressed ? 'Public key is not compressed: send 33 bytes' : 'Public key should be 33 bytes, compressed',
  );
}

export function hash(base64: string, field: string): Buffer {
  const bytes = fromBase64(base64);
  if (bytes?.length !== 32) throw wrong(field, 'Input should be 32 bytes in Base64');
  return bytes;
}

export function index(value: bigint, field: string): number {
  if (value < 0n || value > 0xffff_ffffn) throw wrong(field, 'Input should be from 0 to 4294967295');
  return Number(value);
}

export function positive(value: bigint, field: string): bigint {
  if (value <= 0n) throw wrong(field, 'Input should be above 0');
  return value;
}
