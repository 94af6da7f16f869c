import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { ForkedChain } from '@app/chain';
import { ReadBalance } from '@app/wallet';
import { gate, keyPair, openLedger, UnreliableChainStore } from '../../../test/support/ledger.js';
import { WriterLease } from '../ports/writer-lease.js';
import type { BlocksLost } from '../utxo.errors.js';
import { FollowChain } from './follow-chain.js';
import { LeadChain } from './lead-chain.js';

const RETRY_MS = 10;
const alice = keyPair(1);

/** One right to write, that processes in one test compete for. */
class Right {
  holder: SharedLease | undefined;
}

class SharedLease extends WriterLease {
  acquired = 0;
  released = 0;
  /** Held back while it is being acquired. */
  hold: Promise<void> = Promise.resolve();

  constructor(private readonly right: Right) {
    super();
  }

  override async acquire(): Promise<boolean> {
    await this.hold;
    if (!this.right.holder) {
      this.right.holder = this;
      this.acquired++;
    }
    return this.held();
  }

  override held(): boolean {
    return this.right.holder === this;
  }

  override async release(): Promise<void> {
    this.released++;
    if (this.held()) this.right.holder = undefined;
  }
}

async function process(store: UnreliableChainStore, right: Right) {
  const ledger = await openLedger({ store });
  const lease = new SharedLease(right);
  const follow = new FollowChain(store, ledger.index);
  const failures: unknown[] = [];
  const roles: string[] = [];
  const losses: number[][] = [];
  const observer = {
    leadershipFailed: (error: unknown) => void failures.push(error),
    roleChanged: (role: string) => void roles.push(role),
    blocksLost: (loss: BlocksLost) => void losses.push(loss.lost.map(({ height }) => height)),
  };
  const lead = new LeadChain(lease, ledger.producer, follow, observer, RETRY_MS, 200);
  const readBalance = new ReadBalance(ledger.index, lead);
  await lead.start(ledger.tip);
  const fund = () => ledger.faucet.execute({ address: alice.address, amount: 1n, ip: '' });
  return {
    ...ledger,
    lease,
    follow,
    lead,
    failures,
    roles,
    losses,
    fund,
    balance: () => readBalance.execute(alice.address),
  };
}

let store: UnreliableChainStore;
let right: Right;

beforeEach(() => {
  store = new UnreliableChainStore();
  right = new Right();
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (condition()) return;
    await wait(5);
  }
  throw new Error('it did not come about');
}

test('the first process writes, the second refuses writes, answers reads, and takes over when the first stops', async () => {
  const first = await process(store, right);
  const second = await process(store, right);
  expect([first.lead.leading, second.lead.leading]).toEqual([true, false]);
  await first.fund();
  await expect(second.fund()).rejects.toMatchObject({ code: 'not_writing' });
  expect(await second.balance()).toBe(15_000n);
  await first.lead.stop();
  await until(() => second.lead.leading);
  await second.fund();
  expect(await second.balance()).toBe(30_000n);
  await until(() => second.roles.length > 1);
  expect([first.roles, second.roles]).toEqual([['writer'], ['follower', 'writer']]);
  await expect(first.fund()).rejects.toMatchObject({ code: 'not_writing' });
  await second.lead.stop();
  expect([first.failures, second.failures]).toEqual([[], []]);
});

test('balances read between the loss of the lease and standing down do not count blocks twice', async () => {
  const first = await process(store, right);
  await first.fund();
  right.holder = undefined;
  expect(first.lead.leading).toBe(false);
  expect(await first.balance()).toBe(15_000n);
  await until(() => first.lead.leading);
  await first.fund();
  expect(await first.balance()).toBe(30_000n);
  await first.lead.stop();
  expect(first.failures).toEqual([]);
});

test('a process that lost its lease stands down, follows the new writer, and can lead again', async () => {
  const first = await process(store, right);
  const second = await process(store, right);
  await first.fund();
  right.holder = second.lease;
  await until(() => !first.producer.producing && second.lead.leading);
  await second.fund();
  expect(await first.balance()).toBe(30_000n);
  await expect(first.fund()).rejects.toMatchObject({ code: 'not_writing' });
  await second.lead.stop();
  await until(() => first.lead.leading);
  await first.fund();
  expect(await first.balance()).toBe(45_000n);
  await first.lead.stop();
  expect([...first.failures, ...second.failures]).toEqual([]);
});

test('a fork makes the writer stand down, and takes the open block down with it', async () => {
  const first = await process(store, right);
  await first.fund();
  const commit = gate();
  let attempts = 0;
  store.before = async () => {
    attempts++;
    await commit.opened;
    throw new ForkedChain('another writer');
  };
  const refused = [first.fund().catch((error) => error.code)];
  await until(() => attempts === 1);
  refused.push(first.fund().catch((error) => error.code));
  await turn();
  commit.open();
  expect(await Promise.all(refused)).toEqual(['block_not_committed', 'not_writing']);
  expect(store.faults).toBe(1);
  expect(await first.balance()).toBe(15_000n);
  store.before = () => {};
  await until(() => first.lead.leading);
  await first.fund();
  expect(await first.balance()).toBe(30_000n);
  expect(first.lease.acquired).toBe(2);
  await first.lead.stop();
  expect(first.failures).toEqual([]);
});

test('stopping while the lease is being acquired leaves it free', async () => {
  const first = await process(store, right);
  right.holder = new SharedLease(right);
  await until(() => !first.producer.producing);
  const acquiring = gate();
  first.lease.hold = acquiring.opened;
  await wait(RETRY_MS * 3);
  right.holder = undefined;
  const stopped = first.lead.stop();
  acquiring.open();
  await stopped;
  expect(right.holder).toBeUndefined();
  expect(first.producer.producing).toBe(false);
});

test('a lease that cannot be asked for is reported and asked for again', async () => {
  const first = await process(store, right);
  const broken = new Error('the database is away');
  right.holder = undefined;
  first.lease.hold = Promise.reject(broken);
  first.lease.hold.catch(() => {});
  await until(() => first.failures.length >= 2);
  expect(first.failures[0]).toBe(broken);
  first.lease.hold = Promise.resolve();
  await until(() => first.lead.leading);
  await first.fund();
  await first.lead.stop();
});

test('a process whose store has gone back leaves the lease to another, refuses with 503, and says which blocks are lost', async () => {
  const first = await process(store, right);
  await first.fund();
  await first.fund();
  right.holder = undefined;
  // A store that never had the last two blocks, as an asynchronous standby that was promoted.
  const behind = new UnreliableChainStore();
  await openLedger({ store: behind });
  store.tip = () => behind.tip();
  store.heightOf = (hash) => behind.heightOf(hash);
  await until(() => first.losses.length > 0);
  expect(first.losses).toEqual([[1, 2]]);
  expect([first.lead.role, first.lease.held(), right.holder]).toEqual(['none', false, undefined]);
  await expect(first.balance()).rejects.toMatchObject({ code: 'blocks_lost', kind: 'unavailable' });
  await expect(first.fund()).rejects.toMatchObject({ code: 'not_writing' });
  await first.lead.stop();
});

test('a reader does not wait for a store that hangs', async () => {
  const first = await process(store, right);
  right.holder = new SharedLease(right);
  await until(() => first.lead.role === 'follower');
  const hanging = gate();
  const { tip } = store;
  store.tip = async () => {
    await hanging.opened;
    return tip.call(store);
  };
  await expect(first.balance()).rejects.toMatchObject({ code: 'chain_unread', kind: 'unavailable' });
  hanging.open();
  store.tip = tip;
  expect(await first.balance()).toBe(0n);
  await first.lead.stop();
});
