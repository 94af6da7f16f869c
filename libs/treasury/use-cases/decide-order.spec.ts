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
