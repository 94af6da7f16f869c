import { sha256 } from '@noble/hashes/sha2.js';
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const DIGITS = new Map([...ALPHABET].map((character, value) => [character, BigInt(value)]));
const CHECKSUM_BYTES = 4;
/** Longest text worth reading. Decoding takes quadratic time, and no address or key of this coin passes 52 characters. */
const MAX_CHARACTERS = 112;
/** `payload` followed by the first four bytes of its double SHA-256, in Bitcoin's base 58. */
export function encodeBase58Check(payload) {
    const bytes = Buffer.concat([payload, checksum(payload)]);
    let value = BigInt(`0x${bytes.toString('hex')}`);
    let text = '';
    for (; value > 0n; value /= 58n)
        text = ALPHABET[Number(value % 58n)] + text;
    for (const byte of bytes) {
        if (byte !== 0)
            break;
        text = `1${text}`;
    }
    return text;
}
/** The payload without its checksum, or null when the text is not base58 or its checksum does not hold. */
export function decodeBase58Check(text) {
    if (text.length === 0 || text.length > MAX_CHARACTERS)
        return null;
    let value = 0n;
    for (const character of text) {
        const digit = DIGITS.get(character);
        if (digit === undefined)
            return null;
        value = value * 58n + digit;
    }
    const leadingZeros = text.length - text.replace(/^1+/, '').length;
    const hex = value === 0n ? '' : value.toString(16);
    const bytes = Buffer.concat([
        Buffer.alloc(leadingZeros),
        Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
    ]);
    if (bytes.length <= CHECKSUM_BYTES)
        return null;
    const payload = bytes.subarray(0, -CHECKSUM_BYTES);
    return checksum(payload).equals(bytes.subarray(-CHECKSUM_BYTES)) ? new Uint8Array(payload) : null;
}
function checksum(payload) {
    return Buffer.from(sha256(sha256(payload)).subarray(0, CHECKSUM_BYTES));
}
//# sourceMappingURL=base58check.js.map