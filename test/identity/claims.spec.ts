import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refusal, succeeded } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type Caller, type Person, ProductionWorld } from './support/production-world.js';

jest.setTimeout(120_000);

const TAKEN = [409, 'already registered\n'];
let postgres: PostgresServer;
let world: ProductionWorld;
let people = 0;

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase('claims');
  world = await ProductionWorld.open([url, url]);
}, 180_000);
afterAll(async () => {
  await world?.close();
  await postgres?.stop();
}, 60_000);

/** Somebody whom no other test knows. */
function somebody(): Person {
  const number = ++people;
  return { full_name: `Person ${number}`, email: `person${number}@example.org`, cnic: String(3520200000000 + number) };
}

const at = (network: number): Caller => ({ ip: `198.51.100.${network}` });
const register = async (person: Person, from: Caller) => succeeded(await world.post('/register', person, from));
const verify = (email: string, otp: string, from: Caller, user_id?: string) =>
  world.post('/auth/verify-otp', { email, otp, user_id }, from);
const me = async (token: string) => (await world.get('/me', { token })).json;

describe('what somebody else registered and never confirmed', () => {
  it('hinders no one: the owner of e-mail and CNIC registers, logs in and has the wallet of that registration', async () => {
    const victim = somebody();
    const squatter = { ...somebody(), email: victim.email.toUpperCase() };
    const thief = { ...somebody(), cnic: victim.cnic };
    for (const other of [squatter, thief, { ...victim, full_name: 'Not Me' }]) await register(other, at(66));
    const { wallet_address, user_id } = await register(victim, at(1));
    const token = await world.logIn(victim.email, at(1));
    expect(await me(token)).toMatchObject({
      user_id,
      wallet_address,
      full_name: victim.full_name,
      email_confirmed: true,
    });
    for (const other of [squatter, thief, victim])
      expect(refusal(await world.post('/register', other, at(66)))).toEqual(TAKEN);
  });

  it('is void from the moment that another confirms: its login is refused, and it has no session and no payment', async () => {
    const victim = somebody();
    const thief = { ...somebody(), cnic: victim.cnic };
    await register(thief, at(67));
    await register(victim, at(2));
    const { code } = await world.mailed(thief.email, undefined, at(67));
    await world.logIn(victim.email, at(2));
    const answer = await verify(thief.email, code, at(67));
    expect([refusal(answer), answer.json]).toEqual([TAKEN, undefined]);
    expect(refusal(await verify(thief.email, code, at(67)))[0]).toBe(401);
  });

  it('is not what the owner of the mailbox confirms, for any requester of the code and any last registration', async () => {
    const victim = somebody();
    const { user_id } = await register(victim, at(3));
    await register({ ...somebody(), email: victim.email }, at(68));
    const { code } = await world.mailed(victim.email, undefined, at(68));
    expect(await me(succeeded(await verify(victim.email, code, at(3))).token)).toMatchObject({ user_id });
  });

  it('is not guessed about: elsewhere the owner says which registration is theirs', async () => {
    const victim = somebody();
    const { user_id } = await register(victim, at(4));
    await register({ ...somebody(), email: victim.email }, at(69));
    const unclear = await world.mailed(victim.email, undefined, at(40));
    expect(refusal(await verify(victim.email, unclear.code, at(40)))).toEqual([
      409,
      'several registrations wait for this e-mail: send the user_id of yours\n',
    ]);
    const { code } = await world.mailed(victim.email, undefined, at(40));
    expect(await me(succeeded(await verify(victim.email, code, at(40), user_id)).token)).toMatchObject({ user_id });
  });

  it('opens nothing for those who do not read the mailbox, even with the number of the registration', async () => {
    const victim = somebody();
    const { user_id } = await register({ ...somebody(), email: victim.email }, at(70));
    const { code } = await world.mailed(victim.email, undefined, at(70));
    const wrong = String((Number(code) + 1 + randomInt(999_998)) % 1_000_000).padStart(6, '0');
    expect(refusal(await verify(victim.email, wrong, at(70), user_id))[0]).toBe(401);
    // A code of the squatter's own mailbox is none of the victim's.
    const own = somebody();
    const squat = await register(own, at(70));
    const theirs = await world.mailed(own.email, undefined, at(71));
    if (theirs.code !== code) expect(refusal(await verify(victim.email, theirs.code, at(71), user_id))[0]).toBe(401);
    const first = await world.mailed(own.email, undefined, at(72));
    expect(refusal(await verify(own.email, first.code, at(72), user_id))[0]).toBe(401);
    const second = await world.mailed(own.email, undefined, at(72));
    const opened = succeeded(await verify(own.email, second.code, at(72), squat.user_id));
    expect(await me(opened.token)).toMatchObject({ user_id: squat.user_id });
  });
});

it('a spelling of the mailbox that is another address gets its own mail, and confirms no other registration', async () => {
  const victim = somebody();
  const twin = { ...somebody(), email: victim.email.replace('person', 'PERSON') };
  const { user_id } = await register(victim, at(5));
  await register(twin, at(73));
  const { code, to } = await world.mailed(twin.email, undefined, at(73));
  expect(to).toEqual([twin.email]);
  expect(refusal(await verify(victim.email, code, at(73), user_id))[0]).toBe(401);
  expect((await world.mailed(victim.email, undefined, at(5))).to).toEqual([victim.email]);
});

it('of twelve people who confirm one CNIC at once, over two servers, one wins and the others hold nothing', async () => {
  const { cnic } = somebody();
  const rivals = Array.from({ length: 12 }, () => ({ ...somebody(), cnic }));
  const codes: string[] = [];
  for (const [number, rival] of rivals.entries()) {
    await register(rival, at(100 + number));
    codes.push((await world.mailed(rival.email, undefined, at(100 + number))).code);
  }
  const answers = await Promise.all(
    rivals.map(({ email }, number) => verify(email, codes[number]!, { ...at(100 + number), server: number % 2 })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
  const rows = await postgres.run(
    'SELECT count(*)::int AS claims, count(email_confirmed_at)::int AS confirmed FROM ledger.users WHERE claimed_cnic_hash IN (SELECT claimed_cnic_hash FROM ledger.users WHERE email = ANY($1))',
    [rivals.map(({ email }) => email)],
    'claims',
  );
  expect(rows).toEqual([{ claims: 1, confirmed: 1 }]);
});

it('a stolen CNIC that was confirmed with a mailbox of the thief goes back to its owner by an administrator, on record', async () => {
  const victim = somebody();
  const thief = { ...somebody(), cnic: victim.cnic };
  const { user_id } = await register(thief, at(74));
  const token = await world.logIn(thief.email, at(74));
  expect(refusal(await world.post('/register', victim, at(7)))).toEqual(TAKEN);
  const release = (cnic: string, caller: Caller = { token: world.administratorToken }) =>
    world.post('/admin/cnic/release', { cnic }, caller);
  expect(refusal(await release(victim.cnic, { token }))[0]).toBe(403);
  expect(succeeded(await release(victim.cnic))).toEqual({ user_id });
  expect(refusal(await release(victim.cnic))).toEqual([404, 'no user has this cnic\n']);
  expect(refusal(await release(' '))).toEqual([400, 'cnic is required\n']);
  await register(victim, at(7));
  await world.logIn(victim.email, at(7));
  expect(await me(token)).toMatchObject({ user_id });
  const acts = await postgres.run(
    `SELECT actor, subject FROM ledger.audit_log WHERE action = 'cnic_released'`,
    [],
    'claims',
  );
  expect(acts).toEqual([{ actor: expect.stringMatching(/^administrator/), subject: `user:${user_id}` }]);
});

it('takes no user_id that is none', async () => {
  expect(refusal(await verify('a@example.org', '123456', at(6), 'root'))).toEqual([400, 'user_id must be a UUID\n']);
});
