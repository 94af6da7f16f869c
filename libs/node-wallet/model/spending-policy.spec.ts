import { AmountBelowDust, InvalidAmount } from '../coin.errors.js';
import { AmountAboveLimit } from '../node-wallet.errors.js';
import { SpendingPolicy } from './spending-policy.js';

const FLOP = 100_000_000n;

describe('what a node may spend', () => {
  it('begins at the dust limit and ends at the limit of the policy', () => {
    const policy = new SpendingPolicy();
    for (const good of [FLOP / 100n, FLOP, 1000n * FLOP]) expect(() => policy.requireSendable(good)).not.toThrow();
    expect(() => policy.requireSendable(0n)).toThrow(InvalidAmount);
    expect(() => policy.requireSendable(-FLOP)).toThrow(InvalidAmount);
    expect(() => policy.requireSendable(FLOP / 100n - 1n)).toThrow(AmountBelowDust);
    expect(() => policy.requireSendable(1000n * FLOP + 1n)).toThrow(AmountAboveLimit);
  });

  it('names its limit as the specification does', () => {
    const refusal = (maxAmountUnits: bigint) => new AmountAboveLimit(maxAmountUnits).message;
    expect(refusal(1000n * FLOP)).toBe('Amount exceeds maximum limit of 1000.0');
    expect(refusal(FLOP / 4n)).toBe('Amount exceeds maximum limit of 0.25');
  });
});
