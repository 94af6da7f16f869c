import { type BookTotals, expectedCoreUnits, freezeReason, liabilitiesUnits } from './audit.js';

const books = (changes: Partial<BookTotals> = {}): BookTotals => ({
  availableUnits: 50n,
  pendingUnits: 20n,
  reservedUnits: 5n,
  owedUnits: 0n,
  houseUnits: 3n,
  networkFeeUnits: 9n,
  conflictedUnits: 0n,
  returningUnits: 0n,
  ...changes,
});

describe('an audit', () => {
  it('expects Core to hold what nodes and the operator own; fees are gone', () => {
    expect(liabilitiesUnits(books())).toBe(75n);
    expect(expectedCoreUnits(books())).toBe(78n);
    expect(expectedCoreUnits(books({ owedUnits: -10n, conflictedUnits: 7n }))).toBe(75n);
  });

  it('freezes for a drift of one unit, and for debts that the house does not cover', () => {
    expect(freezeReason(0n, books())).toBeUndefined();
    expect(freezeReason(1n, books())).toBe('drift');
    expect(freezeReason(-1n, books({ owedUnits: -100n }))).toBe('drift');
    expect(freezeReason(0n, books({ owedUnits: -3n }))).toBeUndefined();
    expect(freezeReason(0n, books({ owedUnits: -4n }))).toBe('shortfall');
    expect(freezeReason(0n, books({ owedUnits: -30n, conflictedUnits: 29n, returningUnits: 27n }))).toBeUndefined();
  });
});
