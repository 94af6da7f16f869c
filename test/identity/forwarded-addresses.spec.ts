import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ProductionWorld } from './support/production-world.js';

jest.setTimeout(120_000);

let world: ProductionWorld;
beforeAll(async () => {
  world = await ProductionWorld.open([''], { LOG_LEVEL: 'info' });
}, 120_000);
afterAll(() => world?.close(), 60_000);

const ASKED = 45;
/** Codes that one network may ask for in an hour, as docs/promises.md and the API document have it. */
const ALLOWED = 20;
let mailboxes = 0;

/** Asks for codes for as many mailboxes, with another header each time. */
async function allowedOf(headerOf: (turn: number) => string): Promise<number> {
  const statuses: number[] = [];
  for (let turn = 0; turn < ASKED; turn++) {
    mailboxes++;
    const answer = await world.post(
      '/auth/request-otp',
      { email: `m${mailboxes}@example.org` },
      { ip: headerOf(turn) },
    );
    statuses.push(answer.status);
  }
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  return statuses.filter((status) => status === 200).length;
}

const letters = (turn: number) => String.fromCharCode(97 + (turn % 26));
const NOT_ADDRESSES: ((turn: number) => string)[] = [
  (turn) => `garbage${turn}`,
  (turn) => letters(turn).repeat(5000),
  (turn) => `5.6.7.${turn}, `,
  (turn) => `5.6.7.${turn},,`,
  (turn) => `5.6.7.${turn}, unknown`,
  (turn) => `5.6.7.8:123456${turn}`,
  (turn) => `0x5.6.7.${turn}`,
  (turn) => `05.6.7.${turn}`,
  (turn) => `[2001:db8::${turn}`,
];

describe('a caller behind a trusted proxy', () => {
  it.each<[string, (turn: number) => string]>([
    ['an address with a port', (turn) => `5.6.7.8:${1024 + turn}`],
    ['an address that is mapped into IPv6, in brackets, with a port', (turn) => `[::ffff:5.6.7.9]:${1024 + turn}`],
    [
      'an address that is mapped into IPv6, in hexadecimal, in two cases',
      (turn) => (turn % 2 ? '::ffff:50a:b0c' : '::FFFF:50A:B0C'),
    ],
    ['IPv6 addresses of one subscriber', (turn) => `2001:db8:1:1::${turn}`],
    ['IPv6 addresses of one subscriber, in brackets, with a port', (turn) => `[2001:db8:1:2::${turn}]:${1024 + turn}`],
    ['IPv6 addresses with a zone', (turn) => `fe80::1%eth${turn}`],
    ['what the client wrote, before what the proxy saw', (turn) => `10.9.8.${turn}, garbage${turn}, 5.6.7.10`],
  ])('is one caller with %s', async (_, headerOf) => {
    expect(await allowedOf(headerOf)).toBe(ALLOWED);
  });

  it('is the proxy itself with what is not an address, however that is written', async () => {
    expect(await allowedOf((turn) => NOT_ADDRESSES[turn % NOT_ADDRESSES.length]!(turn))).toBe(ALLOWED);
  });

  it('is in the log with one spelling, and never with a text of their own', async () => {
    const lines = world.servers[0]!.stdout()
      .split('\n')
      .filter((line) => line.includes('/auth/request-otp'));
    const logged = new Set(lines.map((line) => JSON.parse(line).ip));
    expect(logged).toContain('5.6.7.8');
    expect(logged).toContain('127.0.0.1');
    for (const ip of logged) expect(ip).toMatch(/^[0-9a-f:.]{2,39}$/);
  });
});
