import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { openTreasury } from '../../../test/support/treasury.js';
import { fromHex } from '../model/bytes.js';
import { BURN_ADDRESS, BURN_HASH, issuedOrder, issueText, orderHash } from '../model/supply.js';
import { COINBASE_REWARD } from '../model/transaction.js';
import type { SettledOrder } from '../ports/supply-orders.js';

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

/** Burns 5 units of Asha's, for the order with this ID if one is given. */
async function burn(orderId?: string) {
  const { privateKey, publicKey } = keyPair(1);
  const values = { order_id: orderId ?? '', settled_by: 'x', created_at: '2026-11-27T00:00:00Z' };
  await ledger.producer.submit({
    plan: (coins) => {
      const inputs = coins.select(asha, 5n);
      const change = inputs.reduce((sum, { value }) => sum + value, -5n);
      const outputs = [
        { value: 5n, pubKeyHash: BURN_HASH },
        { value: change, pubKeyHash: fromHex(asha, 32)! },
      ];
      return {
        inputs,
        outputs,
        owners: inputs.map(() => asha),
        signer: { privateKey, publicKey },
        record: { type: 'send', sender: asha, receiver: BURN_ADDRESS, amount: 5n },
        ...(orderId && { companions: [{ kind: 'treasury_order', values }] }),
      };
    },
  });
}

async function approvedRedemption(reference: string) {
  const { order } = await treasury.propose.execute('redemption', { amount: 5n, reference }, amina);
  await treasury.orders.approve({ id: order.id, act: { by: 'x', atMs: 0 }, needed: 1, perDay: 10n });
  return order;
}

test('what is burnt without an order is found', async () => {
  await ledger.faucet.execute({ address: asha, amount: 1n, ip: '' });
  await burn();
  const fault = { height: 2, rule: 'redemption-unapproved', message: 'nobody has ordered this redemption' };
  expect((await treasury.verify()).fault).toEqual(fault);
});

test('what is burnt out of another wallet than that of the treasury is found', async () => {
  await ledger.faucet.execute({ address: asha, amount: 1n, ip: '' });
  await burn((await approvedRedemption('a')).id);
  const fault = { height: 2, rule: 'redemption-unapproved', message: 'this redemption is not what was ordered' };
  expect((await treasury.verify()).fault).toEqual(fault);
});

test('an order to redeem that was carried out twice is found', async () => {
  const { wallet, orders, decide } = treasury;
  await ledger.faucet.execute({ address: wallet.address, amount: 1n, ip: '' });
  for (const reference of ['a', 'b']) {
    const { id, hash } = await approvedRedemption(reference);
    await decide.approve({ kind: 'redemption', id, ...amina }, hash);
  }
  expect((await treasury.verify()).redeemed).toBe(10n);
  // As if the rows of both transactions named the first order.
  const named = orders.settledBy.bind(orders);
  let first: SettledOrder | undefined;
  orders.settledBy = async (txids) => {
    const settled = await named(txids);
    first ??= [...settled.values()][0];
    return new Map([...settled.keys()].map((txid) => [txid, first!]));
  };
  expect((await treasury.verify()).fault).toMatchObject({ height: 3, rule: 'redemption-repeated' });
});
