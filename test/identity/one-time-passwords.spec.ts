import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import type { Exchange } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { ProductionWorld } from './support/production-world.js';

jest.setTimeout(300_000);

const GUESSES = 10_000;
const figures: Record<string, number> = {};
let postgres: PostgresServer;
let world: ProductionWorld;
let people = 0;

beforeAll(async () => {
  postgres = await startPostgres({ settings: { fsync: 'on' } });
  const url = await postgres.createDatabase('codes');
  world = await ProductionWorld.open([url, url]);
}, 180_000);
afterAll(async () => {
  await world?.close();
  await postgres?.stop();
  await reportFigures('T20 one-time passwords', figures);
}, 120_000);

/** Somebody whom no other test knows. */
async function somebody(): Promise<string> {
  const number = ++people;
  const email = `person${number}@example.org`;
  await world.register({ full_name: 'Somebody', email, cnic: String(3520100000000 + number) });
  return email;
}

const stranger = (number: number) => `203.0.113.${number}`;
const verify = (email: string, otp: string, ip: string, server = 0) =>
  world.post('/auth/verify-otp', { email, otp }, { ip, server });
const countOf = (answers: readonly Exchange[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

/** Runs `count` calls, some at a time. */
async function inTurns(count: number, call: (at: number) => Promise<Exchange>, atOnce = 24): Promise<Exchange[]> {
  const answers: Exchange[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) answers.push(await call(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

it('ten thousand guesses from a hundred addresses get five tries at most, and do not stop the owner', async () => {
  const email = await somebody();
  const { code } = await world.mailed(email);
  const guess = (at: number) => String((Number(code) + 1 + at) % 1_000_000).padStart(6, '0');
  const answers = await inTurns(GUESSES, (at) => verify(email, guess(at), stranger(at % 100), at % 2));
  figures.guesses = answers.length;
  figures.guessesAccepted = countOf(answers, 200);
  figures.guessesThrottled = countOf(answers, 429);
  expect([figures.guessesAccepted, countOf(answers, 401) + figures.guessesThrottled]).toEqual([0, GUESSES]);
  const [row] = await postgres.run(
    'SELECT tries, strangers_tries FROM ledger.one_time_passwords WHERE mailbox = $1',
    [email],
    'codes',
  );
  figures.guessesTried = Number(row!.tries);
  expect(row).toEqual({ tries: 3, strangers_tries: 3 });
  expect((await verify(email, guess(0), '198.51.100.7')).status).toBe(401);
  expect((await verify(email, code, '198.51.100.7')).status).toBe(200);
});

it.each([
  ['one address', () => '198.51.100.7'],
  ['a hundred addresses', stranger],
])('the right code tried a hundred times at once from %s, over two servers, succeeds once', async (_, ip) => {
  const email = await somebody();
  const { code } = await world.mailed(email, undefined, { ip: '198.51.100.7' });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => verify(email, code, ip(at), at % 2)));
  expect(countOf(answers, 200)).toBe(1);
  expect(countOf(answers, 401) + countOf(answers, 429)).toBe(99);
  figures.successes = (figures.successes ?? 0) + 1;
});

it('a code opens nothing a second time, and nothing of another mailbox', async () => {
  const [email, other] = [await somebody(), await somebody()];
  const { code } = await world.mailed(email, undefined, { ip: stranger(201) });
  expect((await verify(other, code, stranger(201))).status).toBe(401);
  expect((await verify(email.toUpperCase(), code, stranger(201), 1)).status).toBe(200);
  expect((await verify(email, code, stranger(201))).status).toBe(401);
});

describe('asking for codes', () => {
  const ask = (email: string, ip: string, server = 0) => world.post('/auth/request-otp', { email }, { ip, server });

  it('is limited per mailbox and network, over both servers, however the mailbox is spelled', async () => {
    const email = await somebody();
    const spellings = [email, email.toUpperCase(), `ｐ${email.slice(1)}`, `\u200b${email}`];
    const answers = await inTurns(100, (at) => ask(spellings[at % 4]!, stranger(210), at % 2));
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([3, 97]);
    for (const { status, headers, text } of answers) {
      if (status !== 429) continue;
      expect(text).toBe('too many requests\n');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      // Fifteen minutes from the oldest turn, which a call that began later may have taken: up to a minute counts.
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(960);
    }
  });

  it('is limited per network, whatever is asked for', async () => {
    const answers = await inTurns(100, (at) => ask(`nobody${at}@example.org`, `2001:db8:7:7::${at + 1}`, at % 2));
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([20, 80]);
  });

  it('is refused in the form that a program asks for', async () => {
    const headers = {
      'x-forwarded-for': stranger(210),
      'x-forwarded-proto': 'https',
      accept: 'application/problem+json',
    };
    for (let count = 0; count < 3; count++) await ask('form@example.org', stranger(210));
    const { status, json } = await world.clients[0]!.post('/auth/request-otp', { email: 'form@example.org' }, headers);
    expect([status, json]).toMatchObject([429, { status: 429, code: 'too_many_requests' }]);
  });

  it('by strangers does not stop the owner where they have logged in before', async () => {
    const email = await somebody();
    const home = { ip: '198.51.100.30' };
    await world.logIn(email, home);
    const answers = await inTurns(60, (at) => ask(email, stranger(at), at % 2));
    expect(countOf(answers, 200)).toBe(11);
    await world.logIn(email, home);
  });

  it('by strangers from forty networks gets twenty codes a day, and does not stop a first login where it was registered', async () => {
    const [email, home] = ['flooded@example.org', '198.51.100.31'];
    await world.register({ full_name: 'Flooded', email, cnic: '35201-9999999-1' }, home);
    let made = 0;
    for (let hour = 0; hour < 23; hour++) {
      made += countOf(await inTurns(40, (at) => ask(email, `192.0.2.${at}`, at % 2)), 200);
      // An hour passes.
      await postgres.run(
        'UPDATE ledger.throttles SET turns = ARRAY(SELECT t - 3600000 FROM unnest(turns) t)',
        [],
        'codes',
      );
    }
    figures.codesForAFloodADay = made;
    expect(made).toBe(20);
    expect((await ask(email, '192.0.2.200')).status).toBe(429);
    await world.logIn(email, { ip: home });
  });

  it('does not tell who is registered: same status, shape and headers, and strangers get no mail', async () => {
    const email = await somebody();
    const arrives = world.mail.next(email);
    const known = await ask(email, stranger(220));
    const unknown = await ask('stranger@example.org', stranger(221));
    const shape = ({ status, headers, json }: Exchange) => [status, [...headers.keys()].sort(), Object.keys(json)];
    expect(shape(unknown)).toEqual(shape(known));
    expect(unknown.json).toEqual({ email: 'stranger@example.org' });
    await arrives;
    await world.mailed(email, undefined, { ip: stranger(222) }); // whatever was queued before it has been sent
    expect(world.mail.mails.flatMap(({ to }) => to)).not.toContain('stranger@example.org');
  });

  it('takes as long for an unknown mailbox as for a registered one: measured, and reported', async () => {
    const emails = await Promise.all(Array.from({ length: 20 }, () => somebody()));
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let at = 0; at < 400; at++) {
      const [kind, email] =
        at % 2 ? (['known', emails[at % 20]!] as const) : (['unknown', `no${at % 40}@example.org`] as const);
      const started = process.hrtime.bigint();
      const { status } = await ask(email, `10.${kind === 'known' ? 1 : 2}.${at >> 8}.${at & 255}`);
      if (status === 200) times[kind].push(Number(process.hrtime.bigint() - started) / 1e6);
    }
    expect(Math.min(times.known.length, times.unknown.length)).toBeGreaterThan(100);
    figures.timingSamples = times.known.length + times.unknown.length;
    figures.timingWelchT = Number(welch(times.known, times.unknown).toFixed(2));
  });
});

it('a session of one server is known to the other, and so is its end', async () => {
  const token = await world.logIn(await somebody(), { ip: stranger(230) });
  expect((await world.get('/me', { token, server: 1 })).status).toBe(200);
  await world.post('/auth/logout', undefined, { token, server: 1 });
  expect((await world.get('/me', { token, server: 0 })).status).toBe(401);
});

it('a payment that a standby refuses leaves its code for the server that writes', async () => {
  const email = await somebody();
  const caller = { ip: stranger(231) };
  const token = await world.logIn(email, caller);
  await world.fund((await world.get('/me', { token })).json.wallet_address);
  const to = (await world.post('/wallets')).json.address;
  const { code } = await world.mailed(email, 'payment', caller);
  const pay = async (server: number) =>
    (await world.post('/transactions', { to, amount: 1_001, otp: code }, { ...caller, token, server })).status;
  expect([await pay(1), await pay(1), await pay(0), await pay(0)]).toEqual([503, 503, 200, 403]);
  expect((await world.get(`/wallets/${to}/balance`)).json.balance).toBe(1_001);
});

it('neither tokens nor codes are readable in the database', async () => {
  const email = await somebody();
  const { code } = await world.mailed(email, undefined, { ip: stranger(240) });
  const rows = await postgres.run(
    `SELECT row_to_json(o)::text AS text FROM ledger.one_time_passwords o WHERE mailbox = $1`,
    [email],
    'codes',
  );
  const stored = JSON.stringify(rows);
  const plain = createHash('sha256').update(code).digest('hex');
  expect(stored).toContain(email);
  for (const secret of [`"${code}"`, Buffer.from(code).toString('hex'), plain]) expect(stored).not.toContain(secret);
});

/** Welch's t of two samples: beyond about 4.5 they come from different distributions. */
function welch(left: readonly number[], right: readonly number[]): number {
  const moments = (sample: readonly number[]) => {
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sample.length - 1);
    return { mean, error: variance / sample.length };
  };
  const [a, b] = [moments(left), moments(right)];
  return (a.mean - b.mean) / Math.sqrt(a.error + b.error);
}
