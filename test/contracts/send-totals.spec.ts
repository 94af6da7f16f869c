import { randomUUID } from 'node:crypto';
import type { SendLimits } from '@app/identity';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IDENTITY_STORE_KINDS, type IdentityStores, openIdentityStores } from './identity-stores.js';

jest.setTimeout(60_000);

const NOW_MS = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;

describe.each(IDENTITY_STORE_KINDS)('totals of what was sent, on %s', (kind) => {
  let stores: IdentityStores;
  beforeAll(async () => {
    stores = await openIdentityStores(kind);
  });
  afterAll(() => stores?.stop());

  const HOUR_MS = 60 * MINUTE_MS;
  const of = (id: string, amount: bigint, limits: SendLimits) => ({ amount, senders: [{ id, ...limits }] });
  const limits = { perHour: 1_000n, perDay: 2_000n };

  it('pass a limit at no time, however many payments come at once and from wherever', async () => {
    const id = randomUUID();
    const others = Array.from({ length: 20 }, () => randomUUID());
    const add = (at: number) => (at % 2 ? stores.totals : stores.otherTotals).add(of(id, 30n, limits), NOW_MS);
    const [refusals] = await Promise.all([
      Promise.all(Array.from({ length: 200 }, (_, at) => add(at))),
      ...others.map((other) => stores.totals.add(of(other, 1_000n, limits), NOW_MS)),
    ]);
    expect(refusals.filter((refusedBy) => refusedBy === undefined)).toHaveLength(33);
    expect(refusals.filter((refusedBy) => refusedBy === id)).toHaveLength(167);
    expect(await stores.totals.add(of(others[0]!, 1n, limits), NOW_MS)).toBe(others[0]);
    expect(await stores.totals.add(of(id, 10n, limits), NOW_MS)).toBeUndefined();
  });

  it('are added for all senders of a payment or for none', async () => {
    const [wide, narrow] = [randomUUID(), randomUUID()];
    const both = (amount: bigint) => ({
      amount,
      senders: [
        { id: wide, ...limits },
        { id: narrow, perDay: 10n },
      ],
    });
    expect(await stores.totals.add(both(11n), NOW_MS)).toBe(narrow);
    expect(await stores.totals.add(both(10n), NOW_MS)).toBeUndefined();
    expect(await stores.totals.add(of(wide, 991n, limits), NOW_MS)).toBe(wide);
    expect(await stores.totals.add(of(wide, 990n, limits), NOW_MS)).toBeUndefined();
  });

  it('end with the hour and with the day, and a clock that is behind does not begin them anew', async () => {
    const id = randomUUID();
    const add = (amount: bigint, atMs: number) => stores.totals.add(of(id, amount, limits), atMs);
    expect(await add(1_000n, NOW_MS)).toBeUndefined();
    expect(await add(1n, NOW_MS + HOUR_MS - 1)).toBe(id);
    expect(await add(1_000n, NOW_MS + HOUR_MS)).toBeUndefined();
    expect(await add(1n, NOW_MS + 2 * HOUR_MS)).toBe(id);
    expect(await add(1n, NOW_MS + 12 * HOUR_MS - 1)).toBe(id);
    expect(await add(1_000n, NOW_MS + 12 * HOUR_MS)).toBeUndefined();
  });

  it('outlive a clock that was set back', async () => {
    const id = randomUUID();
    await stores.totals.add(of(id, 1_000n, limits), NOW_MS + 400 * 24 * HOUR_MS);
    expect(await stores.totals.add(of(id, 1_000n, limits), NOW_MS)).toBeUndefined();
  });

  it('lose what was not paid, and never more', async () => {
    const id = randomUUID();
    const send = of(id, 700n, limits);
    await stores.totals.add(send, NOW_MS);
    expect(await stores.totals.add(send, NOW_MS)).toBe(id);
    await stores.totals.takeOff(send, NOW_MS);
    expect(await stores.totals.add(send, NOW_MS)).toBeUndefined();
    await stores.totals.add(of(id, 400n, limits), NOW_MS + HOUR_MS);
    await stores.totals.takeOff(send, NOW_MS);
    expect(await stores.totals.add(of(id, 601n, limits), NOW_MS + HOUR_MS)).toBe(id);
    expect(await stores.totals.add(of(id, 600n, limits), NOW_MS + HOUR_MS)).toBeUndefined();
    for (let times = 0; times < 3; times++) await stores.totals.takeOff(send, NOW_MS + HOUR_MS);
    expect(await stores.totals.add(of(id, 1_001n, limits), NOW_MS + HOUR_MS)).toBe(id);
  });
});
