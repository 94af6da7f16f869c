import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { scheme } from '../../../test/support/ledger.js';
import { fromHex, taggedHash, toHex } from './bytes.js';
import { outpointKey } from './outpoint-key.js';
import { COINBASE_VOUT, canonicalBytes, signingDigest, type Transaction, transactionId } from './transaction.js';
import { decodeTransaction, encodeTransaction, MalformedTransaction } from './transaction-codec.js';
import { verifyTransaction } from './verify-transaction.js';

interface ValidVector {
  name: string;
  encoded: string;
  canonical: string;
  id: string;
  signingDigest: string;
  spends: { txid: string; vout: number; value: string; pubKeyHash: string }[];
}
interface InvalidVector {
  name: string;
  encoded: string;
  /** `malformed` when the bytes decode to nothing, else the rule that the transaction breaks. */
  rule: string;
  spends: ValidVector['spends'];
}
const vectors: { valid: ValidVector[]; invalid: InvalidVector[] } = JSON.parse(
  readFileSync('test/vectors/transactions.json', 'utf8'),
);

function verdict({ encoded, spends }: ValidVector | InvalidVector): string {
  const unspent = new Map(
    spends.map(({ txid, vout, value, pubKeyHash }) => [
      outpointKey({ txid: Buffer.from(txid, 'hex'), vout }),
      { value: BigInt(value), pubKeyHash: fromHex(pubKeyHash, 32)! },
    ]),
  );
  try {
    const transaction = decodeTransaction(Buffer.from(encoded, 'hex'));
    verifyTransaction(transaction, (outpoint) => unspent.get(outpointKey(outpoint)), scheme);
    return 'valid';
  } catch (error) {
    return error instanceof MalformedTransaction ? 'malformed' : String((error as { rule?: string }).rule);
  }
}

test.each(vectors.valid)('vector: $name', (vector) => {
  const transaction = decodeTransaction(Buffer.from(vector.encoded, 'hex'));
  expect(toHex(encodeTransaction(transaction))).toBe(vector.encoded);
  expect(toHex(canonicalBytes(transaction.inputs, transaction.outputs))).toBe(vector.canonical);
  expect(toHex(transaction.id)).toBe(vector.id);
  expect(
    toHex(taggedHash(Buffer.concat([Buffer.from('mizan/txid/1')], 16), Buffer.from(vector.canonical, 'hex'))),
  ).toBe(vector.id);
  expect(toHex(signingDigest(transaction.id))).toBe(vector.signingDigest);
  expect(verdict(vector)).toBe('valid');
});

test.each(vectors.invalid)('vector: $name is refused as $rule', (vector) => {
  expect(verdict(vector)).toBe(vector.rule);
});

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const outputs = fc.array(fc.record({ value: fc.bigInt(0n, 2n ** 64n - 1n), pubKeyHash: bytes(32) }), { maxLength: 5 });
const transfer = fc.array(
  fc.record({ txid: bytes(32), vout: fc.nat(2 ** 32 - 1), publicKey: bytes(33), signature: bytes(64) }),
  { maxLength: 5 },
);
const coinbase = fc
  .uint8Array({ maxLength: 300 })
  .map((text) => [{ txid: Buffer.alloc(0), vout: COINBASE_VOUT, signature: null, publicKey: Buffer.from(text) }]);
const anyTransaction: fc.Arbitrary<Transaction> = fc
  .tuple(fc.oneof<fc.Arbitrary<Transaction['inputs']>[]>(transfer, coinbase), outputs)
  .map(([inputs, paid]) => ({ id: transactionId(inputs, paid), inputs, outputs: paid }));

test('what was encoded decodes to the same transaction', () => {
  fc.assert(
    fc.property(anyTransaction, (transaction) => {
      const encoded = encodeTransaction(transaction);
      expect(decodeTransaction(encoded)).toEqual(transaction);
      expect(encodeTransaction(decodeTransaction(encoded))).toEqual(encoded);
    }),
  );
});

test('no shorter or longer bytes decode', () => {
  fc.assert(
    fc.property(anyTransaction, (transaction) => {
      const encoded = encodeTransaction(transaction);
      for (let length = 0; length < encoded.length; length++) {
        expect(() => decodeTransaction(encoded.subarray(0, length))).toThrow(MalformedTransaction);
      }
      expect(() => decodeTransaction(Buffer.concat([encoded, Buffer.alloc(1)]))).toThrow(MalformedTransaction);
    }),
    { numRuns: 30 },
  );
});

test('arbitrary bytes either decode to what encodes to them, or are malformed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
      try {
        const decoded = decodeTransaction(Buffer.from(random));
        expect(encodeTransaction(decoded)).toEqual(Buffer.from(random));
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedTransaction);
      }
    }),
    { numRuns: 500 },
  );
});

test('every change to the content changes the ID, and none to a signature does', () => {
  const [whole] = vectors.valid.filter(({ spends }) => spends.length > 0);
  const encoded = Buffer.from(whole!.encoded, 'hex');
  const contentLength = whole!.canonical.length / 2;
  for (let at = 0; at < encoded.length; at++) {
    const edited = Buffer.from(encoded);
    edited[at]! ^= 1;
    let id: string | undefined;
    try {
      id = toHex(decodeTransaction(edited).id);
    } catch {
      continue;
    }
    expect({ at, same: id === whole!.id }).toEqual({ at, same: at >= contentLength });
  }
});

test('a transfer without its keys and signatures has no stored form', () => {
  const bare = { txid: Buffer.alloc(32), vout: 0, signature: null, publicKey: Buffer.alloc(33) };
  expect(() => encodeTransaction({ id: Buffer.alloc(32), inputs: [bare], outputs: [] })).toThrow(MalformedTransaction);
});
