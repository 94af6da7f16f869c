import { chosenDaemon } from '../support/chosen-daemon.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const CRUMB = FLOP / 50n;
const CRUMBS = 3_000;
const skipped = chosenDaemon.whySkipped;

(skipped ? describe.skip : describe)(
  `a pool with ${CRUMBS} small coins in it${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let world: CoreRegistry;
    const pay = async (nodeId: string, amount: number) => {
      const { status, body } = await world.client.pay(nodeId, OutsideWallet.freshAddress(), amount);
      expect([status, body.detail]).toEqual([200, undefined]);
      await world.mine(1);
      const [line] = await world.client.transactions(nodeId);
      const { vin } = await world.daemon.rpc('decoderawtransaction', [
        (await world.daemon.rpc('gettransaction', [line.txid])).hex,
      ]);
      return { feeUnits: BigInt(line.fee_units), inputs: vin.length };
    };

    beforeAll(async () => {
      // Signing for hundreds of inputs takes Core longer than the second that suites of outages allow it.
      const settings = { WALLET_CONSOLIDATION_FEE_PER_DAY: '0.4', FLOPCOIN_RPC_TIMEOUT_MS: '15000' };
      world = await CoreRegistry.start(settings, 45);
      // What Flopcoin's wallet pays, so that fees are as on the real coin.
      await world.daemon.rpc('settxfee', ['0.01']);
      await world.fundedNode('saver', [...Array<bigint>(10).fill(49n * FLOP), 10n * FLOP]);
      const { address } = await world.client.open('collector');
      for (let batch = 0; batch < CRUMBS / 100; batch++) await world.outside.payMany(address, CRUMB, 100);
      await world.daemon.mine(6, world.outside.address);
      const all = async () => (await world.client.units('collector')).available === BigInt(CRUMBS) * CRUMB;
      await until('the crumbs', all, 100_000);
      await world.audited();
    }, 180_000);
    afterAll(() => world?.stop(), 30_000);
    afterEach(async () => {
      await world.audited();
      expect(await world.client.reserves()).toMatchObject({ drift_units: '0', frozen: false });
    }, 30_000);

    it('makes no payment of another node dearer, and refuses none', async () => {
      expect(await pay('saver', 5)).toEqual({ feeUnits: 226_000n, inputs: 1 });
      expect(await pay('saver', 20)).toEqual({ feeUnits: 226_000n, inputs: 1 });
    }, 30_000);

    it('lets the node that was sent them spend its balance, with a large coin as long as there is one', async () => {
      expect(await pay('collector', 3)).toEqual({ feeUnits: 226_000n, inputs: 1 });
    }, 30_000);

    it('has a node pay for its own small coins when there are no others, and no other node for them', async () => {
      const all = (await world.client.units('saver')).available;
      expect((await pay('saver', Number(all / FLOP) - 4)).inputs).toBeLessThan(15);
      expect((await world.client.units('saver')).available).toBeGreaterThan(4n * FLOP);
      const refused = await world.client.pay('saver', OutsideWallet.freshAddress(), 3);
      expect([refused.status, refused.body]).toEqual([
        503,
        { detail: 'The coins for this payment wait for a confirmation, try again later' },
      ]);
      const own = await pay('collector', 4);
      expect(own.inputs).toBeGreaterThan(50);
    }, 30_000);

    it('makes them into large coins once the house has money, which pays no more than a day may cost', async () => {
      const crumbs = async () =>
        (await world.daemon.rpc('listunspent', [1])).filter(({ amount }: { amount: number }) => amount < 0.05).length;
      const [before, saver, collector] = [
        await crumbs(),
        await world.client.units('saver'),
        await world.client.units('collector'),
      ];
      expect(before).toBeGreaterThan(250);
      await world.outside.pay(await world.daemon.rpc('getnewaddress'), 10n * FLOP);
      for (let block = 0; block < 8; block++) await world.mine(1);
      const left = await until('the crumbs to be gathered', async () => {
        const now = await crumbs();
        return now < before - 200 && now;
      });
      const { house_units: house } = await world.client.reserves();
      const cost = 10n * FLOP - BigInt(house);
      // 148 bytes at 0.01 FLOP for 1000 bytes.
      expect(cost).toBeGreaterThanOrEqual(BigInt(before - left) * 148_000n);
      expect(cost).toBeLessThanOrEqual(40_000_000n);
      expect([await world.client.units('saver'), await world.client.units('collector')]).toEqual([saver, collector]);
      expect((await world.client.pay('saver', OutsideWallet.freshAddress(), 3)).status).toBe(200);
    }, 60_000);
  },
);
