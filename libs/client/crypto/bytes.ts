import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

export { bytesToHex as toHex, concatBytes };

/** The bytes of a hex text of exactly `length` bytes, or undefined. Upper case is accepted. */
export function fromHex(text: string, length: number): Uint8Array | undefined {
  return text.length === length * 2 && /^[0-9a-fA-F]*$/.test(text) ? hexToBytes(text) : undefined;
}

/** Standard Base64, padded. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The bytes of a standard padded Base64 text in its one canonical spelling, or undefined. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}

/** Whether both have the same bytes. Not for secrets: it takes longer the more they agree. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** `value` in `width` bytes, big-endian. @throws RangeError rather than dropping bits */
export function bigEndian(value: bigint | number, width: 1 | 2 | 4 | 8): Uint8Array {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
  const exact = BigInt(value);
  if (exact < 0n || exact >> BigInt(8 * width)) throw new RangeError(`${value} does not fit in ${width} bytes`);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, exact);
  return bytes.subarray(8 - width);
}

/** A tag of at most 16 ASCII characters in the 16 bytes, padded with zeros, that start every hashed message. */
export function hashTag(name: string): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes.set(new TextEncoder().encode(name));
  return bytes;
}

/** SHA-256 with domain separation: a digest that was made for one purpose cannot be taken for another. */
export function taggedHash(tag: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  return sha256(concatBytes(tag, ...parts));
}
