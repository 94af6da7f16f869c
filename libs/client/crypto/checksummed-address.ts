const PREFIX = 'mzn';
const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const BECH32M = 0x2bc830a3;
const WORDS = 52;
const CHECKSUM = 6;

/** The 32 bytes of an address in its checksummed spelling (Bech32m, BIP 350); undefined where a character of it is wrong. */
export function readChecksummed(text: string): Uint8Array | undefined {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return undefined;
  if (!lower.startsWith(`${PREFIX}1`)) return undefined;
  const words = Array.from(lower.slice(PREFIX.length + 1), (letter) => LETTERS.indexOf(letter));
  if (words.length !== WORDS + CHECKSUM || words.includes(-1)) return undefined;
  const codes = Array.from(PREFIX, (letter) => letter.charCodeAt(0));
  const spread = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  return remainder([...spread, ...words]) === BECH32M ? toBytes(words.slice(0, WORDS)) : undefined;
}

function remainder(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [bit, value] of GENERATOR.entries()) if ((top >>> bit) & 1) sum ^= value;
  }
  return sum;
}

/** Five bits a word, the last four of them zero. */
function toBytes(words: readonly number[]): Uint8Array | undefined {
  const bits = words.map((word) => word.toString(2).padStart(5, '0')).join('');
  const bytes = Array.from({ length: 32 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2));
  return bits.endsWith('0000') ? Uint8Array.from(bytes) : undefined;
}
