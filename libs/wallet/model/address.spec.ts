import { portableSecp256k1 } from '@app/chain';
import { bech32, bech32m } from '@scure/base';
import { InvalidAddress, InvalidPrivateKey, MistypedAddress } from '../wallet.errors.js';
import { ADDRESS_PATTERN, addressOf, checksummed, parseAddress, readAddress } from './address.js';
import { generateKeyPair, parsePrivateKey } from './key-pair.js';

const ADDRESS = 'ab'.repeat(32);
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const hex = (value: bigint) => value.toString(16).padStart(64, '0');

test.each([
  '',
  ' ',
  'xyz',
  'abc',
  ADDRESS.slice(1),
  `${ADDRESS}a`,
  `0x${ADDRESS}`,
  `0x${ADDRESS.slice(2)}`,
  ` ${ADDRESS}`,
  `${ADDRESS}\n`,
  `${ADDRESS.slice(1)}g`,
  `${ADDRESS.slice(1)}\u0661`,
  `${ADDRESS.slice(2)}ａｂ`,
  '../../etc/passwd',
  "' OR 1=1--",
  '💩'.repeat(32),
  'a'.repeat(3_000),
])('%j is no address', (text) => {
  expect(() => parseAddress(text)).toThrow(InvalidAddress);
});

test.each([ADDRESS, ADDRESS.toUpperCase(), `AB${ADDRESS.slice(2)}`])('%s means one wallet', (text) => {
  expect(parseAddress(text)).toBe(ADDRESS);
});

describe('the checksummed spelling of an address', () => {
  const address = parseAddress(ADDRESS);
  const text = checksummed(address);

  test('is 62 characters that begin with mzn1, and means the same wallet in one case', () => {
    expect(text).toMatch(/^mzn1.{58}$/);
    for (const spelling of [text, text.toUpperCase()]) {
      expect(spelling).toMatch(new RegExp(ADDRESS_PATTERN));
      expect(parseAddress(spelling)).toBe(ADDRESS);
    }
  });

  test('every single wrong character, and every two neighbours that changed places, are found', () => {
    const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
    for (let at = 4; at < text.length; at++) {
      for (const letter of letters.replace(text[at]!, '')) {
        expect(readAddress(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`)).toBeUndefined();
      }
      const [left, right] = [text[at - 1]!, text[at]!];
      const swapped = `${text.slice(0, at - 1)}${right}${left}${text.slice(at + 1)}`;
      if (left !== right) expect(readAddress(swapped)).toBeUndefined();
    }
  });

  test.each([
    text.slice(0, -1),
    `${text}q`,
    `${text.slice(0, -1)}${text.at(-1)!.toUpperCase()}`,
    `${text.slice(0, 20)}b${text.slice(21)}`,
    `${text}${'q'.repeat(3_000)}`,
    'mzn1',
    // Of Bech32, the older checksum; and of 31 bytes.
    bech32.encode('mzn', bech32.toWords(Buffer.from(ADDRESS, 'hex'))),
    bech32m.encode('mzn', bech32m.toWords(Buffer.from(ADDRESS.slice(2), 'hex'))),
  ])('%s is refused as mistyped', (wrong) => {
    expect(() => parseAddress(wrong, 'to')).toThrow(MistypedAddress);
    expect(() => parseAddress(wrong)).toThrow(/checksum/);
  });

  test('one of another kind of address is refused as none', () => {
    const other = bech32m.encode('bc', bech32m.toWords(Buffer.from(ADDRESS, 'hex')));
    expect(() => parseAddress(other)).toThrow(/^invalid address$/);
  });
});

test.each([
  '',
  '0',
  hex(0n),
  hex(ORDER),
  hex(ORDER + 1n),
  hex(2n ** 256n - 1n),
  'zz'.repeat(32),
  `12zz34${'00'.repeat(29)}`,
  hex(1n).slice(1),
  `0${hex(1n)}`,
  `00${hex(1n)}`,
  ` ${hex(1n).slice(1)}`,
  `${hex(1n)}\n`,
  `0x${hex(1n)}`,
  `0x${hex(1n).slice(2)}`,
  Buffer.alloc(32, 1).toString('base64'),
  '-----BEGIN EC PRIVATE KEY-----',
  'KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn',
  'a'.repeat(10_240),
])('%j is no private key', (text) => {
  expect(() => parsePrivateKey(text, portableSecp256k1)).toThrow(InvalidPrivateKey);
});

test('the refusal of a key does not repeat it', () => {
  const text = 'fe'.repeat(31);
  expect(() => parsePrivateKey(text, portableSecp256k1)).toThrow('invalid private key');
  expect(String(new InvalidPrivateKey())).not.toContain('fe');
});

test.each([hex(1n), hex(ORDER - 1n), hex(ORDER - 1n).toUpperCase()])('%s is a private key', (text) => {
  expect(Buffer.from(parsePrivateKey(text, portableSecp256k1)).toString('hex')).toBe(text.toLowerCase());
});

test('an address is the SHA-256 of the compressed public key', () => {
  const publicKey = portableSecp256k1.publicKeyOf(Buffer.from(hex(1n), 'hex'));
  expect(addressOf(publicKey)).toBe('0f715baf5d4c2ed329785cef29e562f73488c8a2bb9dbc5700b361d54b9b0554');
});

test('two wallets are never the same', () => {
  const pairs = Array.from({ length: 20 }, () => generateKeyPair(portableSecp256k1));
  expect(new Set(pairs.map(({ address }) => address)).size).toBe(20);
  for (const { address, privateKey } of pairs)
    expect(addressOf(portableSecp256k1.publicKeyOf(privateKey))).toBe(address);
});
