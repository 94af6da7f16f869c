import { decodeTransaction, toHex } from '@app/chain';
import fc from 'fast-check';
import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { parseAddress } from '../model/address.js';
import { transferOutputs } from '../model/transfer.js';
import { AmountNotPositive } from '../wallet.errors.js';

const [alice, bob, carol] = [keyPair(1), keyPair(2), keyPair(3)];
type Person = typeof alice;

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
});
afterEach(() => ledger.producer.stop());

const hex = ({ privateKey }: Person) => privateKey.toString('hex');
const fund = ({ address }: Person, amount = 1n) => ledger.faucet.execute({ address, amount, ip: '1.2.3.4' });
const valid = {
  from: alice.address as string,
  to: bob.address as string,
  amount: 100n,
  privateKey: hex(alice),
  ip: '1.2.3.4',
};
const send = (edit: Partial<typeof valid> = {}) => ledger.transfers.execute({ ...valid, ...edit });
const pay = (from: Person, to: Person, amount: bigint) =>
  send({ from: from.address, to: to.address, amount, privateKey: hex(from) });
const balance = ({ address }: Person) => ledger.index.balance(address);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'mined',
    (error: Error) => error.message,
  );

async function stored(txid: Uint8Array) {
  return decodeTransaction((await ledger.store.transaction(txid))!.bytes);
}

test('refusals come in the order that the wire promises', async () => {
  const wrong = { from: 'x', to: 'y', amount: 0n, privateKey: 'z' };
  expect(await refusal(send(wrong))).toBe('invalid address');
  expect(await refusal(send({ ...wrong, from: alice.address }))).toBe('invalid address');
  expect(await refusal(send({ ...wrong, to: bob.address }))).toBe('invalid address');
  expect(await refusal(send({ amount: 0n, privateKey: 'z' }))).toBe('amount must be positive');
  expect(await refusal(send({ amount: -1n }))).toBe('amount must be positive');
  expect(await refusal(send({ privateKey: 'z' }))).toBe('invalid private key');
  expect(await refusal(send({ privateKey: hex(bob) }))).toBe('private key does not match the from address');
  expect(await refusal(send())).toBe('insufficient funds');
  expect(ledger.store.attempts).toBe(0);
});

test('every refusal and every success is in the journal, without the key', async () => {
  await fund(alice);
  await send();
  await refusal(send({ amount: 0n }));
  expect(ledger.log.types).toEqual(['faucet_fund', 'transaction_mined', 'transaction_refused']);
  expect(JSON.stringify(ledger.log.entries)).not.toContain(hex(alice));
  expect(ledger.log.entries.every(({ ip }) => ip === '1.2.3.4')).toBe(true);
});

test('regression 1: an output that was spent is spent', async () => {
  await fund(alice);
  await pay(alice, bob, 100n);
  expect(balance(alice)).toBe(14_900n);
  expect(balance(bob)).toBe(100n);
});

test("regression 2: another valid key cannot spend from somebody's address", async () => {
  await fund(alice);
  expect(await refusal(send({ privateKey: hex(bob) }))).toBe('private key does not match the from address');
  expect(balance(alice)).toBe(15_000n);
});

test('regression 3: change is an output of the sender, at an index of its own', async () => {
  await fund(alice);
  const first = await stored((await pay(alice, bob, 100n)).txid);
  expect(first.outputs.map(({ value, pubKeyHash }) => [toHex(pubKeyHash), value])).toEqual([
    [bob.address, 100n],
    [alice.address, 14_900n],
  ]);
  const second = await stored((await pay(alice, bob, 14_900n)).txid);
  expect(second.inputs.map(({ txid, vout }) => [toHex(txid), vout])).toEqual([[toHex(first.id), 1]]);
  expect(second.outputs).toHaveLength(1);
  expect([balance(alice), balance(bob)]).toEqual([0n, 15_000n]);
});

test('regression 4: equal requests make transactions with different IDs, and their coins can be sent together', async () => {
  const rewards = await Promise.all([fund(alice), fund(alice)]);
  expect(toHex(rewards[0]!.txid)).not.toBe(toHex(rewards[1]!.txid));
  const equal = [await pay(alice, bob, 100n), await pay(alice, bob, 100n)];
  expect(toHex(equal[0]!.txid)).not.toBe(toHex(equal[1]!.txid));
  await pay(bob, carol, 200n);
  expect([balance(alice), balance(bob), balance(carol)]).toEqual([29_800n, 0n, 200n]);
});

test('regression 5: faucet calls at once leave one unbroken chain', async () => {
  await Promise.all(Array.from({ length: 40 }, () => fund(alice)));
  const { blocks } = ledger.store;
  for (const [height, { header }] of blocks.entries()) {
    expect(toHex(header.prevHash)).toBe(height === 0 ? '' : toHex(blocks[height - 1]!.hash));
  }
  expect(balance(alice)).toBe(600_000n);
});

test('regression 6: a key or a signature that starts with zeros sends like any other', async () => {
  const shortKey = keyPair(255);
  expect(hex(shortKey)).toMatch(/^00{60}/);
  await fund(shortKey);
  let zeroStarts = 0;
  for (let count = 0; zeroStarts < 2 && count < 3_000; count += 100) {
    const sent = await Promise.all(Array.from({ length: 100 }, () => pay(shortKey, bob, 1n)));
    for (const { txid } of sent) {
      const { signature } = (await stored(txid)).inputs[0]!;
      if (signature![0] === 0 || signature![32] === 0) zeroStarts++;
    }
  }
  expect(zeroStarts).toBeGreaterThanOrEqual(2);
});

test('the whole balance is sent without change, one unit more is refused', async () => {
  await fund(alice);
  expect(await refusal(send({ amount: 15_001n }))).toBe('insufficient funds');
  const { outputs } = await stored((await send({ amount: 15_000n })).txid);
  expect(outputs).toHaveLength(1);
  expect([balance(alice), balance(bob)]).toEqual([0n, 15_000n]);
});

test('the address may be written in upper case', async () => {
  await fund(alice);
  await send({
    from: alice.address.toUpperCase(),
    to: bob.address.toUpperCase(),
    privateKey: hex(alice).toUpperCase(),
  });
  expect([balance(alice), balance(bob)]).toEqual([14_900n, 100n]);
});

test('a payment to oneself changes no balance', async () => {
  await fund(alice);
  await pay(alice, alice, 100n);
  expect(balance(alice)).toBe(15_000n);
  expect([...ledger.index.after(alice.address, -1)]).toHaveLength(2);
});

test('of many who spend one coin at once, only so many succeed as it pays', async () => {
  await fund(alice);
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => refusal(pay(alice, bob, 1_000n))));
  expect(outcomes.filter((outcome) => outcome === 'mined')).toHaveLength(15);
  expect(outcomes.filter((outcome) => outcome === 'insufficient funds')).toHaveLength(15);
  expect([balance(alice), balance(bob)]).toEqual([0n, 15_000n]);
});

test('a reward is fixed whatever amount is recorded', async () => {
  const { txid } = await fund(alice, 7n);
  expect((await stored(txid)).outputs).toMatchObject([{ value: 15_000n }]);
  expect(ledger.store.transactions.at(-1)!.effects.record).toMatchObject({ type: 'reward', amount: 7n });
});

test.each([0n, -1n])('a reward recorded as %i is refused before it can spoil a block', async (amount) => {
  await expect(fund(alice, amount)).rejects.toThrow(AmountNotPositive);
  expect(ledger.store.attempts).toBe(0);
});

test('coins that do not cover an amount make no payment', () => {
  const transfer = { from: parseAddress(alice.address), to: parseAddress(bob.address), amount: 1n };
  expect(() => transferOutputs([], transfer)).toThrow(RangeError);
});

test('whatever is funded and sent, balances add up to the supply and inputs to outputs', async () => {
  const people = [alice, bob, carol];
  const action = fc.oneof(
    { weight: 1, arbitrary: fc.record({ fund: fc.nat(2) }) },
    { weight: 4, arbitrary: fc.record({ from: fc.nat(2), to: fc.nat(2), amount: fc.bigInt(1n, 20_000n) }) },
  );
  let mined = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(action, { maxLength: 6 }), { maxLength: 6 }), async (rounds) => {
      const run = await openLedger();
      run.producer.start(run.tip, () => {});
      for (const round of rounds) {
        const outcomes = await Promise.allSettled(
          round.map((step) =>
            'fund' in step
              ? run.faucet.execute({ address: people[step.fund]!.address, amount: 1n, ip: '' })
              : run.transfers.execute({
                  from: people[step.from]!.address,
                  to: people[step.to]!.address,
                  amount: step.amount,
                  privateKey: hex(people[step.from]!),
                  ip: '',
                }),
          ),
        );
        mined += outcomes.filter(({ status }) => status === 'fulfilled').length;
        const { supply, unspentCount } = (await run.store.tip())!;
        const owned = people.reduce((sum, { address }) => sum + run.index.balance(address), 0n);
        const coins = people.reduce((count, { address }) => count + [...run.index.after(address, -1)].length, 0);
        // Genesis has no owner: 15000 units in one coin.
        expect([owned + 15_000n, coins + 1]).toEqual([supply, unspentCount]);
      }
      await run.producer.stop();
      const made = new Map<string, bigint>();
      for (const { inputs, outputs, id } of run.store.blocks.flatMap(({ transactions }) => transactions)) {
        const out = outputs.reduce((sum, { value }) => sum + value, 0n);
        for (const [vout, { value }] of outputs.entries()) made.set(`${toHex(id)}:${vout}`, value);
        if (inputs[0]!.vout < 0) expect(out).toBe(15_000n);
        else expect(inputs.reduce((sum, { txid, vout }) => sum + made.get(`${toHex(txid)}:${vout}`)!, 0n)).toBe(out);
      }
    }),
    { numRuns: 40 },
  );
  expect(mined).toBeGreaterThan(50);
});
