import { stateOf } from './payment-request.js';

const fate = { amount: 10n, paidUnits: 0n, expiresAtMs: undefined, cancelledAtMs: undefined };

test.each([
  [{}, 'open'],
  [{ paidUnits: 9n }, 'underpaid'],
  [{ paidUnits: 10n }, 'paid'],
  [{ paidUnits: 11n }, 'overpaid'],
  [{ expiresAtMs: 1_001 }, 'open'],
  [{ expiresAtMs: 1_000 }, 'expired'],
  [{ expiresAtMs: 1_000, paidUnits: 9n }, 'expired'],
  [{ cancelledAtMs: 1, paidUnits: 9n }, 'cancelled'],
  [{ cancelledAtMs: 1, expiresAtMs: 1_000 }, 'cancelled'],
  // What was accepted is paid, whatever came before its block was stored.
  [{ cancelledAtMs: 1, expiresAtMs: 1_000, paidUnits: 10n }, 'paid'],
])('a request with %o is %s', (what, state) => {
  expect(stateOf({ ...fate, ...what }, 1_000)).toBe(state);
});
