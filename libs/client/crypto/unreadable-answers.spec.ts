import fc from 'fast-check';
import { SmallLedger } from '../../../test/support/small-ledger.js';
import { DishonestServer } from '../errors/dishonest-server.js';
import { addressOf, generateKey, publicKeyOf } from './keys.js';
import { transferSigned } from './transfer-signed.js';
import { verifyTransaction } from './verify-transaction.js';

const key = generateKey();
const [from = '', to = ''] = [key, generateKey()].map((secret) => addressOf(publicKeyOf(secret)));

/** Any JSON in the place of a part of the answer, at any depth. */
function damaged(answer: unknown, path: readonly number[], by: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || path.length === 0) return by;
  const members = Object.entries(answer);
  if (members.length === 0) return by;
  const [name, member] = members[path[0]! % members.length]!;
  const changed = damaged(member, path.slice(1), by);
  return Array.isArray(answer) ? answer.with(Number(name), changed) : { ...answer, [name]: changed };
}

const CALLS = ['getTransaction', 'getTransactionProof', 'getBlockHeader', 'prepareTransfer'] as const;

const STOPPED = new Error('it would have been submitted');
const stop = () => Promise.reject(STOPPED);
const bound = (ledger: SmallLedger) => ({
  prepareTransfer: (request: Parameters<SmallLedger['prepareTransfer']>[0]) => ledger.prepareTransfer(request),
  getTransaction: (request: { id: string }) => ledger.getTransaction(request),
});

describe('an answer that is damaged in any way', () => {
  it('is refused as such, or says the same as before', async () => {
    const ledger = new SmallLedger();
    ledger.fund(from, 500n);
    const { txid } = await transferSigned(ledger, { key, to, amount: 100n });
    const expected = await verifyTransaction(ledger, txid, { minimumBits: 2 });
    const damage = [fc.constantFrom(...CALLS), fc.array(fc.nat(30), { maxLength: 5 }), fc.jsonValue()] as const;
    await fc.assert(
      fc.asyncProperty(...damage, async (call, path, by) => {
        const wrong: SmallLedger = Object.create(ledger);
        (wrong as unknown as Record<string, unknown>)[call] = async (request: never) =>
          damaged(await ledger[call](request), path, by);
        const verified = await verifyTransaction(wrong, txid, { minimumBits: 2 }).catch((error: unknown) => error);
        // Some damage is none: a hash in capitals is the same hash.
        if (verified instanceof Error) expect(verified).toBeInstanceOf(DishonestServer);
        else expect(verified).toEqual(expected);
        const asked = { key, to, amount: 1n };
        const paid = await transferSigned({ ...bound(wrong), submitTransfer: stop }, asked).catch(
          (error: unknown) => error,
        );
        if (paid !== STOPPED) expect(paid).toBeInstanceOf(DishonestServer);
      }),
      // Of such an object no text can be made.
      {
        numRuns: 500,
        examples: CALLS.flatMap((call) =>
          [0, 1, 2, 3].map((at) => [call, [at], { toString: null }] as [typeof call, number[], fc.JsonValue]),
        ),
      },
    );
  });
});
