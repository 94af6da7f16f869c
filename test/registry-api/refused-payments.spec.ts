import { chosenDaemon } from '../support/chosen-daemon.js';
import { daemonActs } from '../support/coin-acts.js';
import { mizan } from '../support/mizan.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const skipped = chosenDaemon.whySkipped;

interface Stuck {
  txid: string;
  refusals: number;
  refusal_code: number;
}

(skipped ? describe.skip : describe)(
  `payments that Core refuses for good${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let world: CoreRegistry;
    let names = 0;

    beforeAll(async () => {
      world = await CoreRegistry.start({}, 30);
      // The operator's own money, which pays for what the operator does by hand.
      await world.outside.pay(await world.daemon.rpc('getnewaddress', ['house']), 5n * FLOP);
      await world.fundedNode('another', [20n * FLOP]);
    }, 60_000);
    afterAll(() => world?.stop(), 30_000);
    afterEach(async () => {
      world.proxy.choose = () => null;
      world.proxy.refuse = () => null;
      await world.mine(1);
      expect(await world.client.reserves()).toMatchObject({ drift_units: '0', frozen: false });
    }, 40_000);

    const cli = (...words: string[]) => mizan(['reserves', ...words, '--url', world.registry.url]);
    const stuck = async () => (await world.client.get('/wallet/reserves/stuck')).body.payments;
    const refuseAll = (code: number) => {
      world.proxy.refuse = ({ method }) => (method === 'sendrawtransaction' ? code : null);
    };
    const paid = async (recipient = OutsideWallet.freshAddress()) => {
      const nodeId = `refused-${++names}`;
      await world.fundedNode(nodeId, [10n * FLOP]);
      const { status, body } = await world.client.pay(nodeId, recipient, 4);
      expect([status, body.transaction.status]).toEqual([200, 'pending']);
      return { nodeId, recipient, txid: body.txid as string };
    };
    const refusedPayment = async (code: number) => {
      world.proxy.choose = () => null;
      const nodeId = `refused-${++names}`;
      await world.fundedNode(nodeId, [10n * FLOP]);
      refuseAll(code);
      const recipient = OutsideWallet.freshAddress();
      const { status, body } = await world.client.pay(nodeId, recipient, 4);
      expect([status, body.transaction.status]).toEqual([200, 'pending']);
      return { nodeId, recipient, txid: body.txid as string };
    };

    it('ends those that are refused each time, and their money is back', async () => {
      const codes = [-25, -26, -22, -4, -8];
      for (const code of codes)
        await world.outside.pay((await world.client.open(`refused-by-${-code}`)).address, 10n * FLOP);
      await world.mine(6);
      const codeOf = new Map<unknown, number>();
      world.proxy.refuse = ({ method, params }) =>
        method === 'sendrawtransaction' ? (codeOf.get(params[0]) ?? codes[codeOf.size]!) : null;
      for (const code of codes) {
        const { status, body } = await world.client.pay(`refused-by-${-code}`, OutsideWallet.freshAddress(), 4);
        expect([status, body.transaction.status]).toEqual([200, 'pending']);
        codeOf.set(await hexOf(body.txid), code);
      }
      await until('the refusals', async () => (await stuck()).every(({ refusals }: Stuck) => refusals >= 3));
      const told: Stuck[] = await stuck();
      expect(told.map(({ refusal_code }) => refusal_code)).toEqual(codes);
      await world.mine(2);
      for (const code of codes) {
        const nodeId = `refused-by-${-code}`;
        await until('the end', async () => (await world.client.transactions(nodeId))[0].status === 'failed');
        expect(await world.client.units(nodeId)).toMatchObject({ available: 10n * FLOP, reserved: 0n });
      }
      world.proxy.refuse = () => null;
      expect((await world.client.pay('refused-by-4', OutsideWallet.freshAddress(), 4)).status).toBe(200);
      const mempool: string[] = await world.daemon.rpc('getrawmempool');
      expect(told.filter(({ txid }) => mempool.includes(txid))).toEqual([]);
    }, 40_000);

    it('takes "in a block already" for what it is', async () => {
      const nodeId = `refused-${++names}`;
      await world.fundedNode(nodeId, [10n * FLOP]);
      world.proxy.once('sendrawtransaction', 'swallow');
      const recipient = OutsideWallet.freshAddress();
      const { body } = await world.client.pay(nodeId, recipient, 4);
      refuseAll(-27);
      await world.mine(6);
      await until('the confirmation', async () => (await world.client.transactions(nodeId))[0].status === 'confirmed');
      expect((await world.client.transactions(nodeId))[0].txid).toBe(body.txid);
      expect((await world.paidTo([recipient])).get(recipient)).toEqual([4n * FLOP]);
    }, 40_000);

    it('an operator ends one at once that has never left, with a reason in the audit trail, once', async () => {
      const { nodeId, txid } = await refusedPayment(-26);
      const shown = new RegExp(`^payment +${txid} .*last with -26 +never left`);
      // While it is offered, it may leave.
      await until('the refusal', async () => shown.test((await cli('stuck')).stdout));
      const ended = await cli('end', txid, '--reason', 'not wanted any more');
      expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining(`ended ${txid}`)]);
      expect(await world.client.units(nodeId)).toMatchObject({ available: 10n * FLOP, reserved: 0n });
      const again = await cli('end', txid, '--reason', 'not wanted any more');
      expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('No payment under way')]);
      const acts = await world.registry.resources.database!.query(
        `SELECT subject, details ->> 'reason' AS reason FROM audit_log WHERE action = 'payment_ended'`,
      );
      expect(acts).toEqual([{ subject: txid, reason: 'not wanted any more' }]);
    }, 40_000);

    it('one whose bytes may be with others ends when a coin of it is spent otherwise, and not before', async () => {
      const nodeId = `refused-${++names}`;
      await world.fundedNode(nodeId, [10n * FLOP]);
      world.proxy.once('sendrawtransaction', 'mute');
      const { body } = await world.client.pay(nodeId, OutsideWallet.freshAddress(), 4);
      refuseAll(-26);
      await until('the refusals', async () => (await stuck())[0]?.refusals >= 3);
      await world.mine(3);
      const kept = await cli('end', body.txid, '--reason', 'too long');
      expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('spend one of its coins in Flopcoin Core')]);
      const { vin } = await world.daemon.rpc('decoderawtransaction', [await hexOf(body.txid)]);
      await spendByHand(vin[0]);
      await world.mine(5);
      expect((await world.client.transactions(nodeId))[0].status).toBe('pending');
      await world.mine(2);
      await until('the end', async () => (await world.client.transactions(nodeId))[0].status === 'failed');
      expect(await world.client.units(nodeId)).toMatchObject({ available: 10n * FLOP, reserved: 0n });
    }, 40_000);

    it('one that is built on what the operator has spent otherwise ends, whatever Core says to the lost bytes', async () => {
      const nodeId = `refused-${++names}`;
      await world.fundedNode(nodeId, [10n * FLOP]);
      const acts = daemonActs(world.daemon, world.outside);
      const parent = await acts.consolidate();
      const { hex } = await world.daemon.rpc('gettransaction', [parent]);
      const { body } = await world.client.pay(nodeId, OutsideWallet.freshAddress(), 4);
      const { vin } = await world.daemon.rpc('decoderawtransaction', [await hexOf(body.txid)]);
      expect(vin.map(({ txid }: { txid: string }) => txid)).toEqual([parent]);
      let refusals = 0;
      world.proxy.refuse = ({ method, params }) =>
        method === 'sendrawtransaction' && params[0] === hex && ++refusals ? -26 : null;
      await acts.displace(parent);
      await acts.mineEmpty();
      await until('the refusal', async () => refusals > 0);
      await world.mine(7);
      await until('the end', async () => (await world.client.transactions(nodeId))[0].status === 'failed');
      expect(await world.client.units(nodeId)).toMatchObject({ available: 10n * FLOP, reserved: 0n });
    }, 40_000);

    it('one that Core calls conflicted with a block that the chain has left does not end, and goes on its way', async () => {
      const { nodeId, txid } = await paid();
      const acts = daemonActs(world.daemon, world.outside);
      // The registry sees nothing of its other form.
      world.proxy.refuse = () => -28;
      await acts.malleate(txid);
      await world.daemon.rpc('invalidateblock', [await world.daemon.rpc('getbestblockhash')]);
      await acts.mineEmpty();
      refuseAll(-26);
      await world.mine(7);
      // Litecoin 0.21 counts on from the block that was left.
      const { confirmations } = await world.daemon.rpc('gettransaction', [txid]);
      expect(confirmations).toBe(chosenDaemon.name === 'litecoind' ? -8 : 0);
      expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid, status: 'pending' });
      world.proxy.refuse = () => null;
      await world.mine(1);
      await until('the payment to wait again', () => acts.isWaiting(txid));
      await world.mine(6);
      expect((await world.client.transactions(nodeId))[0]).toMatchObject({ txid, status: 'confirmed' });
    }, 40_000);

    it('refuses to end what is on its way', async () => {
      const { nodeId, txid } = await paid();
      const refused = await cli('end', txid, '--reason', 'changed my mind');
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it is on its way')]);
      await world.mine(6);
      expect((await world.client.transactions(nodeId))[0].status).toBe('confirmed');
    }, 40_000);

    it('one odd answer to one payment keeps no other payment and no deposit waiting', async () => {
      const { nodeId, txid } = await refusedPayment(-26);
      world.proxy.refuse = () => null;
      const isOdd = (call: { method: string; params: unknown[] }) =>
        call.method === 'gettransaction' && call.params[0] === txid;
      world.proxy.choose = (call) => (call.method === 'sendrawtransaction' ? 'mute' : null);
      world.proxy.rewrite = (call, answer) => (isOdd(call) ? answer.replace('"id"', '"no"') : undefined);
      const { address } = await world.client.open(`${nodeId}-receiver`);
      await world.outside.pay(address, FLOP);
      await until('the deposit', async () => (await world.client.units(`${nodeId}-receiver`)).pending === FLOP);
      expect(world.proxy.happened('mute')).toBeGreaterThan(0);
      world.proxy.rewrite = () => undefined;
      world.proxy.choose = () => null;
      await until('the broadcast', async () => (await world.daemon.rpc('getrawmempool')).includes(txid));
      await world.mine(6);
      await until('its way', async () => (await world.client.transactions(nodeId))[0].status === 'confirmed');
    }, 40_000);

    const hexOf = async (txid: string): Promise<string> => {
      const [row] = await world.registry.resources.database!.query<{ hex: string }>(
        'SELECT hex FROM payments WHERE txid = $1',
        [txid],
      );
      return row!.hex;
    };
    const spendByHand = async ({ txid, vout }: { txid: string; vout: number }) => {
      const { value: amount } = await world.daemon.rpc('gettxout', [txid, vout]);
      const own = await world.daemon.rpc('getnewaddress', ['by hand']);
      const raw = await world.daemon.rpc('createrawtransaction', [
        [{ txid, vout }],
        { [own]: (amount - 0.01).toFixed(8) },
      ]);
      const { hex } = await world.daemon.rpc(chosenDaemon.flavour.signing, [raw]);
      await world.daemon.rpc('sendrawtransaction', [hex]);
    };
  },
);
