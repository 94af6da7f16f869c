import { CoinKey } from '@app/infrastructure/flopcoin/coin-key.js';
import { serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { DUST_UNITS } from '@app/node-wallet';
import fc from 'fast-check';
import { makeSpend, spendFee } from './make-spend.js';

const FLOP = 100_000_000n;
const key = new CoinKey(new Uint8Array(32).fill(3));
const owner = {
  key,
  address: key.address,
  privateKeyHex: '',
  owner: 'registry',
  purpose: 'receive',
  label: '',
} as const;
const placed = { txid: 'cd'.repeat(32), owner, coinbase: false, spendable: true, isConfirmed: true, isPayers: true };
const spend = (amounts: bigint[], amountUnits: bigint) => {
  const pool = amounts.map((units, vout) => ({ ...placed, vout, amountUnits: units }));
  const { script } = key;
  const made = makeSpend({ pool, amountUnits, maxFeeUnits: FLOP, script, changeScript: script });
  return 'refused' in made ? null : made;
};

describe('a spend', () => {
  it('takes the smallest coin that pays alone, so that large ones stay whole', () => {
    expect(spend([50n * FLOP, 3n * FLOP, 9n * FLOP], 5n * FLOP)!.coins.map((coin) => coin.amountUnits)).toEqual([
      9n * FLOP,
    ]);
  });

  it('puts coins together when none pays alone, and gives up when all are not enough', () => {
    expect(spend([3n * FLOP, 2n * FLOP, FLOP], 4n * FLOP)!.coins).toHaveLength(2);
    expect(spend([3n * FLOP, 2n * FLOP], 5n * FLOP)).toBeNull();
  });

  it('adds change that would be dust to the fee', () => {
    const exact = FLOP + spendFee(1, 2);
    expect(spend([exact + DUST_UNITS], FLOP)!.transaction.outputs).toHaveLength(2);
    const { transaction, feeUnits } = spend([exact + DUST_UNITS - 1n], FLOP)!;
    expect(transaction.outputs).toHaveLength(1);
    expect(feeUnits).toBe(spendFee(1, 2) + DUST_UNITS - 1n);
  });

  it('loses no unit, whatever the coins: inputs are outputs and fee, and the fee covers its bytes', () => {
    const amount = fc.bigInt(DUST_UNITS, 1000n * FLOP);
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), amount, (amounts, amountUnits) => {
        const made = spend(amounts, amountUnits);
        const total = amounts.reduce((sum, units) => sum + units, 0n);
        if (!made) return expect(total).toBeLessThan(amountUnits + spendFee(amounts.length, 2));
        const spent = made.coins.reduce((sum, coin) => sum + coin.amountUnits, 0n);
        const paid = made.transaction.outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
        expect(spent).toBe(paid + made.feeUnits);
        expect(made.feeUnits).toBeGreaterThanOrEqual(1000n * BigInt(serializeTransaction(made.transaction).length));
      }),
      { numRuns: 60 },
    );
  });
});
