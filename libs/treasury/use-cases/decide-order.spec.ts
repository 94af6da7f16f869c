import { AppendUncertain } from '@app/chain';
import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { openTreasury } from '../../../test/support/treasury.js';

const asha = keyPair(1).address;
const who = (name: string) => ({ actor: `administrator:${name}`, ip: '' });
let ledger: Ledger;
let treasury: ReturnType<typeof openTreasury>;

beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  treasury = openTreasury(ledger, { approvals: 2, perDay: 100n });
});
afterEach(() => ledger.producer.stop());

async function propose(amount: bigint, reference: string) {
  return (await treasury.propose.execute('issue', { address: asha, amount, reference }, who('amina'))).order;
}

const approve = ({ id, hash }: { id: string; hash: string }, name: string) =>
  treasury.decide.approve({ kind: 'issue', id, ...who(name) }, hash);

test('an issue whose block could not be stored is minted by the next approval, once', async () => {
  const order = await propose(60n, 'a');
  await approve(order, 'amina');
  ledger.store.before = (attempt) => {
    if (attempt === 1) throw new Error('the disk is full');
  };
  await expect(approve(order, 'bilal')).rejects.toMatchObject({ code: 'block_not_committed' });
  expect(ledger.store.faults).toBe(1);
  expect(await treasury.decide.find('issue', order.id)).toMatchObject({ state: 'approved', mined: undefined });
  expect((await approve(order, 'amina')).order.state).toBe('mined');
  expect(ledger.index.balance(asha)).toBe(60n);
  expect((await treasury.verify()).issued).toBe(60n);
});

test('an issue whose answer was lost is minted once', async () => {
  const order = await propose(60n, 'a');
  await approve(order, 'amina');
  ledger.store.after = (attempt) => {
    if (attempt === 1) throw new AppendUncertain('the connection was lost');
  };
  const { order: mined } = await approve(order, 'bilal');
  expect([mined.state, ledger.store.faults]).toEqual(['mined', 1]);
  expect(await approve(order, 'bilal')).toEqual({ order: mined, isReplay: true });
  expect(ledger.index.balance(asha)).toBe(60n);
});

test('an order is not rejected while it is carried out, nor after', async () => {
  const order = await propose(60n, 'a');
  await approve(order, 'amina');
  const reject = () => treasury.decide.reject({ kind: 'issue', id: order.id, ...who('amina') }, 'too late');
  let during: Promise<unknown> | undefined;
  ledger.store.before = () => {
    during ??= reject().catch(({ code }: { code: string }) => code);
  };
  await approve(order, 'bilal');
  expect(await during).toBe('order_in_hand');
  await expect(reject()).rejects.toMatchObject({ code: 'order_closed' });
});

test('what was proposed on earlier days is approved within the limit of this one', async () => {
  const first = await propose(60n, 'a');
  ledger.clock.ms += 86_400_000;
  const second = await propose(60n, 'b');
  for (const order of [first, second]) await approve(order, 'amina');
  await approve(first, 'bilal');
  await expect(approve(second, 'bilal')).rejects.toMatchObject({ code: 'daily_limit_reached' });
  ledger.clock.ms += 86_400_000;
  expect((await approve(second, 'bilal')).order.state).toBe('mined');
});

test('a redemption is burnt once: after a full disk, a lost answer, and when the units come later than the approvals', async () => {
  const { wallet, propose: proposeOrder, decide, verify } = treasury;
  const asked = { amount: 60n, reference: 'a' };
  const { order } = await proposeOrder.execute('redemption', asked, who('amina'));
  const redeem = (name: string) => decide.approve({ kind: 'redemption', id: order.id, ...who(name) }, order.hash);
  await redeem('amina');
  await expect(redeem('bilal')).rejects.toMatchObject({ code: 'insufficient_funds' });
  expect(await decide.find('redemption', order.id)).toMatchObject({ state: 'approved', approvals: [{}, {}] });
  await ledger.faucet.execute({ address: wallet.address, amount: 1n, ip: '' });
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new Error('the disk is full');
  };
  ledger.store.after = (attempt) => {
    if (attempt === 3) throw new AppendUncertain('the connection was lost');
  };
  await expect(redeem('amina')).rejects.toMatchObject({ code: 'block_not_committed' });
  expect((await redeem('amina')).order.state).toBe('mined');
  expect(ledger.store.faults).toBe(2);
  expect((await redeem('bilal')).isReplay).toBe(true);
  expect(ledger.index.balance(wallet.address)).toBe(15_000n - 60n);
  expect(await verify()).toMatchObject({ ok: true, redeemed: 60n, supply: 30_000n - 60n });
});

test('an order of another treasury is not carried out: its signature would be none', async () => {
  const { order } = await treasury.propose.execute('redemption', { amount: 60n, reference: 'a' }, who('amina'));
  const { orders } = treasury.orders as unknown as { orders: Map<string, object> };
  orders.set(order.id, { ...order, approvals: [], needed: 1, address: asha });
  const redeem = (name: string) =>
    treasury.decide.approve({ kind: 'redemption', id: order.id, ...who(name) }, order.hash);
  await redeem('amina');
  await expect(redeem('bilal')).rejects.toThrow('another wallet');
  expect(ledger.store.blocks).toHaveLength(1);
});
