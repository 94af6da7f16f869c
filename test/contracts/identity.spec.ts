import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { CodePlace, Limit, NewSession, NewUser, Turn } from '@app/identity';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IDENTITY_STORE_KINDS, type IdentityStores, openIdentityStores } from './identity-stores.js';

jest.setTimeout(60_000);

const NOW_MS = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;
const hash = (text: string) => createHash('sha256').update(text).digest();

function person(fields: Partial<NewUser> = {}): NewUser {
  const id = randomUUID();
  return {
    id,
    fullName: 'Amina Khan',
    email: `Amina-${id}@Example.org`,
    mailbox: `amina-${id}@example.org`,
    sealedCnic: randomBytes(80),
    cnicHash: randomBytes(32),
    exclusive: false,
    walletAddress: randomBytes(32).toString('hex'),
    sealedPrivateKey: randomBytes(120),
    registeredFrom: hash('here'),
    createdAtMs: NOW_MS,
    ...fields,
  };
}

function session(user: NewUser, fields: Partial<NewSession> = {}): NewSession {
  return {
    tokenHash: randomBytes(32),
    userId: user.id,
    createdAtMs: NOW_MS,
    idleUntilMs: NOW_MS + 15 * MINUTE_MS,
    expiresAtMs: NOW_MS + 60 * MINUTE_MS,
    network: hash('here'),
    familiarUntilMs: NOW_MS + 90 * MINUTE_MS,
    ...fields,
  };
}

describe.each(IDENTITY_STORE_KINDS)('identity, on %s', (kind) => {
  let stores: IdentityStores;

  beforeAll(async () => {
    stores = await openIdentityStores(kind);
  });
  afterAll(() => stores?.stop());

  async function registered(fields: Partial<NewUser> = {}): Promise<NewUser> {
    const user = person(fields);
    await stores.users.register(user);
    return user;
  }

  describe('users', () => {
    it('gives back what was registered', async () => {
      const user = await registered();
      const { id, email, fullName, walletAddress, createdAtMs } = user;
      expect(await stores.users.findByMailbox(user.mailbox, true)).toEqual({ id, email });
      expect(await stores.users.profile(id)).toEqual({
        id,
        email,
        fullName,
        sealedCnic: user.sealedCnic,
        address: walletAddress,
        createdAtMs,
        emailConfirmed: false,
      });
      expect(await stores.users.wallet(id)).toEqual({
        address: walletAddress,
        sealedPrivateKey: user.sealedPrivateKey,
        emailConfirmed: false,
      });
    });

    it('knows nothing of others', async () => {
      expect(await stores.users.findByMailbox('nobody@example.org', true)).toBeUndefined();
      expect(await stores.users.profile(randomUUID())).toBeUndefined();
      expect(await stores.users.wallet(randomUUID())).toBeUndefined();
      expect(await stores.users.isCustodial('0'.repeat(64))).toBe(false);
    });

    it('takes the same person twice where users are not exclusive, and finds the newest', async () => {
      const first = await registered();
      const { mailbox, cnicHash } = first;
      const second = await registered({ mailbox, cnicHash, createdAtMs: NOW_MS + 1 });
      expect(await stores.users.findByMailbox(mailbox, true)).toMatchObject({ id: second.id });
      expect(await stores.users.findByMailbox(mailbox, false)).toBeUndefined();
      expect(await stores.users.isCustodial(first.walletAddress)).toBe(false);
    });

    it('gives a mailbox and a national ID to no user before the first login', async () => {
      const { mailbox, cnicHash } = await registered({ exclusive: true });
      for (const same of [{ mailbox }, { cnicHash }, { mailbox, cnicHash }])
        await registered({ ...same, exclusive: true });
      expect(await stores.users.findByMailbox(mailbox, false)).toBeUndefined();
    });

    it('gives both to the one who logs in first, and refuses them to everybody else', async () => {
      const owner = await registered({ exclusive: true });
      const { mailbox, cnicHash } = owner;
      const rivals = [{ mailbox }, { cnicHash }, { mailbox, cnicHash }].map((taken) =>
        person({ ...taken, exclusive: true }),
      );
      for (const rival of rivals) await stores.users.register(rival);
      await stores.sessions.open(session(owner));
      await stores.sessions.open(session(owner));
      for (const rival of rivals) {
        const opened = session(rival);
        await expect(stores.sessions.open(opened)).rejects.toMatchObject({ code: 'already_registered' });
        expect(await stores.sessions.find(opened.tokenHash, NOW_MS)).toBeUndefined();
        expect(await stores.users.wallet(rival.id)).toMatchObject({ emailConfirmed: false });
        const late = person({ mailbox: rival.mailbox, cnicHash: rival.cnicHash, exclusive: true });
        await expect(stores.users.register(late)).rejects.toMatchObject({ code: 'already_registered' });
        expect(await stores.users.profile(late.id)).toBeUndefined();
      }
      expect(await stores.users.findByMailbox(mailbox, false)).toMatchObject({ id: owner.id });
      expect(await stores.users.isCustodial(owner.walletAddress)).toBe(true);
    });

    it.each(['mailbox', 'cnicHash'] as const)('has one winner when many confirm the same %s at once', async (claim) => {
      const { [claim]: same } = person();
      const people = await Promise.all(
        Array.from({ length: 20 }, () => registered({ [claim]: same, exclusive: true })),
      );
      const outcomes = await Promise.allSettled(people.map((each) => stores.sessions.open(session(each))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const wallets = await Promise.all(people.map(({ id }) => stores.users.wallet(id)));
      expect(wallets.filter((wallet) => wallet!.emailConfirmed)).toHaveLength(1);
      for (const { status, reason } of outcomes as PromiseRejectedResult[]) {
        if (status === 'rejected') expect(reason).toMatchObject({ code: 'already_registered' });
      }
    });

    it('prefers the confirmed user of a mailbox to those who came before or after', async () => {
      const { mailbox } = await registered();
      const owner = await registered({ mailbox, exclusive: true });
      await stores.sessions.open(session(owner));
      await registered({ mailbox, createdAtMs: NOW_MS + MINUTE_MS });
      expect(await stores.users.findByMailbox(mailbox, true)).toMatchObject({ id: owner.id });
    });

    it('mails a code to the owner, else as it was typed, else to where it was registered from', async () => {
      const { mailbox } = person();
      const [email, other] = [`Box-${mailbox}`, `BOX-${mailbox}`];
      const first = await registered({ mailbox, email, exclusive: true });
      const second = await registered({
        mailbox,
        email: other,
        exclusive: true,
        registeredFrom: hash('there'),
        createdAtMs: NOW_MS + 1,
      });
      const addressee = async (typed: string, from: string) =>
        (await stores.users.addressee({ mailbox, email: typed, network: hash(from) }))?.id;
      expect([await addressee(email, 'there'), await addressee(other, 'here')]).toEqual([first.id, second.id]);
      expect([await addressee(mailbox, 'here'), await addressee(mailbox, 'else')]).toEqual([first.id, second.id]);
      await stores.sessions.open(session(first));
      expect(await addressee(other, 'there')).toBe(first.id);
      expect(await addressee('nobody@example.org', 'there')).toBe(first.id);
    });

    it('lets a code confirm a registration with the very address that it was sent to', async () => {
      const { mailbox } = person();
      const [hers, others] = [`Amina-${mailbox}`, `AMINA-${mailbox}`];
      const first = await registered({ mailbox, email: hers, exclusive: true });
      const second = await registered({ mailbox, email: hers, exclusive: true, registeredFrom: hash('there') });
      const foreign = await registered({ mailbox, email: others, exclusive: true, createdAtMs: NOW_MS + 9 });
      const ids = async (sentTo: string, from: string, userId?: string) =>
        (await stores.users.loginCandidates({ mailbox, sentTo, network: hash(from), userId })).map(({ id }) => id);
      expect(await ids(hers, 'here')).toEqual([first.id, second.id]);
      expect(await ids(hers, 'there')).toEqual([second.id, first.id]);
      expect(await ids(hers, 'there', first.id)).toEqual([first.id]);
      expect(await ids(hers, 'there', foreign.id)).toEqual([]);
      expect(await ids(others, 'here')).toEqual([foreign.id]);
      await stores.sessions.open(session(second));
      expect((await ids(hers, 'here', first.id))[0]).toBe(second.id);
      expect(await ids(others, 'here')).toEqual([foreign.id]); // and its login is refused: the mailbox is claimed
    });

    it('takes a national ID from the user who has it, who stays as they are, and gives it to the next who confirms it', async () => {
      const { mailbox, cnicHash, ...owner } = await registered({ exclusive: true });
      await stores.sessions.open(session({ ...owner, mailbox, cnicHash }));
      expect(await stores.users.releaseCnic(cnicHash, 'administrator')).toBe(owner.id);
      expect(await stores.users.releaseCnic(cnicHash, 'administrator')).toBeUndefined();
      const again = session({ ...owner, mailbox, cnicHash });
      await stores.sessions.open(again);
      expect(await stores.sessions.find(again.tokenHash, NOW_MS)).toMatchObject({ userId: owner.id });
      expect(await stores.users.findByMailbox(mailbox, false)).toMatchObject({ id: owner.id });
      const rightful = await registered({ cnicHash, exclusive: true });
      await stores.sessions.open(session(rightful));
      const late = person({ cnicHash, exclusive: true });
      await expect(stores.users.register(late)).rejects.toMatchObject({ code: 'already_registered' });
    });

    it('says of a candidate whether its national ID is taken', async () => {
      const { cnicHash, ...owner } = await registered({ exclusive: true });
      const rival = await registered({ cnicHash, exclusive: true });
      const reader = { mailbox: rival.mailbox, sentTo: rival.email, network: hash('else'), userId: undefined };
      const free = { id: rival.id, confirmed: false, cnicTaken: false, isFromHere: false };
      expect(await stores.users.loginCandidates(reader)).toEqual([free]);
      await stores.sessions.open(session({ ...owner, cnicHash }));
      expect(await stores.users.loginCandidates(reader)).toEqual([{ ...free, cnicTaken: true }]);
    });
  });

  describe('one-time passwords', () => {
    const requester = hash('here');
    const elsewhere = hash('elsewhere');
    let place: CodePlace;
    let count = 0;
    const fresh = () => {
      place = { mailbox: `box${count++}@example.org`, purpose: 'login', requester };
      return place;
    };
    const keep = (code: string, at: CodePlace = place) =>
      stores.passwords.replace(
        at,
        { codeHash: hash(code), sentTo: `${code}@example.org`, expiresAtMs: NOW_MS + 5 * MINUTE_MS },
        NOW_MS,
      );
    const attempt = async (code: string, at: CodePlace = place, nowMs = NOW_MS) => {
      const { outcome, sentTo } = await stores.passwords.attempt(at, hash(code), nowMs);
      expect(sentTo).toBe(outcome === 'accepted' ? `${code}@example.org` : undefined);
      return outcome;
    };

    it('accepts a code once', async () => {
      fresh();
      await keep('right');
      expect([await attempt('right'), await attempt('right')]).toEqual(['accepted', 'absent']);
    });

    it('accepts one of a hundred tries at once', async () => {
      fresh();
      await keep('right');
      await keep('other', { ...place, requester: elsewhere });
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          attempt('right', { ...place, requester: at % 2 ? requester : elsewhere }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    });

    it('counts each of many wrong tries at once', async () => {
      fresh();
      await keep('right');
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => attempt('wrong')));
      expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5);
      expect(await attempt('right')).toBe('absent');
    });

    it('ends the tries from elsewhere after three, and leaves two to the requester', async () => {
      fresh();
      await keep('right');
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, at) => attempt('wrong', { ...place, requester: hash(`stranger ${at}`) })),
      );
      expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(3);
      expect([await attempt('wrong'), await attempt('right')]).toEqual(['wrong', 'accepted']);
    });

    it('keeps a code for each requester, and ends all of them with the first that is used', async () => {
      fresh();
      await keep('here');
      await keep('there', { ...place, requester: elsewhere });
      expect(await attempt('there')).toBe('accepted');
      expect([await attempt('here'), await attempt('there', { ...place, requester: elsewhere })]).toEqual([
        'absent',
        'absent',
      ]);
    });

    it('replaces the code of the same requester, with all its tries', async () => {
      fresh();
      await keep('old');
      for (let tries = 0; tries < 5; tries++) await attempt('wrong');
      await keep('new');
      expect([await attempt('old'), await attempt('new')]).toEqual(['wrong', 'accepted']);
    });

    it('gives a code back that was used up for nothing, with the tries that it has left', async () => {
      fresh();
      await keep('right');
      await keep('other', { ...place, requester: elsewhere });
      expect([await attempt('wrong'), await attempt('right'), await attempt('right')]).toEqual([
        'wrong',
        'accepted',
        'absent',
      ]);
      await stores.passwords.giveBack(place, hash('right'));
      expect([await attempt('other'), await attempt('right')]).toEqual(['wrong', 'accepted']);
      await stores.passwords.giveBack(place, hash('wrong'));
      await stores.passwords.giveBack({ ...place, purpose: 'payment' }, hash('right'));
      expect(await attempt('right')).toBe('absent');
      await stores.passwords.giveBack(place, hash('right'));
      expect(await attempt('right', place, NOW_MS + 5 * MINUTE_MS)).toBe('absent');
      for (let tries = 0; tries < 3; tries++) await attempt('wrong');
      expect(await attempt('right')).toBe('absent');
    });

    it('keeps purposes apart', async () => {
      fresh();
      await keep('right');
      const payment: CodePlace = { ...place, purpose: 'payment' };
      expect(await attempt('right', payment)).toBe('absent');
      await keep('pay', payment);
      expect([await attempt('right', payment), await attempt('pay', payment), await attempt('right')]).toEqual([
        'wrong',
        'accepted',
        'accepted',
      ]);
    });

    it.each([
      [-1, 'accepted'],
      [0, 'absent'],
      [1, 'absent'],
    ])('%i ms after its end a code is %s', async (offset, outcome) => {
      fresh();
      await keep('right');
      expect(await attempt('right', place, NOW_MS + 5 * MINUTE_MS + offset)).toBe(outcome);
    });
  });

  describe('sessions', () => {
    it('gives back its user, and confirms their e-mail', async () => {
      const user = await registered();
      const opened = session(user);
      await stores.sessions.open(opened);
      const { idleUntilMs, expiresAtMs, tokenHash } = opened;
      expect(await stores.sessions.find(tokenHash, NOW_MS)).toEqual({
        userId: user.id,
        email: user.email,
        address: user.walletAddress,
        idleUntilMs,
        expiresAtMs,
      });
      expect(await stores.users.wallet(user.id)).toMatchObject({ emailConfirmed: true });
      expect(await stores.sessions.find(randomBytes(32), NOW_MS)).toBeUndefined();
    });

    it('ends when it is not used, is extended while it lives, and never past its end', async () => {
      const opened = session(await registered());
      const { tokenHash } = opened;
      await stores.sessions.open(opened);
      const find = async (minutes: number) => stores.sessions.find(tokenHash, NOW_MS + minutes * MINUTE_MS);
      const extend = (until: number, at: number) =>
        stores.sessions.extend(tokenHash, NOW_MS + until * MINUTE_MS, NOW_MS + at * MINUTE_MS);
      expect([await find(14.9), await find(15)]).toEqual([expect.anything(), undefined]);
      await extend(30, 14);
      expect([await find(29.9), await find(30)]).toEqual([expect.anything(), undefined]);
      await extend(20, 15); // a slower process, with an older time
      expect(await find(29.9)).toBeDefined();
      await extend(60, 45); // too late: it has ended
      expect(await find(45)).toBeUndefined();
      await extend(75, 29);
      expect([await find(59.9), await find(60)]).toEqual([expect.anything(), undefined]);
    });

    it('ends by itself, or with all others of its user', async () => {
      const [user, other] = [await registered(), await registered()];
      const sessions = [session(user), session(user), session(user), session(other)];
      for (const each of sessions) await stores.sessions.open(each);
      const live = async () =>
        (await Promise.all(sessions.map((each) => stores.sessions.find(each.tokenHash, NOW_MS)))).map(Boolean);
      await stores.sessions.close(sessions[0]!.tokenHash);
      await stores.sessions.close(sessions[0]!.tokenHash);
      expect(await live()).toEqual([false, true, true, true]);
      await stores.sessions.closeAllOf(user.id);
      expect(await live()).toEqual([false, false, false, true]);
    });

    it('remembers where the owner of a mailbox has logged in from, for a while', async () => {
      const user = await registered({ exclusive: true, registeredFrom: hash('home') });
      const standing = (network: string, minutes = 0, mailbox = user.mailbox) =>
        stores.sessions.standing(mailbox, hash(network), NOW_MS + minutes * MINUTE_MS);
      expect([await standing('home'), await standing('here')]).toEqual(['registered', 'strange']);
      await stores.sessions.open(session(user));
      await stores.sessions.open(session(user));
      expect([await standing('home'), await standing('here')]).toEqual(['strange', 'familiar']);
      expect([await standing('here', 89), await standing('here', 90)]).toEqual(['familiar', 'strange']);
      expect(await standing('here', 0, 'nobody@example.org')).toBe('strange');
    });

    it('drops what has ended when another one is opened later', async () => {
      const user = await registered();
      const old = session(user);
      await stores.sessions.open(old);
      const laterMs = NOW_MS + 24 * 60 * MINUTE_MS;
      const times = { createdAtMs: laterMs, idleUntilMs: laterMs + MINUTE_MS, expiresAtMs: laterMs + MINUTE_MS };
      await stores.sessions.open(session(user, { ...times, familiarUntilMs: laterMs + MINUTE_MS }));
      expect(await stores.sessions.find(old.tokenHash, NOW_MS)).toBeUndefined();
    });
  });

  describe('throttles', () => {
    const limit: Limit = { name: 'test', most: 3, windowMs: 15 * MINUTE_MS };
    const turn = (who: string, other: Partial<Limit> = {}): Turn => ({ limit: { ...limit, ...other }, key: hash(who) });
    const take = (turns: Turn[], minutes = 0) => stores.throttles.take(turns, NOW_MS + minutes * MINUTE_MS);

    it('gives as many turns in any span as the limit says', async () => {
      expect(await take([turn('a')], 0)).toBe(0);
      expect(await take([turn('a')], 10)).toBe(0);
      expect(await take([turn('a')], 14)).toBe(0);
      expect(await take([turn('a')], 14)).toBe(MINUTE_MS);
      expect(await take([turn('a')], 15)).toBe(0);
      expect(await take([turn('a')], 15)).toBe(10 * MINUTE_MS);
    });

    it('does not count what it refused', async () => {
      for (let times = 0; times < 3; times++) await take([turn('b')]);
      for (let times = 0; times < 20; times++) expect(await take([turn('b')], 14)).toBe(MINUTE_MS);
      expect(await take([turn('b')], 15)).toBe(0);
    });

    it('keeps callers and limits apart', async () => {
      for (let times = 0; times < 3; times++) await take([turn('c')]);
      expect(await take([turn('d')])).toBe(0);
      expect(await take([turn('c', { name: 'another' })])).toBe(0);
    });

    it('takes a turn of every limit or of none', async () => {
      const narrow = turn('e', { name: 'narrow', most: 1 });
      expect(await take([narrow, turn('e')])).toBe(0);
      for (let times = 0; times < 5; times++) expect(await take([turn('e'), narrow], 1)).toBe(14 * MINUTE_MS);
      expect(await take([turn('e')], 1)).toBe(0);
      expect(await take([turn('e')], 1)).toBe(0);
      expect(await take([narrow, turn('e')], 1)).toBe(14 * MINUTE_MS);
    });

    it('holds for callers at once, whatever the order of their limits', async () => {
      const turns = [turn('f', { most: 7 }), turn('f', { name: 'second', most: 50 }), turn('f', { name: 'third' })];
      const waits = await Promise.all(
        Array.from({ length: 60 }, (_, at) => take(at % 2 ? [...turns] : [...turns].reverse())),
      );
      expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    });

    it('outlives a clock that was set back', async () => {
      for (let times = 0; times < 3; times++) await take([turn('g')], 600);
      expect(await take([turn('g')], 0)).toBe(0);
    });
  });
});
