import { orderHash as hashByLedger, ORDER_KINDS } from '@app/chain';
import fc from 'fast-check';
import { orderHash } from './order-hash.js';

const order = fc.record({
  id: fc.uuid(),
  address: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  amount: fc.bigInt(1n, 2n ** 63n - 1n),
  reference: fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
});

test('the hash of an order is the one that the ledger has approved, whatever the reference says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ORDER_KINDS), order, (kind, read) => {
      expect(orderHash(kind, read)).toBe(hashByLedger({ kind, ...read }).toString('hex'));
    }),
  );
});

test.each([
  ['kind', 'redemption', {}],
  ['amount', 'issue', { amount: 6n }],
  ['reference', 'issue', { reference: 'b' }],
  ['address', 'issue', { address: 'cd'.repeat(32) }],
  ['id', 'issue', { id: '00000000-0000-4000-8000-000000000001' }],
] as const)('an order with another %s has another hash', (_, kind, change) => {
  const read = { id: '00000000-0000-4000-8000-000000000000', address: 'ab'.repeat(32), amount: 5n, reference: 'a' };
  expect(orderHash(kind, { ...read, ...change })).not.toBe(orderHash('issue', read));
});
