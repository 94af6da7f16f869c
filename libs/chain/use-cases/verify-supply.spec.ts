import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { openTreasury } from '../../../test/support/treasury.js';
import { fromHex } from '../model/bytes.js';
import { issuedOrder, issueText, orderHash } from '../model/supply.js';
import { COINBASE_REWARD } from '../model/transaction.js';

const asha = keyPair(1).address;
const amina = { actor: 'administrator:amina', ip: '' };
let ledger: Ledger;
let treasury: ReturnType<typeof openTreasury>;

beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  treasury = openTreasury(ledger);
});
afterEach(() => ledger.producer.stop());

async function issue(amount: bigint, reference: string) {
  const { order } = await treasury.propose.execute('issue', { address: asha, amount, reference }, amina);
  const { id, hash } = order;
  return (await treasury.decide.approve({ kind: 'issue', id, ...amina }, hash)).order;
}

test('what is issued is in the supply, and its coinbase names its order', async () => {
  await ledger.faucet.execute({ address: asha, amount: 7n, ip: '' });
  const { mined, hash } = await issue(250_000n, 'deposit 1');
  await issue(1n, 'deposit 2');
  const stored = ledger.store.blocks[mined!.height]!.transactions[0]!;
  expect(issuedOrder(stored)?.toString('hex')).toBe(hash);
  expect(await treasury.verify()).toMatchObject({
    ok: true,
    supply: 15_000n + COINBASE_REWARD + 250_001n,
    genesis: 15_000n,
    faucet: 15_000n,
    issued: 250_001n,
    redeemed: 0n,
  });
  expect(ledger.index.balance(asha)).toBe(COINBASE_REWARD + 250_001n);
});

test('an issue that no one ordered is found, though every block keeps the rules', async () => {
  const forged = { kind: 'issue', id: 'forged', address: asha, amount: 5n, reference: 'forged' } as const;
  await ledger.producer.submit({
    plan: () => ({
      inputs: [],
      outputs: [{ value: 5n, pubKeyHash: fromHex(asha, 32)! }],
      owners: [],
      coinbaseText: issueText(orderHash(forged)),
      record: { type: 'reward', sender: undefined, receiver: asha, amount: 5n },
    }),
  });
  const { ok, fault } = await treasury.verify();
  expect([ok, fault]).toEqual([
    false,
    { height: 1, rule: 'issue-unapproved', message: 'nobody has ordered this issue' },
  ]);
});

test.each<[string, object, string]>([
  ['lacks approvals', { approvals: [] }, 'the order of this issue lacks approvals'],
  ['was changed', { amount: 6n }, 'the order of this issue was changed'],
  ['is for somebody else', { address: keyPair(2).address }, 'the order of this issue was changed'],
])('an issue whose order %s is found', async (_, change, message) => {
  const { id } = await issue(5n, 'deposit');
  const kept = (treasury.orders as unknown as { orders: Map<string, object> }).orders;
  kept.set(id, { ...kept.get(id), ...change });
  expect((await treasury.verify()).fault).toMatchObject({ rule: 'issue-unapproved', message });
});

test('an issue of another amount than its order says is found', async () => {
  const { order } = await treasury.propose.execute('issue', { address: asha, amount: 5n, reference: 'a' }, amina);
  const { id, hash } = order;
  await ledger.producer.submit({
    plan: () => ({
      inputs: [],
      outputs: [{ value: 6n, pubKeyHash: fromHex(asha, 32)! }],
      owners: [],
      coinbaseText: issueText(fromHex(hash, 32)!),
      record: { type: 'reward', sender: undefined, receiver: asha, amount: 6n },
      companions: [
        { kind: 'treasury_order', values: { order_id: id, settled_by: 'x', created_at: '2026-11-27T00:00:00Z' } },
      ],
    }),
  });
  await treasury.orders.approve({ id, act: { by: 'x', atMs: 0 }, needed: 1, perDay: 10n });
  expect((await treasury.verify()).fault).toMatchObject({ message: 'this issue is not what was ordered' });
});
