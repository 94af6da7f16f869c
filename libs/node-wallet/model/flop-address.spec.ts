import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type FlopAddress, formatAddress, hash160, parseFlopAddress } from './flop-address.js';

const vectors: {
  valid: { address: string; network: 'main' | 'regtest'; kind: 'key' | 'script'; hash: string; publicKey?: string }[];
  invalid: { text: string; why: string }[];
} = JSON.parse(readFileSync('test/vectors/flop-addresses.json', 'utf8'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const pinned: { network: 'main' | 'test' | 'regtest'; kind: 'key' | 'script'; hash: string; address: string }[] =
  JSON.parse(readFileSync('test/vectors/coin-bytes.json', 'utf8')).addresses;
const addresses: fc.Arbitrary<FlopAddress> = fc.record({
  network: fc.constantFrom('main', 'test', 'regtest'),
  kind: fc.constantFrom('key', 'script'),
  hash: fc.uint8Array({ minLength: 20, maxLength: 20 }),
});

describe('an address', () => {
  it.each(pinned)('$address is the same as ever', ({ network, kind, hash, address }) => {
    expect(formatAddress({ network, kind, hash: Buffer.from(hash, 'hex') })).toBe(address);
  });

  it('is read back as it was written', () => {
    fc.assert(fc.property(addresses, (address) => expect(parseFlopAddress(formatAddress(address))).toEqual(address)));
  });

  it('notices any one character that was changed', () => {
    const text = formatAddress({ network: 'main', kind: 'key', hash: new Uint8Array(20).fill(7) });
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(parseFlopAddress(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
    }
  });

  it.each(vectors.valid)('$address is read and written', ({ address, network, kind, hash, publicKey }) => {
    const parsed = parseFlopAddress(address)!;
    expect({ ...parsed, hash: hex(parsed.hash) }).toEqual({ network, kind, hash });
    expect(formatAddress(parsed)).toBe(address);
    if (publicKey) expect(hex(hash160(Buffer.from(publicKey, 'hex')))).toBe(hash);
  });

  it.each(vectors.invalid)('is refused: $why', ({ text }) => {
    expect(parseFlopAddress(text)).toBeNull();
  });

  it('is refused at once when it is absurdly long', () => {
    const started = performance.now();
    expect(parseFlopAddress('z'.repeat(1_000_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(50);
  });
});
