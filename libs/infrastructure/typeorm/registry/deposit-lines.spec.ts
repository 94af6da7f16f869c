import type { DepositState } from '@app/node-wallet';
import fc from 'fast-check';
import { depositLines } from './deposit-lines.js';

const STATES: DepositState[] = ['pending', 'credited', 'reversed'];
const states = fc.constantFrom(...STATES);
const units = fc.bigInt({ min: 0n, max: 10n ** 18n });

describe('postings of a deposit', () => {
  it('add up to nothing, and leave no account of the node below nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<DepositState | 'new'>('new', ...STATES),
        states,
        units,
        units,
        units,
        (from, to, amount, has, owes) => {
          fc.pre(from !== to && amount > 0n);
          const lines = depositLines({ walletId: 1n, amountUnits: amount }, from, to, {
            availableUnits: has,
            owedUnits: -owes,
          });
          expect(lines.reduce((sum, line) => sum + line.amountUnits, 0n)).toBe(0n);
          const change = (account: string) =>
            lines.filter((line) => line.account === account).reduce((sum, line) => sum + line.amountUnits, 0n);
          expect(has + change('available')).toBeGreaterThanOrEqual(0n);
          expect(-owes + change('owed')).toBeLessThanOrEqual(0n);
        },
      ),
    );
  });

  it('pay a debt first', () => {
    const standing = { availableUnits: 0n, owedUnits: -3n };
    const lines = depositLines({ walletId: 1n, amountUnits: 10n }, 'pending', 'credited', standing);
    expect(lines).toEqual([
      { walletId: 1n, account: 'pending', amountUnits: -10n },
      { walletId: 1n, account: 'owed', amountUnits: 3n },
      { walletId: 1n, account: 'available', amountUnits: 7n },
    ]);
  });

  it('give the house what belongs to no node', () => {
    const lines = depositLines({ walletId: undefined, amountUnits: 10n }, 'new', 'pending', {
      availableUnits: 0n,
      owedUnits: 0n,
    });
    expect(lines).toEqual([
      { account: 'external', amountUnits: -10n },
      { account: 'house', amountUnits: 10n },
    ]);
  });
});
