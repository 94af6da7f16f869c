import { findingOf, partOf } from './drift-finding.js';

const found = (txid: string, coreUnits: bigint) => ({ txid, confirmations: 1, coreUnits, bookedUnits: 0n });

describe('a finding', () => {
  it('leaves what no transaction explains', () => {
    expect(findingOf(-10n, [found('a', -7n), found('b', -1n)], 0).restUnits).toBe(-2n);
    expect(findingOf(5n, [], 0).restUnits).toBe(5n);
  });

  it('has one name for one drift, whatever the order, and another for any other or a later one', () => {
    const id = findingOf(3n, [found('a', 1n), found('b', 2n)], 0).id;
    expect(findingOf(3n, [found('b', 2n), found('a', 1n)], 0).id).toBe(id);
    const others = [findingOf(3n, [found('a', 1n)], 0), findingOf(4n, [found('a', 1n), found('b', 2n)], 0)];
    for (const other of [...others, findingOf(3n, [found('a', 1n), found('b', 2n)], 1)]) expect(other.id).not.toBe(id);
  });

  it('is taken as a whole by its own name, and one transaction of it by the name of that', () => {
    const finding = findingOf(-10n, [found('a', -7n), found('b', -1n)], 0);
    expect(partOf(finding, finding.id)).toBe(finding);
    expect(partOf(finding, 'b')).toEqual({ transactions: [found('b', -1n)], driftUnits: -1n, restUnits: 0n });
    expect(partOf(finding, 'c')).toBeUndefined();
  });
});
