import { createHash, hash } from 'node:crypto';

/** Lower-case hex of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex');
}

/** What a character below 128 is worth as a hex digit, -1 for nothing. */
const HEX_DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  /[0-9a-fA-F]/.test(String.fromCharCode(code)) ? Number.parseInt(String.fromCharCode(code), 16) : -1,
);

/**
 * The bytes of a hex text of exactly `length` bytes, or undefined. Upper case is accepted. `Buffer.from(text, 'hex')` stops
 * in silence at the first character that is not hex and takes U+0130 for a zero; checked by a regular expression before, it
 * takes three times as long as this.
 */
export function fromHex(text: string, length: number): Buffer | undefined {
  if (text.length !== length * 2) return undefined;
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at++) {
    const upper = HEX_DIGITS[text.charCodeAt(at * 2)] ?? -1;
    const lower = HEX_DIGITS[text.charCodeAt(at * 2 + 1)] ?? -1;
    if (upper < 0 || lower < 0) return undefined;
    bytes[at] = upper * 16 + lower;
  }
  return bytes;
}

/** The bytes of a standard padded Base64 text in its one canonical spelling, or undefined. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** A Buffer over the same memory: bytes that crossed a worker boundary arrive as plain Uint8Array. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return asBuffer(left).equals(right);
}

/**
 * One-shot SHA-256 as a string of 32 characters, one per byte. Asked for a Buffer the native function makes memory outside
 * the heap, which takes as long again as the hash and more to collect.
 */
export const sha256Characters: (bytes: Uint8Array) => string = hash
  ? (bytes) => hash('sha256', bytes, 'binary')
  : (bytes) => createHash('sha256').update(bytes).digest('binary');

export function sha256(bytes: Uint8Array): Buffer {
  const digest = Buffer.allocUnsafe(32);
  digest.write(sha256Characters(bytes), 'latin1');
  return digest;
}

/** Where short messages are put together; nothing is left in it that somebody reads later. */
const desk = Buffer.alloc(512);

/**
 * SHA-256 with domain separation: 16 bytes of `tag` (ASCII, zero-padded) go first, so that a digest made for one purpose
 * can never be taken for another. The tags have one length, so no message of one domain starts a message of another.
 */
export function taggedHash(tag: Buffer, ...parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, tag.length);
  if (length > desk.length) return sha256(Buffer.concat([tag, ...parts]));
  desk.set(tag, 0);
  let at = tag.length;
  for (const part of parts) {
    desk.set(part, at);
    at += part.length;
  }
  return sha256(desk.subarray(0, length));
}

export function hashTag(name: string): Buffer {
  if (name.length > 16) throw new RangeError('a hash tag has at most 16 characters');
  return Buffer.concat([Buffer.from(name, 'ascii')], 16);
}
