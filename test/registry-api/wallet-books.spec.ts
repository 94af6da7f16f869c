import { judgedStatement, missingInPdf } from './support/node-statement.js';
import { until } from './support/wallet-client.js';
import { WALLET_WORLDS, type WalletWorld } from './support/wallet-worlds.js';

const FLOP = 100_000_000n;

for (const kind of WALLET_WORLDS) {
  const suite = kind.whySkipped === null ? describe : describe.skip;
  suite(`the books on ${kind.name}${kind.whySkipped ? ` (skipped: ${kind.whySkipped})` : ''}`, () => {
    let world: WalletWorld;
    let names = 0;
    beforeAll(async () => {
      world = await kind.open();
      // The operator's own money.
      await world.deposit(await world.acts.changeAddress(), 40n * FLOP);
      await world.mine(1);
    }, 60_000);
    afterAll(() => world?.close(), 30_000);

    const agreed = () => world.client.agreement();
    const settled = async () => {
      await world.mine(1);
      await agreed();
    };
    afterEach(settled, 40_000);

    const funded = async (amount = 10n * FLOP) => {
      const nodeId = `node-${++names}`;
      const { address } = await world.client.open(nodeId);
      const txid = await world.deposit(address, amount);
      await world.mine(6);
      await until('the credit', async () => (await world.client.units(nodeId)).available === amount);
      return { nodeId, address, txid };
    };
    const house = () => world.client.houseUnits();
    const pay = async (nodeId: string, recipient: string, amount: number | string) => {
      const { status, body } = await world.client.pay(nodeId, recipient, amount);
      expect([status, body]).toEqual([200, expect.anything()]);
      return body.txid as string;
    };

    it('gives the house what a node pays to a change address', async () => {
      const { nodeId } = await funded();
      const before = await house();
      await pay(nodeId, await world.acts.changeAddress(), '0.01');
      await settled();
      expect(await house()).toBe(before + 1_000_000n);
      await world.mine(6);
      expect(await house()).toBe(before + 1_000_000n);
    }, 40_000);

    it('has the house pay for a consolidation to a change address, and for a payment to an old one', async () => {
      await funded();
      const before = await house();
      await world.acts.consolidate();
      await settled();
      const between = await house();
      expect(between).toBe(before - 2_000_000n);
      await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
      await settled();
      expect([between - (await house()) > 0n, between - (await house()) < FLOP / 10n]).toEqual([true, true]);
    }, 40_000);

    it('finds a consolidation that a payment has spent already', async () => {
      const { nodeId } = await funded();
      await world.acts.consolidate();
      await world.acts.mine(1);
      await pay(nodeId, await world.outsideAddress(), 2);
      await settled();
    }, 40_000);

    it('takes back what the house paid when the operator abandons the payment', async () => {
      await funded();
      const before = await house();
      const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
      await until('the payment to be booked', async () => (await house()) < before);
      await world.acts.abandon(txid);
      await until('the money to be back', async () => (await house()) === before);
      await agreed();
    }, 40_000);

    it('counts once what two payments in a row took when both leave the mempool, and give back when the first is abandoned', async () => {
      await funded();
      const before = await house();
      const first = await world.acts.consolidate();
      await world.acts.payByHand(await world.outsideAddress(), FLOP);
      await until('both to be booked', async () => (await house()) < before - FLOP);
      await world.acts.evict(first);
      // All coins wait with the first payment; the second took none that counts.
      await world.acts.mine(1);
      await until('the nodes’ coins to be missing, to the unit', async () => {
        const { drift_units, frozen_by } = await world.client.reserves();
        return drift_units === '0' && frozen_by === 'shortfall';
      });
      await world.acts.abandon(first);
      await until('the money to be back', async () => (await house()) === before);
      await agreed();
    }, 60_000);

    it.each(['evict', 'abandon'] as const)(
      'brings a payment back with the operator’s transaction that it is built on, after both had to leave: %s',
      async (act) => {
        const { nodeId } = await funded();
        const consolidation = await world.acts.consolidate();
        const txid = await pay(nodeId, await world.outsideAddress(), 2);
        await until('the payment to wait', () => world.acts.isWaiting(txid));
        await world.acts[act](consolidation);
        expect(await world.acts.isWaiting(txid)).toBe(false);
        await world.mine(1);
        await until('both to be back', () => world.acts.isWaiting(txid));
        await world.mine(6);
        expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid, status: 'confirmed' });
        expect((await world.client.pay(nodeId, await world.outsideAddress(), 1)).status).toBe(200);
      },
      60_000,
    );

    it('freezes the one node whose payment has lost its coins, while another pays on, until its money is back', async () => {
      const [robbed, other] = [await funded(), await funded()];
      const txid = await pay(robbed.nodeId, await world.outsideAddress(), 2);
      await until('the payment to wait', () => world.acts.isWaiting(txid));
      await world.acts.displace(txid);
      await world.acts.mineEmpty();
      const reserves = await until('the freeze', async () => {
        const now = await world.client.reserves();
        return now.frozen_payments.length > 0 && now;
      });
      expect(reserves).toMatchObject({ drift_units: '0', frozen_by: null, frozen_payments: [{ txid }] });
      const refused = await world.client.pay(robbed.nodeId, await world.outsideAddress(), 1);
      expect([refused.status, refused.body.detail]).toEqual([
        503,
        `Sends of this node are frozen until its payment ${txid} is in a block or undone`,
      ]);
      await pay(other.nodeId, await world.outsideAddress(), 1);
      await world.mine(6);
      await until(
        'the money to be back',
        async () => (await world.client.units(robbed.nodeId)).available === 10n * FLOP,
      );
      expect((await world.client.transactions(robbed.nodeId))[0]).toMatchObject({ txid, status: 'failed' });
      await agreed();
      await pay(robbed.nodeId, await world.outsideAddress(), 1);
    }, 60_000);

    it('counts a bumped payment once, also before it is mined', async () => {
      // Two coins, of which the operator's payment spends one.
      await funded();
      const { nodeId } = await funded();
      const before = await house();
      const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
      await until('the payment to be booked', async () => (await house()) < before);
      const first = await house();
      await world.acts.bump(txid);
      await until('the higher fee', async () => (await house()) < first && (await house()) > first - FLOP / 2n);
      await agreed();
      await pay(nodeId, await world.outsideAddress(), 1);
      await settled();
      expect(await house()).toBeGreaterThan(before - 2n * FLOP);
    }, 40_000);

    it('counts its coin once when a bumped payment and its replacement both wait nowhere', async () => {
      await funded();
      const before = await house();
      const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
      await until('the payment to be booked', async () => (await house()) < before);
      const replacement = await world.acts.bump(txid);
      await until('the replacement to wait', () => world.acts.isWaiting(replacement));
      await world.acts.evict(replacement);
      await world.mine(1);
      const { drift_units, frozen_by } = await world.client.reserves();
      expect([drift_units, frozen_by === 'drift']).toEqual(['0', false]);
      await world.acts.abandon(replacement);
      await world.acts.abandon(txid);
      await until('the money to be back', async () => (await house()) === before);
      await agreed();
    }, 60_000);

    it('counts its coin when a payment to a change address, which Core does not list, was displaced by one that waits nowhere', async () => {
      await funded();
      const { tip_hash: before } = await world.client.reserves();
      const txid = await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
      const displacing = await world.acts.displace(txid);
      await world.acts.mineEmpty();
      await until(
        'an audit that sees the other one waiting',
        async () => (await world.client.reserves()).tip_hash !== before,
      );
      await world.acts.evict(displacing);
      await world.mine(1);
      const { drift_units, frozen_by } = await world.client.reserves();
      expect([drift_units, frozen_by === 'drift']).toEqual(['0', false]);
      await world.acts.abandon(displacing);
      await world.acts.abandon(txid);
      await agreed();
    }, 60_000);

    it('counts its coin when such a payment was displaced by one to somebody, which is abandoned', async () => {
      await funded();
      const { tip_hash: before } = await world.client.reserves();
      const txid = await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
      const displacing = await world.acts.displace(txid, await world.outsideAddress());
      await world.acts.mineEmpty();
      const { tip_hash: between } = await until('an audit that sees the other one waiting', async () => {
        const now = await world.client.reserves();
        return now.tip_hash !== before && now;
      });
      await world.acts.abandon(displacing);
      await world.acts.mineEmpty();
      const { drift_units, frozen_by } = await until('the next audit', async () => {
        const now = await world.client.reserves();
        return now.tip_hash !== between && now;
      });
      expect([drift_units, frozen_by === 'drift']).toEqual(['0', false]);
      await world.acts.abandon(txid);
      await agreed();
    }, 60_000);

    it('knows a payment that was malleated on its way, and never takes its twin for the operator’s', async () => {
      const { nodeId } = await funded();
      const before = await house();
      const txid = await pay(nodeId, await world.outsideAddress(), 3);
      const left = (await world.client.units(nodeId)).available;
      const twin = await world.acts.malleate(txid);
      await until('its new id', async () => (await world.client.transactions(nodeId))[0].txid === twin);
      await agreed();
      await world.mine(6);
      const [line] = await world.client.transactions(nodeId);
      expect(line).toMatchObject({ txid: twin, status: 'confirmed' });
      expect([await house(), (await world.client.units(nodeId)).available]).toEqual([before, left]);
    }, 40_000);

    it('has outputs without an address on the books, so that dust freezes no payments', async () => {
      const { nodeId, address } = await funded();
      const key = await world.acts.publicKeyOf(address);
      await world.acts.payScript(`5121${key}51ae`, 1_000_000n);
      await settled();
      await world.acts.payScript(`21${key}ac`, 2_000_000n);
      await world.mine(6);
      await until('the bare key’s money', async () => {
        const { available, pending } = await world.client.units(nodeId);
        return available + pending === 10n * FLOP + 2_000_000n;
      });
    }, 40_000);

    it('pays a debt first with what comes back when a deposit and the payment that spent it both die', async () => {
      const other = await funded(5n * FLOP);
      await world.acts.consolidate();
      await world.mine(1);
      const nodeId = `node-${++names}`;
      const { address } = await world.client.open(nodeId);
      const doomed = await world.deposit(address, 20n * FLOP);
      await world.mine(6);
      await until('the credit', async () => (await world.client.units(nodeId)).available === 20n * FLOP);
      await pay(nodeId, await world.outsideAddress(), '19.9');
      await world.mine(1);
      await world.doubleSpend(doomed, 7);
      await agreed();
      // A debt that its own dying payment covers blocks no other payment.
      const { status, body } = await world.client.pay(other.nodeId, await world.outsideAddress(), 1);
      expect([status, body]).toEqual([200, expect.anything()]);
      await world.mine(6);
      await until('the debt to be paid', async () => (await world.client.units(nodeId)).owed === 0n);
      expect(await world.client.units(nodeId)).toEqual({ available: 0n, pending: 0n, reserved: 0n, owed: 0n });
    }, 60_000);

    it('states of every node what all of this came to', async () => {
      const whole = await Promise.all(
        Array.from({ length: names }, async (_, at) => {
          const nodeId = `node-${at + 1}`;
          const { available, pending, reserved, owed } = await world.client.units(nodeId);
          const statement = await judgedStatement(world.client, nodeId);
          const held = available + pending + reserved - owed;
          expect([nodeId, statement.opening_units, statement.closing_units]).toEqual([nodeId, '0', String(held)]);
          return statement;
        }),
      );
      const {
        node_id: nodeId,
        lines,
        closing_units,
      } = whole.reduce((one, other) => (other.lines.length > one.lines.length ? other : one));
      const { time, balance_after_units } = lines.at(-1)!;
      const before = await judgedStatement(world.client, nodeId, `?to=${time}`);
      const since = await judgedStatement(world.client, nodeId, `?from=${time}`);
      expect([...before.lines, ...since.lines]).toEqual(lines);
      expect([before.closing_units, since.closing_units]).toEqual([since.opening_units, closing_units]);
      expect(balance_after_units).toBe(closing_units);
      const refused = await world.client.get(`/wallet/${nodeId}/statement?from=today`);
      expect([refused.status, refused.body.detail]).toEqual([
        400,
        'from must be a day such as 2026-11-27, or a moment such as 2026-11-27T08:00:00Z',
      ]);
      expect((await world.client.get('/wallet/stranger/statement')).status).toBe(404);
      const [longest] = whole.filter((statement) => statement.node_id === nodeId);
      expect(await missingInPdf(world.client, longest!)).toEqual([]);
      expect((await world.client.get('/wallet/stranger/statement.pdf')).status).toBe(404);
      expect((await world.client.get(`/wallet/${nodeId}/statement.pdf?to=today`)).status).toBe(400);
    }, 40_000);
  });
}
