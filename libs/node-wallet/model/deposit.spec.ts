import { type DepositState, isFinalDeposit, nextDepositState } from './deposit.js';
import { ConfirmationPolicy } from './spending-policy.js';

const policy = new ConfirmationPolicy();
const seen = (confirmations: number, isThere = true) => ({ confirmations, blockHeight: undefined, isThere });

describe('where a deposit goes', () => {
  it.each<[DepositState, number, boolean, DepositState]>([
    ['pending', 0, true, 'pending'],
    ['pending', 5, true, 'pending'],
    ['pending', 6, true, 'credited'],
    ['pending', 0, false, 'reversed'],
    ['pending', -1, false, 'reversed'],
    ['credited', 0, true, 'credited'],
    ['credited', 3, true, 'credited'],
    ['credited', 0, false, 'reversed'],
    ['credited', -4, true, 'reversed'],
    ['reversed', -9, false, 'reversed'],
    ['reversed', 0, true, 'pending'],
    ['reversed', 7, true, 'credited'],
  ])('from %s with %i confirmations (there: %s) to %s', (state, confirmations, isThere, next) => {
    expect(nextDepositState(state, seen(confirmations, isThere), policy)).toBe(next);
  });

  it('is looked at until it is final, in the chain or under a conflict', () => {
    expect([-120, -119, 0, 119, 120].map((depth) => isFinalDeposit(seen(depth), policy))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});
