import * as ledger from '@app/chain';
import { checksummed, parseAddress, readAddress as readByLedger } from '@app/wallet';
import fc from 'fast-check';
import { blockHash, headerBytes, leadingZeroBits } from './block-header.js';
import { fromBase64, fromHex, toHex } from './bytes.js';
import { generateKey, publicKeyOf, readAddress } from './keys.js';
import { rootOfProof } from './merkle-proof.js';
import { keySigner, sign, verifySignature } from './signer.js';
import { canonicalBytes, signingDigest, type Transaction, transactionId } from './transaction.js';
import { printTransaction, readTransaction } from './wire-transaction.js';

const { portableSecp256k1: scheme } = ledger;
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const output = fc.record({ value: fc.bigInt(1n, 2n ** 63n - 1n), pubKeyHash: bytes(32) });
const outputs = fc.array(output, { minLength: 1, maxLength: 6 });
const input = fc.record({
  txid: bytes(32),
  vout: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  signature: fc.option(bytes(64)),
  publicKey: bytes(33),
});
const transfer: fc.Arbitrary<Transaction> = fc.record({
  inputs: fc.array(input, { minLength: 1, maxLength: 6 }),
  outputs,
});
const coinbase: fc.Arbitrary<Transaction> = fc.record({
  inputs: fc
    .uint8Array({ minLength: 1, maxLength: 200 })
    .map((publicKey) => [{ txid: new Uint8Array(), vout: -1, signature: null, publicKey }]),
  outputs,
});
const header = fc.record({
  height: fc.maxSafeNat(),
  prevHash: bytes(32),
  merkleRoot: bytes(32),
  timestamp: fc.maxSafeNat(),
  bits: fc.integer({ min: 0, max: 255 }),
  nonce: fc.maxSafeNat(),
});

describe('what the client computes is what the ledger computes', () => {
  it('of transactions: their bytes, IDs and digests', () => {
    fc.assert(
      fc.property(fc.oneof(transfer, coinbase), (transaction) => {
        const { inputs, outputs } = transaction;
        const id = ledger.transactionId(inputs, outputs);
        expect(toHex(canonicalBytes(transaction))).toBe(ledger.toHex(ledger.canonicalBytes(inputs, outputs)));
        expect(toHex(transactionId(transaction))).toBe(ledger.toHex(id));
        expect(toHex(signingDigest(id))).toBe(ledger.toHex(ledger.signingDigest(id)));
      }),
    );
  });

  it('of addresses in their checksummed spelling, right and wrong', () => {
    fc.assert(
      fc.property(bytes(32), fc.nat(61), fc.constantFrom(...'qpzry9b1A'), (hash, at, letter) => {
        const text = checksummed(parseAddress(ledger.toHex(hash)));
        expect(readAddress(text)).toBe(ledger.toHex(hash));
        expect(readAddress(text.toUpperCase())).toBe(ledger.toHex(hash));
        const other = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
        const read = readByLedger(other);
        if (read === undefined) expect(() => readAddress(other)).toThrow(TypeError);
        else expect(readAddress(other)).toBe(read);
      }),
    );
  });

  it('of headers: their bytes and hashes', () => {
    fc.assert(
      fc.property(header, ({ prevHash, merkleRoot, ...rest }) => {
        const below = rest.height === 0 ? '' : toHex(prevHash);
        const printed = { ...rest, prev_hash: below, merkle_root: toHex(merkleRoot) };
        const own = { ...rest, prevHash: Buffer.from(below, 'hex'), merkleRoot };
        expect(toHex(headerBytes(printed))).toBe(ledger.toHex(ledger.headerBytes(own)));
        expect(toHex(blockHash(printed))).toBe(ledger.toHex(ledger.blockHash(own)));
      }),
    );
    const genesis = ledger.genesisBlock();
    expect(leadingZeroBits(genesis.hash)).toBeGreaterThanOrEqual(genesis.header.bits);
  });

  it('of hashes: the work that they show', () => {
    const hash = fc.tuple(fc.integer({ min: 0, max: 255 }), bytes(32)).map(([zeros, random]) => zeroed(random, zeros));
    fc.assert(
      fc.property(hash, fc.integer({ min: 0, max: 32 }), (hash, bits) => {
        expect(leadingZeroBits(hash) >= bits).toBe(ledger.meetsTarget(hash, bits));
      }),
    );
    expect(leadingZeroBits(new Uint8Array(32))).toBe(256);
  });

  it('of proofs: the root', () => {
    fc.assert(
      fc.property(fc.array(bytes(32), { minLength: 1, maxLength: 40 }), fc.nat(), (ids, chosen) => {
        const position = chosen % ids.length;
        const steps = ledger.merkleProof(ids, position).map(({ side, hash }) => ({ side, hash: ledger.toHex(hash) }));
        expect(toHex(rootOfProof(ids[position]!, steps))).toBe(ledger.toHex(ledger.merkleRoot(ids)));
      }),
    );
  });

  it('of keys: the public half, and the signature to the byte', async () => {
    for (let round = 0; round < 20; round++) {
      const [key, digest] = [generateKey(), ledger.sha256(Buffer.from(`digest ${round}`))];
      expect(toHex(publicKeyOf(key))).toBe(ledger.toHex(scheme.publicKeyOf(key)));
      const signature = await sign(digest, keySigner(toHex(key)));
      expect(toHex(signature)).toBe(ledger.toHex(scheme.sign(digest, key)));
      expect(verifySignature(scheme.sign(digest, key), digest, publicKeyOf(key))).toBe(true);
    }
  });
});

describe('a printed transaction', () => {
  it('is the same after printing and reading', () => {
    fc.assert(
      fc.property(fc.oneof(transfer, coinbase), (transaction) => {
        expect(readTransaction(printTransaction(transaction, transactionId(transaction)))).toEqual(transaction);
      }),
    );
  });

  it('is refused where its numbers or bytes would be read as others', () => {
    const good = { Txid: `${'A'.repeat(43)}=`, Vout: 0 };
    const owner = `${'A'.repeat(43)}=`;
    const cases = [
      { Vin: [{ ...good, Vout: 2 ** 32 }], Vout: [{ Value: 1n, PubKeyHash: owner }] },
      { Vin: [{ ...good, Vout: -1 }], Vout: [{ Value: 1n, PubKeyHash: owner }] },
      { Vin: [{ ...good, Txid: `${'A'.repeat(42)}B=` }], Vout: [{ Value: 1n, PubKeyHash: owner }] },
      { Vin: [{ ...good, Txid: 'AA==' }], Vout: [{ Value: 1n, PubKeyHash: owner }] },
      { Vin: [good], Vout: [{ Value: 2 ** 53, PubKeyHash: owner }] },
      { Vin: [good], Vout: [{ Value: 1.5, PubKeyHash: owner }] },
      { Vin: [good], Vout: [{ Value: 0n, PubKeyHash: owner }] },
      { Vin: [good], Vout: [{ Value: 2n ** 63n, PubKeyHash: owner }] },
      { Vin: [good], Vout: [{ Value: 1n, PubKeyHash: '' }] },
      { Vin: [good], Vout: [] },
      { Vin: [], Vout: [{ Value: 1n, PubKeyHash: owner }] },
    ];
    for (const printed of cases)
      expect(() => readTransaction(printed)).toThrow(expect.objectContaining({ code: 'form' }));
    for (const printed of [undefined, null, {}, 'x']) {
      expect(() => readTransaction(printed as never)).toThrow(expect.objectContaining({ code: 'form' }));
    }
  });
});

it('hex and Base64 have one spelling for the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
      expect(fromHex(Buffer.from(bytes).toString('hex').toUpperCase(), bytes.length)).toEqual(bytes);
    }),
  );
  for (const text of ['A', 'AB==', 'A===', 'AAAA====', '_-==', ' AAA']) expect(fromBase64(text)).toBeUndefined();
  for (const text of ['0', '0g', '0x', 'İ0']) expect(fromHex(text, 1)).toBeUndefined();
});

/** `bytes` with its first `count` bits cleared, and the next one set. */
function zeroed(bytes: Uint8Array, count: number): Uint8Array {
  return bytes.map((byte, at) => {
    const cleared = Math.min(8, Math.max(0, count - at * 8));
    const kept = byte & (0xff >> cleared);
    return count >= at * 8 && count < at * 8 + 8 ? kept | (0x80 >> (count - at * 8)) : kept;
  });
}
