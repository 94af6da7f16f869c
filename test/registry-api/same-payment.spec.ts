import { until } from './support/wallet-client.js';
import { WALLET_WORLDS, type WalletWorld } from './support/wallet-worlds.js';

const FLOP = 100_000_000n;
const DEARER_BY = 2_000_000n;

for (const kind of WALLET_WORLDS) {
  const suite = kind.whySkipped === null ? describe : describe.skip;
  suite(`the same payment in another shape on ${kind.name}${kind.whySkipped ? ` (skipped: ${kind.whySkipped})` : ''}`, () => {
    let world: WalletWorld;
    let names = 0;

    beforeAll(async () => {
      world = await kind.open();
      await world.deposit(await world.acts.changeAddress(), 40n * FLOP);
      await world.mine(1);
    }, 60_000);
    afterAll(() => world?.close(), 30_000);

    const agreed = () => world.client.agreement();
    const house = () => world.client.houseUnits();
    const paid = async () => {
      const nodeId = `node-${++names}`;
      const { address } = await world.client.open(nodeId);
      await world.deposit(address, 10n * FLOP);
      await world.mine(6);
      await until('the credit', async () => (await world.client.units(nodeId)).available === 10n * FLOP);
      const { status, body } = await world.client.pay(nodeId, await world.outsideAddress(), 3);
      expect([status, body.success]).toEqual([200, true]);
      return { nodeId, txid: body.txid as string, left: (await world.client.units(nodeId)).available };
    };

    it('costs the node what was signed, whatever fee it was mined with: the house pays the rest', async () => {
      const before = await house();
      const { nodeId, txid, left } = await paid();
      const dearer = await world.acts.mineDearer(txid);
      expect(dearer).not.toBe(txid);
      await until('its new id', async () => (await world.client.transactions(nodeId))[0].txid === dearer);
      await world.mine(7);
      await agreed();
      const [line] = await world.client.transactions(nodeId);
      expect(line).toMatchObject({ txid: dearer, status: 'confirmed', amount_units: String(3n * FLOP) });
      expect((await world.client.units(nodeId)).available).toBe(left);
      expect(await house()).toBe(before - DEARER_BY);
      const { status } = await world.client.pay(nodeId, await world.outsideAddress(), 1);
      expect(status).toBe(200);
      await world.mine(1);
      await agreed();
    }, 60_000);

    it('is one payment in another form of its signature, and the house pays nothing', async () => {
      const before = await house();
      const { nodeId, txid, left } = await paid();
      const twin = await world.acts.malleate(txid);
      await until('its new id', async () => (await world.client.transactions(nodeId))[0].txid === twin);
      await world.mine(6);
      await agreed();
      expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid: twin, status: 'confirmed' });
      expect([await house(), (await world.client.units(nodeId)).available]).toEqual([before, left]);
    }, 60_000);

    it.each([['seen'], ['not seen']])(
      'goes on its way as it was signed when the block of its other form, which no mempool takes, is left: %s before',
      async (seen) => {
        const before = await house();
        const { nodeId, txid, left } = await paid();
        const twin = await world.acts.malleate(txid);
        if (seen === 'seen')
          await until('its new id', async () => (await world.client.transactions(nodeId))[0].txid === twin);
        await world.reorganise(1);
        await until('the payment to wait again', () => world.acts.isWaiting(txid));
        await world.mine(7);
        await agreed();
        expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid, status: 'confirmed' });
        expect([await house(), (await world.client.units(nodeId)).available]).toEqual([before, left]);
      },
      60_000,
    );

    it('belongs to the node also when it pays a change address, and no list tells of its other form', async () => {
      const before = await house();
      const { nodeId, left } = await paid();
      await world.mine(1);
      const { body } = await world.client.pay(nodeId, await world.acts.changeAddress(), 1);
      const rest = (await world.client.units(nodeId)).available;
      expect(left - rest).toBeGreaterThan(FLOP);
      const twin = await world.acts.malleate(body.txid);
      await world.mine(7);
      await world.mine(1);
      await agreed();
      expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid: twin, status: 'confirmed' });
      expect([await house(), (await world.client.units(nodeId)).available]).toEqual([before + FLOP, rest]);
    }, 60_000);

    it('goes back to the node when it is built on a payment of the operator’s whose first form is mined in the end', async () => {
      const nodeId = `node-${++names}`;
      const { address } = await world.client.open(nodeId);
      await world.deposit(address, 10n * FLOP);
      await world.mine(6);
      const { tip_hash: unseen } = await world.client.reserves();
      const txid = await world.acts.consolidate();
      await world.acts.mineEmpty();
      await until('an audit that sees it waiting', async () => (await world.client.reserves()).tip_hash !== unseen);
      const twin = await world.acts.malleate(txid);
      await until('its account', async () => (await world.client.units(nodeId)).available === 10n * FLOP);
      const { body } = await world.client.pay(nodeId, await world.outsideAddress(), 3);
      expect(await world.acts.isWaiting(body.txid)).toBe(true);
      await world.reorganise(1);
      expect([await world.acts.isWaiting(twin), await world.acts.isWaiting(body.txid)]).toEqual([false, false]);
      await until('the first form to wait again', () => world.acts.isWaiting(txid));
      const { frozen_payments: frozen } = await world.client.reserves();
      expect(frozen).toMatchObject([{ txid: body.txid }]);
      await world.mine(5);
      expect((await world.client.units(nodeId)).available).toBeLessThan(7n * FLOP);
      await world.mine(2);
      await agreed();
      expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid: body.txid, status: 'failed' });
      expect((await world.client.units(nodeId)).available).toBe(10n * FLOP);
      expect((await world.client.pay(nodeId, await world.outsideAddress(), 3)).status).toBe(200);
      await world.mine(1);
      await agreed();
    }, 60_000);

    it('of the operator’s takes its coin once when neither form waits, also when it pays change addresses alone', async () => {
      const { tip_hash: unseen } = await world.client.reserves();
      const txid = await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
      await world.acts.mineEmpty();
      await until('an audit that sees it waiting', async () => (await world.client.reserves()).tip_hash !== unseen);
      const twin = await world.acts.malleate(txid);
      await world.reorganise(1);
      expect([await world.acts.isWaiting(txid), await world.acts.isWaiting(twin)]).toEqual([false, false]);
      await world.mine(1);
      const { drift_units, frozen_by } = await world.client.reserves();
      expect([drift_units, frozen_by === 'drift']).toEqual(['0', false]);
      await world.acts.abandon(twin);
      await world.acts.abandon(txid);
      await agreed();
    }, 60_000);
  });
}
