import { type PoolLine, reportPool } from './pool-report.js';

const line = (period: string, item: PoolLine['item'], count: number, units: bigint): PoolLine => ({
  period,
  item,
  count,
  units,
});
const lines = [
  line('1448', 'collected', 3, 1_000n),
  line('1447', 'collected', 1, 500n),
  line('1448', 'refunded', 1, 100n),
  line('1448', 'fuqara', 2, 250n),
  line('1447', 'amilin', 1, 50n),
];

test('what came in less what went out is the balance, and every unit has its name', () => {
  const report = reportPool({ received: 17_000n, sent: 407n, minted: 15_000n, lines });
  expect(report).toMatchObject({
    balance: 16_593n,
    received: { collected: 1_500n, contributed: 500n, minted: 15_000n },
    paid: { distributed: 300n, refunded: 100n, other: 7n },
  });
  const sum = (of: object) => Object.values(of).reduce((total: bigint, units: bigint) => total + units, 0n);
  expect(sum(report.received) - sum(report.paid)).toBe(report.balance);
});

test('periods stand in their order, each with all eight asnaf', () => {
  const { periods } = reportPool({ received: 1_500n, sent: 400n, minted: 0n, lines });
  expect(periods.map(({ period }) => period)).toEqual(['1447', '1448']);
  expect(periods[1]).toMatchObject({ charged: 3, collected: 1_000n, refunded: 100n });
  expect(periods[1]!.distributed).toMatchObject({ fuqara: 250n, ibn_al_sabil: 0n });
  expect(Object.keys(periods[1]!.distributed)).toHaveLength(8);
});

test('a pool that has nothing yet reports nothing', () => {
  expect(reportPool({ received: 0n, sent: 0n, minted: 0n, lines: [] })).toMatchObject({ balance: 0n, periods: [] });
});
