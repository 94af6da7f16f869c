import { readFileSync } from 'node:fs';
import { formatAddress, hash160, parseAddress } from './flop-address.js';

const vectors: {
  valid: { address: string; network: 'main' | 'regtest'; kind: 'key' | 'script'; hash: string; publicKey?: string }[];
  invalid: { text: string; why: string }[];
} = JSON.parse(readFileSync('test/vectors/flop-addresses.json', 'utf8'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('an address', () => {
  it.each(vectors.valid)('$address is read and written', ({ address, network, kind, hash, publicKey }) => {
    const parsed = parseAddress(address)!;
    expect({ ...parsed, hash: hex(parsed.hash) }).toEqual({ network, kind, hash });
    expect(formatAddress(parsed)).toBe(address);
    if (publicKey) expect(hex(hash160(Buffer.from(publicKey, 'hex')))).toBe(hash);
  });

  it.each(vectors.invalid)('is refused: $why', ({ text }) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('is refused at once when it is absurdly long', () => {
    const started = performance.now();
    expect(parseAddress('z'.repeat(1_000_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(50);
  });
});
