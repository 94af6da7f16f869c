import { loadavg } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { longestStallMs } from '../support/event-loop.js';
import { reportFigures } from '../support/figures.js';
import { ADDRESSES, NAMES } from './catalogue/addresses.js';
import { AMOUNTS } from './catalogue/amounts.js';
import { BODY_SYNTAX } from './catalogue/bodies.js';
import { KEYS } from './catalogue/keys.js';
import { MONEY } from './catalogue/money.js';
import { PEOPLE } from './catalogue/people.js';
import { TRANSPORT } from './catalogue/transport.js';
import type { HostileCatalogue } from './support/hostile-case.js';
import { judgeCases } from './support/judge-cases.js';
import { World } from './support/world.js';

/** What a stall of the event loop may last at the very most. Usual ones are far below, and reported. */
const GROSS_STALL_MS = 1_000;

const SECTIONS: Readonly<Record<string, HostileCatalogue>> = {
  'transport and framing': TRANSPORT,
  'the syntax of bodies': BODY_SYNTAX,
  amounts: AMOUNTS,
  'addresses and parameters': ADDRESSES,
  'names of nodes and recipients': NAMES,
  'keys and signatures': KEYS,
  'users and passwords': PEOPLE,
  'requests that ask for money': MONEY,
};

let world: World;
let sent = 0;
const longest = { stallMs: 0, during: '' };

beforeAll(async () => {
  world = await World.start({ ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
  await longestStallMs(world.server.ledgerUrl); // the start itself is not what is measured
}, 60_000);

afterAll(async () => {
  await reportFigures('hostile inputs', {
    sent,
    longestStallMs: longest.stallMs,
    during: longest.during,
    load: loadavg()[0]!.toFixed(1),
  });
  await world?.stop();
});

describe.each(Object.entries(SECTIONS))('hostile %s', (section, catalogue) => {
  it.each(Object.entries(catalogue))('are answered as they deserve: %s', async (group, cases) => {
    expect(await judgeCases(world, cases)).toEqual([]);
    const stallMs = await longestStallMs(world.server.ledgerUrl);
    sent += cases.length;
    if (stallMs > longest.stallMs) Object.assign(longest, { stallMs, during: `${section}, ${group}` });
    expect(stallMs).toBeLessThan(GROSS_STALL_MS);
  });
});

describe('the server, after all of that', () => {
  it('still does what it is for, and its prototypes are clean', async () => {
    await world.ledger.pay(world.rich, world.poor.address, 1);
    expect((await world.ledger.verify()).ok).toBe(true);
    expect(await world.ledger.balance(world.poor.address)).toBeGreaterThan(0);
    expect(world.server.stdout() + world.server.stderr()).not.toMatch(/"level":"?(?:error|fatal|50|60)/);
  });
});
