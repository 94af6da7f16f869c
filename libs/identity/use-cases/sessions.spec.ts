import { AMINA, IdentityWorld, OWNER_IP } from '../../../test/support/identity.js';
import { IdentityPolicy } from '../model/identity-policy.js';
import { SESSION_IDLE_MS, SESSION_TTL_MS } from '../model/session-token.js';

const MINUTE_MS = 60_000;

let world: IdentityWorld;
let userId: string;
let address: string;

beforeEach(async () => {
  world = IdentityWorld.production();
  ({ id: userId, address } = await world.register());
});

test('a code buys a token of 256 bits that says who holds it', async () => {
  const [first, second] = [await world.logIn(), await world.logIn()];
  expect(first).toMatch(/^mizan_session_[A-Za-z0-9_-]{43}$/);
  expect(first).not.toBe(second);
  const expiresAtMs = world.clock.ms + SESSION_TTL_MS;
  expect(await world.authenticate.execute(first)).toEqual({ userId, email: AMINA.email, address, expiresAtMs });
  expect(JSON.stringify(world.log.entries)).not.toContain(first.slice(20));
});

test.each(['', 'Bearer', 'mizan_session_', `mizan_session_${'A'.repeat(43)}`, 'x'.repeat(10_000)])(
  '%j is no user',
  async (token) => {
    await world.logIn();
    expect(await world.authenticate.execute(token)).toBeUndefined();
  },
);

test('a session that is used lives twelve hours and not a moment longer', async () => {
  const token = await world.logIn();
  const endsMs = world.clock.ms + SESSION_TTL_MS;
  for (; world.clock.ms < endsMs; world.clock.ms += 10 * MINUTE_MS) {
    expect(await world.authenticate.execute(token)).toBeDefined();
  }
  world.clock.ms = endsMs - 1;
  expect(await world.authenticate.execute(token)).toBeDefined();
  world.clock.ms = endsMs;
  expect(await world.authenticate.execute(token)).toBeUndefined();
});

test('one that is not used for fifteen minutes has ended', async () => {
  const token = await world.logIn();
  world.clock.ms += SESSION_IDLE_MS - 1;
  expect(await world.authenticate.execute(token)).toBeDefined();
  world.clock.ms += SESSION_IDLE_MS;
  expect(await world.authenticate.execute(token)).toBeUndefined();
});

test('being used is written once a minute at most', async () => {
  const token = await world.logIn();
  const extend = world.sessions.extend.bind(world.sessions);
  let writes = 0;
  world.sessions.extend = async (...place) => {
    writes++;
    await extend(...place);
  };
  for (let second = 0; second < 180; second++) {
    await world.authenticate.execute(token);
    world.clock.ms += 1_000;
  }
  expect(writes).toBe(2);
});

test('logging out ends one session, or all of them', async () => {
  const [first, second, third] = [await world.logIn(), await world.logIn(), await world.logIn()];
  const other = await world.register({ email: 'omar@example.org', cnic: '35202-2222222-2' });
  const omars = await world.logIn('omar@example.org');
  const live = async () =>
    (await Promise.all([first, second, third, omars].map((token) => world.authenticate.execute(token)))).map(Boolean);
  const logOut = (token: string, everywhere: boolean) =>
    world.closeSession.execute({ token, userId, everywhere, ip: OWNER_IP });
  await logOut(first, false);
  expect(await live()).toEqual([false, true, true, true]);
  await logOut(first, false);
  await logOut(second, true);
  expect(await live()).toEqual([false, false, false, true]);
  expect(await world.authenticate.execute(omars)).toMatchObject({ userId: other.id });
});

test('the first login confirms the e-mail', async () => {
  expect(await world.users.wallet(userId)).toMatchObject({ emailConfirmed: false });
  await world.logIn();
  expect(await world.users.wallet(userId)).toMatchObject({ emailConfirmed: true });
});

describe('in a demo', () => {
  beforeEach(() => {
    world = new IdentityWorld();
  });

  test('of users with one mailbox the newest gets the session', async () => {
    await world.register();
    const newest = await world.register();
    expect(await world.authenticate.execute(await world.logIn())).toMatchObject({ userId: newest.id });
  });

  test('an unregistered mailbox has its code verified, and gets no session', async () => {
    const email = 'nobody@example.org';
    expect(await world.openSession.execute({ email, code: await world.code(email), ip: OWNER_IP })).toBeUndefined();
  });
});

test('a user of a demo whose store went to production cannot log in there: the key was shown', async () => {
  const demo = new IdentityWorld();
  await demo.register();
  const policy = IdentityPolicy.production({ stepUpAmount: undefined, rawKeySigning: true });
  const production = new IdentityWorld(policy, demo.users);
  await expect(production.logIn()).rejects.toThrow('invalid or expired otp');
  const { id } = await production.register();
  expect(await production.authenticate.execute(await production.logIn())).toMatchObject({ userId: id });
});
