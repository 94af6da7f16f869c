import { readFileSync } from 'node:fs';
import fc from 'fast-check';

import {
  BytesMalformed,
  type CoinTransaction,
  parseTransaction,
  serializeTransaction,
  transactionId,
} from './coin-transaction.js';

interface Recorded {
  method: string;
  http: number;
  body: string;
}
const recorded: Recorded[] = JSON.parse(readFileSync('test/vectors/flopcoin-rpc.json', 'utf8'));
const walletTransactions = recorded
  .filter(({ method, http }) => method === 'gettransaction' && http === 200)
  .map(({ body }) => JSON.parse(body).result as { txid: string; hex: string });

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const transactions: fc.Arbitrary<CoinTransaction> = fc.record({
  version: fc.constantFrom(1, 2),
  inputs: fc.array(
    fc.record({
      txid: bytes(32).map((raw) => Buffer.from(raw).toString('hex')),
      vout: fc.nat(0xffffffff),
      scriptSig: fc.uint8Array({ maxLength: 300 }),
      sequence: fc.nat(0xffffffff),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  outputs: fc.array(
    fc.record({ amountUnits: fc.bigInt(0n, 2n ** 64n - 1n), script: fc.uint8Array({ maxLength: 300 }) }),
    {
      maxLength: 3,
    },
  ),
  lockTime: fc.nat(0xffffffff),
});

describe('a transaction of the coin', () => {
  it('has the id that the daemons give it, with or without a witness', () => {
    expect(walletTransactions.length).toBeGreaterThanOrEqual(6);
    for (const { txid, hex } of walletTransactions) expect(transactionId(parseTransaction(hex))).toBe(txid);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(transactions, (transaction) => {
        expect(parseTransaction(serializeTransaction(transaction).toString('hex'))).toEqual(transaction);
      }),
    );
  });

  it('is refused when a byte is missing or left over, or it is no hex', () => {
    const { hex } = walletTransactions[0]!;
    for (let length = 0; length < hex.length; length += 2)
      expect(() => parseTransaction(hex.slice(0, length))).toThrow(BytesMalformed);
    for (const bad of [`${hex}00`, `${hex}0`, 'zz', `0x${hex}`])
      expect(() => parseTransaction(bad)).toThrow(BytesMalformed);
  });

  it('never makes the reader believe in more bytes than there are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        try {
          parseTransaction(Buffer.from(raw).toString('hex'));
        } catch (error) {
          expect(error).toBeInstanceOf(BytesMalformed);
        }
      }),
    );
  });
});
