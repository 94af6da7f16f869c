import { AMINA, IdentityWorld, OWNER_IP, wrongFor } from '../../../test/support/identity.js';

const REFUSED = 'invalid or expired otp';
const MINUTE_MS = 60_000;
const stranger = (number: number) => `203.0.113.${number}`;

let world: IdentityWorld;

beforeEach(async () => {
  world = IdentityWorld.production();
  await world.register();
});

/** How many of `count` requests were taken. */
async function ask(count: number, email: (at: number) => string, ip: (at: number) => string): Promise<number> {
  let taken = 0;
  for (let at = 0; at < count; at++) {
    const answer = await world.requestCode.execute({ email: email(at), ip: ip(at), purpose: 'login' }).catch(String);
    if (typeof answer !== 'string') taken++;
  }
  return taken;
}

test('three codes in fifteen minutes per mailbox and network, and the wait is told', async () => {
  expect(
    await ask(
      5,
      () => AMINA.email,
      () => OWNER_IP,
    ),
  ).toBe(3);
  world.clock.ms += 14 * MINUTE_MS;
  await expect(world.code()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 60 });
  world.clock.ms += MINUTE_MS;
  await world.code();
});

test('however a mailbox is spelled, it is counted as one', async () => {
  const spellings = ['amina@example.org', 'AMINA@example.org', 'ａmina@example.org', 'ami\u200bna@example.org'];
  expect(
    await ask(
      4,
      (at) => spellings[at]!,
      () => OWNER_IP,
    ),
  ).toBe(3);
});

test('twenty codes an hour per network, of whichever mailboxes', async () => {
  const someone = (at: number) => `someone${at}@example.org`;
  expect(await ask(1000, someone, () => stranger(1))).toBe(20);
  expect(await ask(25, someone, (at) => `2001:db8:0:1::${at.toString(16)}`)).toBe(20);
  await world.code();
});

test('a refused request leaves the earlier code alive', async () => {
  const code = await world.code();
  await world.code('other@example.org');
  await ask(
    5,
    () => AMINA.email,
    () => stranger(1),
  );
  expect(await world.tryCode(code)).toBe('accepted');
});

test('what strangers ask for and guess neither replaces nor kills the code of the owner', async () => {
  const code = await world.code();
  for (let number = 1; number <= 100; number++) {
    await world.requestCode.execute({ email: AMINA.email, ip: stranger(number), purpose: 'login' }).catch(() => {});
    for (let guess = 0; guess < 100; guess++) await world.tryCode(wrongFor(code), AMINA.email, stranger(number));
  }
  expect(await world.tryCode(wrongFor(code))).toBe(REFUSED);
  expect(await world.tryCode(code)).toBe('accepted');
});

test('of a code five guesses count, from wherever they come', async () => {
  const code = await world.code();
  const fromElsewhere = [1, 2, 3].map((number) => world.tryCode(wrongFor(code), AMINA.email, stranger(number)));
  expect(await Promise.all(fromElsewhere)).toEqual([REFUSED, REFUSED, REFUSED]);
  expect(await world.tryCode(code, AMINA.email, stranger(4))).toBe(REFUSED); // a fourth from elsewhere, and it was right
  expect(await world.tryCode(wrongFor(code))).toBe(REFUSED);
  expect(await world.tryCode(wrongFor(code))).toBe(REFUSED);
  expect(await world.tryCode(code)).toBe(REFUSED);
});

test('the owner may use a code elsewhere than where they asked for it', async () => {
  expect(await world.tryCode(await world.code(), AMINA.email, '198.51.100.99')).toBe('accepted');
});

test('one live code is as good as another, and a success ends them all', async () => {
  const [here, there] = [await world.code(), await world.code(AMINA.email, '198.51.100.99')];
  expect(await world.tryCode(here)).toBe('accepted');
  expect(await world.tryCode(there, AMINA.email, '198.51.100.99')).toBe(REFUSED);
});

test('strangers who use up what a mailbox may ask for do not stop its owner where they have logged in before', async () => {
  await world.logIn();
  const strangers = await ask(
    100,
    () => AMINA.email,
    (at) => stranger(at),
  );
  expect(strangers).toBe(11); // twelve an hour, and the owner's first was one
  await world.logIn();
  await expect(world.code(AMINA.email, '198.51.100.99')).rejects.toMatchObject({ kind: 'throttled' });
});

/** Codes that forty networks get for one mailbox in so many hours, asking all the time. */
async function flood(hours: number): Promise<number> {
  let made = 0;
  for (let minute = 0; minute < hours * 60; minute += 5) {
    made += await ask(
      40,
      () => AMINA.email,
      (at) => stranger(at),
    );
    world.clock.ms += 5 * MINUTE_MS;
  }
  return made;
}

test('the longer strangers from many networks ask, the longer they wait: twelve codes in an hour, sixteen in six, twenty a day', async () => {
  expect([await flood(1), await flood(5), await flood(17.5)]).toEqual([12, 4, 4]);
  expect(await flood(24)).toBe(20);
});

test('so at most a hundred guesses a day reach the codes of strangers, and the owner logs in where they did before', async () => {
  await world.logIn();
  let counted = 0;
  for (let minute = 0; minute < 24 * 60; minute += 10) {
    for (let number = 1; number <= 40; number++) {
      const answer = await world.code(AMINA.email, stranger(number)).catch(() => undefined);
      if (answer === undefined) continue;
      for (let guess = 0; guess < 5; guess++) {
        if ((await world.tryCode(wrongFor(answer), AMINA.email, stranger(number))) === REFUSED) counted++;
      }
    }
    if (minute % 60 === 30) await world.logIn();
    world.clock.ms += 10 * MINUTE_MS;
  }
  expect(counted).toBeGreaterThan(50);
  expect(counted).toBeLessThanOrEqual(100);
});

test('a flood does not keep a new user from the first login where they registered, and that network has five codes a day', async () => {
  const registrar = '192.0.2.200';
  await flood(2);
  await expect(world.code()).rejects.toThrow('too many requests');
  for (let count = 0; count < 4; count++) {
    await world.code(AMINA.email, registrar);
    world.clock.ms += 15 * MINUTE_MS;
  }
  await world.logIn(AMINA.email, registrar);
  world.clock.ms += 15 * MINUTE_MS;
  await world.logIn(AMINA.email, registrar); // familiar from now on
});

test('a familiar network gets thirty codes a day', async () => {
  await world.logIn();
  let made = 0;
  for (let minute = 0; minute < 24 * 60 - 15; minute += 15) {
    made += await ask(
      3,
      () => AMINA.email,
      () => OWNER_IP,
    );
    world.clock.ms += 15 * MINUTE_MS;
  }
  expect(made).toBe(30);
});

test('ten tries in fifteen minutes per mailbox and network; a throttled try is not counted against the code', async () => {
  for (let guess = 0; guess < 10; guess++) await world.tryCode('000000', 'nobody@example.org', OWNER_IP);
  expect(await world.tryCode('000000', 'nobody@example.org', OWNER_IP)).toBe('too many requests');
  expect(await world.tryCode(await world.code())).toBe('accepted');
});

test('a hundred tries in fifteen minutes per network', async () => {
  const answers: string[] = [];
  for (let guess = 0; guess < 150; guess++) answers.push(await world.tryCode('000000', `n${guess}@example.org`));
  expect(answers.filter((answer) => answer === REFUSED)).toHaveLength(100);
});

test('an unregistered mailbox gets the same answer and the same work, but no mail', async () => {
  const ask = (email: string) => world.requestCode.execute({ email, ip: OWNER_IP, purpose: 'login' });
  expect(await ask(AMINA.email)).toEqual({ email: AMINA.email, code: undefined });
  expect(await ask('nobody@example.org')).toEqual({ email: 'nobody@example.org', code: undefined });
  const [hers, nobodys] = world.delivery.delivered;
  expect([hers!.email, nobodys!.email]).toEqual([AMINA.email, undefined]);
  expect(await world.tryCode(nobodys!.code, 'nobody@example.org')).toBe('accepted'); // its code is stored like hers
  const opened = world.openSession.execute({
    email: 'nobody@example.org',
    code: await world.code('nobody@example.org'),
    ip: OWNER_IP,
  });
  await expect(opened).rejects.toThrow(REFUSED); // and opens nothing, were it guessed
});

test('the code goes to the address that was registered, not to the one that was typed', async () => {
  await world.code('ＡMINA@EXAMPLE.ORG');
  expect(world.delivery.delivered.map(({ email }) => email)).toEqual([AMINA.email]);
});

test('where no mail can be sent no code is made and no turn is taken', async () => {
  const code = await world.code();
  world.delivery.refusal = new Error('the queue is full');
  for (let count = 0; count < 5; count++) await expect(world.code()).rejects.toThrow('the queue is full');
  world.delivery.refusal = undefined;
  await world.code('nobody@example.org');
  expect(await world.tryCode(code)).toBe('accepted');
});
