import { setTimeout as sleep } from 'node:timers/promises';
import { AppendUncertain } from '@app/chain';
import { IDEMPOTENCY_KEY_LIFETIME_MS } from '@app/kernel';
import { gate, keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import type { BlockIntent } from '../model/block-intent.js';
import { CLAIM_COMPANION, type KeyedRequest } from '../model/keyed-request.js';
import { InsufficientFunds } from '../utxo.errors.js';

const alice = keyPair(1);
let ledger: Ledger;
let rewards = 0;

/** A reward of its own each time, which counts how often it was given up or mined. */
function reward(): BlockIntent & { settlements: number } {
  const text = `reward ${++rewards}`;
  const intent = {
    settlements: 0,
    plan: () => ({
      inputs: [],
      outputs: [{ value: 15_000n, pubKeyHash: Buffer.from(alice.address, 'hex') }],
      owners: [],
      coinbaseText: text,
      record: { type: 'reward' as const, sender: undefined, receiver: alice.address, amount: 1n },
    }),
    settled: () => {
      intent.settlements++;
    },
  };
  return intent;
}

const request: KeyedRequest = { route: 'fund', caller: 'operator', key: 'k', meaning: [alice.address, '1'] };
const ask = (asked: Partial<KeyedRequest> = {}, intent = reward()) =>
  ledger.once.execute(intent, { ...request, ...asked });
const balance = () => ledger.index.balance(alice.address);

beforeEach(async () => {
  ledger = await openLedger({ patienceMs: 20 });
  ledger.producer.start(ledger.tip, () => {});
});
afterEach(() => ledger.producer.stop());

test('the same request with the same key is answered alike and done once', async () => {
  const first = await ask();
  const again = reward();
  expect(await ask({}, again)).toEqual({ ...first, isReplay: true });
  expect(first.isReplay).toBeUndefined();
  expect([balance(), again.settlements]).toEqual([15_000n, 1]);
});

test('twenty at once have one effect: one is mined, the others hear that it is under way', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => ask()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({ code: 'request_in_flight', kind: 'conflict' });
  }
  expect(balance()).toBe(15_000n);
  expect(await ask()).toMatchObject({ isReplay: true });
});

test('another request with the same key is refused, while the first is under way and afterwards', async () => {
  const other = { meaning: [alice.address, '2'] };
  const first = ask();
  await expect(ask(other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await first;
  await expect(ask(other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  expect(balance()).toBe(15_000n);
});

test.each<Partial<KeyedRequest>>([{ route: 'transfer' }, { caller: 'user 2' }, { key: 'K' }])(
  'another route, caller or key is another request: %j',
  async (other) => {
    await ask();
    expect(await ask(other)).not.toHaveProperty('isReplay');
    expect(balance()).toBe(30_000n);
  },
);

test('without a request everything is mined, as often as it is asked for', async () => {
  await ledger.once.execute(reward(), undefined);
  await ledger.once.execute(reward(), undefined);
  expect(balance()).toBe(30_000n);
  expect(ledger.store.transactions.flatMap(({ effects }) => effects.companions)).toEqual([]);
});

test('what is refused leaves its key unused', async () => {
  const refused: BlockIntent = {
    plan: () => {
      throw new InsufficientFunds();
    },
  };
  await expect(ledger.once.execute(refused, request)).rejects.toThrow(InsufficientFunds);
  expect(await ledger.once.earlier(request)).toBeUndefined();
  expect(await ask({ meaning: ['something else'] })).not.toHaveProperty('isReplay');
});

test('a block that is not stored leaves the keys of its requests unused', async () => {
  ledger.store.before = (attempt) => {
    if (attempt === 1) throw new Error('the disk is full');
  };
  await expect(ask()).rejects.toMatchObject({ code: 'block_not_committed' });
  expect(ledger.store.faults).toBe(1);
  expect(await ask()).not.toHaveProperty('isReplay');
  expect(balance()).toBe(15_000n);
});

test('while the outcome is unknown the key stays taken, and then the first answer is given', async () => {
  const answers = gate();
  ledger.store.after = async (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the connection broke');
  };
  ledger.store.before = async (attempt) => {
    if (attempt === 2) await answers.opened;
  };
  await expect(ask()).rejects.toMatchObject({ code: 'outcome_unknown' });
  await expect(ask()).rejects.toMatchObject({ code: 'request_in_flight' });
  answers.open();
  await settled();
  expect(await ask()).toMatchObject({ isReplay: true, height: 1 });
  expect([ledger.store.faults, balance()]).toEqual([1, 15_000n]);
});

test('a request that turns out not to be stored can be made again with its key', async () => {
  const answers = gate();
  ledger.store.before = async (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the connection broke');
    if (attempt === 2) {
      await answers.opened;
      throw new Error('the disk is full');
    }
  };
  await expect(ask()).rejects.toMatchObject({ code: 'outcome_unknown' });
  answers.open();
  await settled();
  expect(await ask()).not.toHaveProperty('isReplay');
  expect([ledger.store.faults, balance()]).toEqual([2, 15_000n]);
});

test('a request that is planned again for a later block keeps its key', async () => {
  const failing = gate();
  let seals = 0;
  ledger.sealer.before = () => void seals++;
  ledger.store.before = async (attempt) => {
    if (attempt !== 1) return;
    await failing.opened;
    throw new Error('the disk is full');
  };
  const lost = ask({ key: 'first' });
  while (seals === 0) await sleep(1);
  const planned = ask({ key: 'second' });
  while (ledger.observer.uncommitted < 2) await sleep(1);
  failing.open();
  await expect(lost).rejects.toMatchObject({ code: 'block_not_committed' });
  const mined = await planned;
  expect(seals).toBe(2);
  expect(await ask({ key: 'second' })).toEqual({ ...mined, isReplay: true });
  expect(balance()).toBe(15_000n);
});

test('a key expires after two days, to the millisecond', async () => {
  await ask();
  ledger.clock.ms += IDEMPOTENCY_KEY_LIFETIME_MS - 1;
  expect(await ask()).toMatchObject({ isReplay: true });
  ledger.clock.ms += 1;
  expect(await ask()).not.toHaveProperty('isReplay');
  expect(balance()).toBe(30_000n);
});

test('a store that cannot be read refuses, and the key is free again', async () => {
  const find = ledger.claimed.find.bind(ledger.claimed);
  ledger.claimed.find = async () => {
    throw new Error('the connection broke');
  };
  const intent = reward();
  await expect(ask({}, intent)).rejects.toThrow('the connection broke');
  ledger.claimed.find = find;
  expect(intent.settlements).toBe(1);
  expect(await ask()).not.toHaveProperty('isReplay');
});

test('nothing of the key, the caller or the request can be read from what is stored', async () => {
  await ask({ key: 'my-secret-key' });
  const { effects } = ledger.store.transactions.at(-1)!;
  expect(effects.companions).toEqual([
    {
      kind: CLAIM_COMPANION,
      values: {
        key_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        request_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        created_at: '2026-11-21T00:00:00.000Z',
        expires_at: '2026-11-23T00:00:00.000Z',
      },
    },
  ]);
});

/** Until the block in doubt has met its fate. */
async function settled(): Promise<void> {
  while (ledger.observer.uncommitted > 0) await sleep(5);
}
