import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { AppendUncertain, ForkedChain, toHex } from '@app/chain';
import { gate, keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { NotWriting } from '../utxo.errors.js';
import { ProductionOptions } from './production-options.js';

const [alice, bob, carol] = [keyPair(1), keyPair(2), keyPair(3)];
type Person = typeof alice;

let ledger: Ledger;
let forks: number;

async function produce(given: Parameters<typeof openLedger>[0] = {}): Promise<void> {
  ledger = await openLedger(given);
  forks = 0;
  ledger.producer.start(ledger.tip, () => forks++);
}

beforeEach(() => produce());
afterEach(() => ledger.producer.stop());

const fund = ({ address }: Person) => ledger.faucet.execute({ address, amount: 1n, ip: '' });
const pay = (from: Person, to: Person, amount: bigint) =>
  ledger.transfers.execute({
    from: from.address,
    to: to.address,
    amount,
    privateKey: from.privateKey.toString('hex'),
    ip: '',
  });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'mined',
    (error) => error.code as string,
  );
const balance = ({ address }: Person) => ledger.index.balance(address);

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (condition()) return;
    await wait(2);
  }
  throw new Error('it did not come about');
}

/** Comes about when so many requests are planned whose blocks are not stored. */
const planned = (count: number) => until(() => ledger.observer.uncommitted === count);

/** Unspent coins of the three, by the index and by the store, must say the same. */
async function indexAgreesWithStore(): Promise<void> {
  const tip = await ledger.store.tip();
  const stored = [];
  for await (const page of ledger.unspent.asOf(tip!)) stored.push(...page);
  for (const { address } of [alice, bob, carol]) {
    const own = stored.filter((coin) => coin.address === address);
    expect(ledger.index.balance(address)).toBe(own.reduce((sum, { value }) => sum + value, 0n));
    expect([...ledger.index.after(address, -1)].map((slot) => ledger.index.coin(slot).key).sort()).toEqual(
      own.map(({ key }) => key).sort(),
    );
  }
}

test('requests that come at once share blocks', async () => {
  const mined = await Promise.all(Array.from({ length: 50 }, () => fund(alice)));
  expect(balance(alice)).toBe(750_000n);
  expect(new Set(mined.map(({ txid }) => toHex(txid))).size).toBe(50);
  expect(ledger.store.attempts).toBeLessThanOrEqual(3);
  expect(ledger.observer.blocks.reduce((sum, count) => sum + count, 0)).toBe(50);
  expect([ledger.observer.waiting, ledger.observer.uncommitted]).toEqual([0, 0]);
});

test('an answer names the block that holds the transaction', async () => {
  const { txid, blockHash, height } = await fund(alice);
  const placed = await ledger.store.transaction(txid);
  expect(placed).toMatchObject({ height, blockHash });
});

test('coins made in a block can be spent in it, and a refusal affects its caller only', async () => {
  const held = gate();
  ledger.store.before = () => held.opened;
  const first = fund(carol);
  await until(() => ledger.store.attempts === 1);
  const answers = [
    codeOf(fund(alice)),
    codeOf(pay(alice, bob, 100n)),
    codeOf(pay(bob, carol, 40n)),
    codeOf(pay(bob, carol, 1_000n)),
    codeOf(pay(alice, bob, 15_000n)),
    codeOf(pay(carol, alice, 15_000n)),
  ];
  held.open();
  await first;
  expect(await Promise.all(answers)).toEqual([
    'mined',
    'mined',
    'mined',
    'insufficient_funds',
    'insufficient_funds',
    'mined',
  ]);
  expect([alice, bob, carol].map(balance)).toEqual([29_900n, 60n, 40n]);
  await indexAgreesWithStore();
});

test('no caller is answered, and no balance moves, before the block is stored', async () => {
  const held = gate();
  ledger.store.before = () => held.opened;
  let answered = false;
  const funded = fund(alice).then(() => {
    answered = true;
  });
  await until(() => ledger.store.attempts === 1);
  await wait(20);
  expect([answered, balance(alice)]).toEqual([false, 0n]);
  held.open();
  await funded;
  expect(balance(alice)).toBe(15_000n);
});

test('a commit that fails tells its callers that nothing was done and plans the block above it again', async () => {
  await fund(alice);
  const held = gate();
  ledger.store.before = async (attempt) => {
    if (attempt !== 2) return;
    await held.opened;
    throw new Error('the disk is full');
  };
  const below = codeOf(pay(alice, bob, 15_000n));
  await until(() => ledger.store.attempts === 2);
  // Built on the change of the block that will fail: only planning again can make them right.
  const above = [codeOf(pay(bob, carol, 15_000n))];
  await planned(2);
  above.push(codeOf(fund(bob)));
  await planned(3);
  held.open();
  expect(await below).toBe('block_not_committed');
  expect(ledger.store.faults).toBe(1);
  expect(await Promise.all(above)).toEqual(['insufficient_funds', 'mined']);
  expect(await codeOf(pay(alice, carol, 15_000n))).toBe('mined');
  expect([alice, bob, carol].map(balance)).toEqual([0n, 15_000n, 15_000n]);
  await indexAgreesWithStore();
});

test('a block that cannot be sealed is rolled back, alone', async () => {
  await fund(alice);
  let failures = 0;
  ledger.sealer.before = () => {
    failures++;
    ledger.sealer.before = () => {};
    throw new Error('the worker died');
  };
  expect(await codeOf(pay(alice, bob, 1n))).toBe('block_not_committed');
  expect(failures).toBe(1);
  expect(await codeOf(pay(alice, bob, 2n))).toBe('mined');
  expect([alice, bob].map(balance)).toEqual([14_998n, 2n]);
  await indexAgreesWithStore();
});

test('an append whose answer was lost is settled, and answered as a success exactly once', async () => {
  ledger.store.after = (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the answer was lost');
  };
  let answers = 0;
  const { height } = await fund(alice).finally(() => answers++);
  expect([height, answers, ledger.store.faults, ledger.store.attempts]).toEqual([1, 1, 1, 2]);
  expect(ledger.store.blocks).toHaveLength(2);
  expect(balance(alice)).toBe(15_000n);
});

test('an append that got lost with its answer is made again', async () => {
  ledger.store.before = (attempt) => {
    if (attempt <= 2) throw new AppendUncertain('the connection broke');
  };
  await fund(alice);
  expect([ledger.store.faults, ledger.store.attempts, ledger.store.blocks.length]).toEqual([2, 3, 2]);
});

test('after a lost answer a store that cannot be reached proves nothing: the block is offered until it is judged', async () => {
  ledger.store.after = (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the answer was lost');
  };
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new NotWriting();
  };
  expect(await codeOf(fund(alice))).toBe('mined');
  expect([ledger.store.faults, ledger.store.blocks.length]).toEqual([2, 2]);
});

test('after a lost answer a store that judges the block and refuses it has settled it', async () => {
  ledger.store.before = (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the answer was lost');
    if (attempt === 2) throw new Error('a rule of the schema refused a row');
  };
  expect(await codeOf(fund(alice))).toBe('block_not_committed');
  expect([ledger.store.faults, ledger.store.blocks.length]).toEqual([2, 1]);
  expect(balance(alice)).toBe(0n);
  expect(await codeOf(fund(alice))).toBe('mined');
});

test('callers that waited too long hear that the outcome is unknown, new ones that the server is busy', async () => {
  await produce({ patienceMs: 30 });
  const held = gate();
  ledger.store.before = (attempt) => (attempt === 1 ? held.opened : undefined);
  const inFlight = codeOf(fund(alice));
  await until(() => ledger.store.attempts === 1);
  const behind = codeOf(fund(bob));
  expect(await inFlight).toBe('outcome_unknown');
  expect(await behind).toBe('block_not_committed');
  expect(await codeOf(fund(carol))).toBe('busy');
  expect(balance(alice)).toBe(0n);
  held.open();
  await until(() => balance(alice) === 15_000n);
  expect(await codeOf(fund(carol))).toBe('mined');
  expect([alice, bob, carol].map(balance)).toEqual([15_000n, 0n, 15_000n]);
  await indexAgreesWithStore();
});

test('a block whose outcome was unknown and that failed in the end leaves nothing behind', async () => {
  await produce({ patienceMs: 30 });
  const held = gate();
  ledger.store.before = async (attempt) => {
    if (attempt !== 1) return;
    await held.opened;
    throw new Error('refused after all');
  };
  expect(await codeOf(fund(alice))).toBe('outcome_unknown');
  held.open();
  await until(() => ledger.store.faults === 1);
  await turn();
  expect(await codeOf(fund(bob))).toBe('mined');
  expect([alice, bob].map(balance)).toEqual([0n, 15_000n]);
  await indexAgreesWithStore();
});

test('when another writer turns out to exist the producer stands down and refuses what waits', async () => {
  const held = gate();
  ledger.store.before = async () => {
    await held.opened;
    throw new ForkedChain('another writer');
  };
  const inFlight = codeOf(fund(alice));
  await until(() => ledger.store.attempts === 1);
  const behind = [codeOf(fund(bob)), codeOf(fund(carol))];
  held.open();
  expect(await inFlight).toBe('block_not_committed');
  expect(await Promise.all(behind)).toEqual(['not_writing', 'not_writing']);
  expect([forks, ledger.store.faults, ledger.producer.producing]).toEqual([1, 1, false]);
  expect(await codeOf(fund(alice))).toBe('not_writing');
  expect(await ledger.producer.standAside()).toEqual(ledger.tip);
  await indexAgreesWithStore();
});

test('stopping finishes what was accepted and refuses what comes after', async () => {
  const held = gate();
  ledger.store.before = () => held.opened;
  const accepted = [codeOf(fund(alice)), codeOf(fund(bob))];
  await until(() => ledger.store.attempts === 1);
  accepted.push(codeOf(fund(carol)));
  const stopped = ledger.producer.stop();
  expect(await codeOf(fund(alice))).toBe('not_writing');
  held.open();
  await stopped;
  expect(await Promise.all(accepted)).toEqual(['mined', 'mined', 'mined']);
  expect([alice, bob, carol].map(balance)).toEqual([15_000n, 15_000n, 15_000n]);
});

test('stopping finishes also what a failing commit put back into the queue', async () => {
  const held = gate();
  ledger.store.before = async (attempt) => {
    if (attempt !== 1) return;
    await held.opened;
    throw new Error('the disk is full');
  };
  const below = codeOf(fund(alice));
  await until(() => ledger.store.attempts === 1);
  const above = codeOf(fund(bob));
  await turn();
  const stopped = ledger.producer.stop();
  held.open();
  await stopped;
  expect([await below, await above, ledger.store.faults]).toEqual(['block_not_committed', 'mined', 1]);
});

test('more than may wait are refused at once, and their keys wiped', async () => {
  await produce({ options: new ProductionOptions(0, 1, 3) });
  const held = gate();
  ledger.store.before = () => held.opened;
  const accepted = [codeOf(fund(alice))];
  await until(() => ledger.store.attempts === 1);
  accepted.push(...Array.from({ length: 3 }, () => codeOf(fund(alice))));
  expect(await codeOf(fund(alice))).toBe('busy');
  let settled = 0;
  const intent = {
    plan: () => {
      throw new Error('never planned');
    },
    settled: () => settled++,
  };
  expect(await codeOf(ledger.producer.submit(intent))).toBe('busy');
  expect(settled).toBe(1);
  held.open();
  expect(new Set(await Promise.all(accepted))).toEqual(new Set(['mined']));
  expect(ledger.observer.blocks).toEqual([1, 1, 1, 1]);
});

test('every intent is settled exactly once, however it ends', async () => {
  await fund(alice);
  const settled: number[] = [];
  const intent = (number: number, plan: () => never) => ({ plan, settled: () => settled.push(number) });
  const refuse = (): never => {
    throw new Error('refused');
  };
  await Promise.allSettled([1, 2, 3].map((number) => ledger.producer.submit(intent(number, refuse))));
  await ledger.producer.stop();
  await Promise.allSettled([ledger.producer.submit(intent(4, refuse))]);
  expect(settled).toEqual([1, 2, 3, 4]);
});

test('a clock that was set back does not turn back the time of the chain', async () => {
  const { height } = await fund(alice);
  const { timestamp } = (await ledger.store.blockAt(height))!.header;
  ledger.clock.ms -= 60_000;
  expect((await ledger.store.blockAt((await fund(alice)).height))!.header.timestamp).toBe(timestamp);
  ledger.clock.ms += 70_000;
  expect((await ledger.store.blockAt((await fund(alice)).height))!.header.timestamp).toBe(timestamp + 10);
});

test('requests that come while a block is sealed are in the next, planned on its coins', async () => {
  const sealing = gate();
  ledger.sealer.before = () => sealing.opened;
  const first = fund(alice);
  await planned(1);
  const next = [pay(alice, bob, 100n), pay(alice, bob, 200n), pay(bob, carol, 300n)];
  await planned(4);
  sealing.open();
  const { height } = await first;
  expect((await Promise.all(next)).map((mined) => mined.height)).toEqual([1, 1, 1].map((more) => height + more));
  expect([alice, bob, carol].map(balance)).toEqual([14_700n, 0n, 300n]);
  await indexAgreesWithStore();
});

test('a block that cannot be sealed takes the open one on top of it down, whose callers are planned again', async () => {
  await fund(alice);
  const sealing = gate();
  ledger.sealer.before = async () => {
    ledger.sealer.before = () => {};
    await sealing.opened;
    throw new Error('the worker died');
  };
  const below = codeOf(pay(alice, bob, 15_000n));
  await planned(1);
  const above = [codeOf(pay(bob, carol, 15_000n))];
  await planned(2);
  above.push(codeOf(fund(bob)));
  await planned(3);
  sealing.open();
  expect(await below).toBe('block_not_committed');
  expect(await Promise.all(above)).toEqual(['insufficient_funds', 'mined']);
  expect([alice, bob, carol].map(balance)).toEqual([15_000n, 15_000n, 0n]);
  await indexAgreesWithStore();
});

test('no private key stays in a block that was stored, or one that failed', async () => {
  await fund(alice);
  const keys: Uint8Array[] = [];
  const seal = ledger.sealer.seal.bind(ledger.sealer);
  // As a worker would: it gets a copy of the template, and can wipe only that.
  ledger.sealer.seal = (template) => {
    keys.push(...template.transactions.flatMap(({ signer }) => (signer ? [signer.privateKey] : [])));
    return seal(structuredClone(template));
  };
  await pay(alice, bob, 1n);
  ledger.sealer.before = () => {
    throw new Error('the worker died');
  };
  await codeOf(pay(alice, bob, 1n));
  expect(keys).toEqual([new Uint8Array(32), new Uint8Array(32)]);
});

test('beyond what can be stored in good time a request is refused at once, and taken again when the queue is short', async () => {
  await produce({ options: new ProductionOptions(0, 1, 10_000, 20) });
  const slow = (attempt: number) => (attempt <= 60 ? wait(12) : undefined);
  ledger.store.before = slow;
  const answers = await Promise.all(
    Array.from({ length: 60 }, async (_, at) => {
      await wait(at * 6);
      return codeOf(fund(alice));
    }),
  );
  expect(new Set(answers)).toEqual(new Set(['mined', 'busy']));
  expect(balance(alice)).toBe(15_000n * BigInt(answers.filter((answer) => answer === 'mined').length));
  expect(await codeOf(fund(bob))).toBe('mined');
});
