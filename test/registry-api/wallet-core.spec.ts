import { serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { chosenDaemon } from '../support/chosen-daemon.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const skipped = chosenDaemon.whySkipped;

const itWithManyWallets = chosenDaemon.flavour.hasManyWallets ? it : it.skip;

(skipped ? describe.skip : describe)(
  `wallets of nodes on a real ${chosenDaemon.name}${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let world: CoreRegistry;

    beforeAll(async () => {
      world = await CoreRegistry.start();
    }, 60_000);
    afterAll(() => world?.stop(), 30_000);
    afterEach(async () => {
      world.proxy.choose = () => null;
      await world.audited();
      expect(await world.client.reserves()).toMatchObject({ drift_units: '0', frozen: false });
    }, 30_000);

    it('sees a deposit, and confirms it after six blocks', async () => {
      const { address } = await world.client.open('node_1');
      const { txid } = await world.outside.pay(address, 1_234_567_891n);
      await until('the deposit', async () => (await world.client.units('node_1')).pending === 1_234_567_891n);
      await world.mine(5);
      expect(await world.client.units('node_1')).toMatchObject({ available: 0n, pending: 1_234_567_891n });
      await world.mine(1);
      expect(await world.client.units('node_1')).toMatchObject({ available: 1_234_567_891n, pending: 0n });
      expect(await world.client.transactions('node_1')).toEqual([
        expect.objectContaining({ txid, transaction_type: 'receive', status: 'confirmed', confirmations: 6 }),
      ]);
    }, 30_000);

    it('confirms a payment with its true fee and height', async () => {
      await world.fundedNode('node_2', [49n * FLOP]);
      const recipient = OutsideWallet.freshAddress();
      const { status, body } = await world.client.pay('node_2', recipient, '12.00000001');
      expect([status, body.transaction.status]).toEqual([200, 'pending']);
      await world.mine(6);
      const [line] = await world.client.transactions('node_2');
      const told = await world.daemon.rpc('gettransaction', [body.txid]);
      const { height } = await world.daemon.rpc('getblockheader', [told.blockhash]);
      expect(line).toMatchObject({ txid: body.txid, status: 'confirmed', confirmations: 6, block_height: height });
      expect(BigInt(line.fee_units)).toBe(BigInt(Math.round(-told.fee * 1e8)));
      expect((await world.paidTo([recipient])).get(recipient)).toEqual([1_200_000_001n]);
      expect(await world.client.units('node_2')).toMatchObject({
        available: 49n * FLOP - 1_200_000_001n - BigInt(line.fee_units),
        reserved: 0n,
      });
    }, 30_000);

    it('regression 3: of 30 parallel payments of 15 from 20, one succeeds', async () => {
      await world.fundedNode('node_3', [20n * FLOP]);
      const recipients = Array.from({ length: 30 }, () => OutsideWallet.freshAddress());
      const answers = await Promise.all(recipients.map((recipient) => world.client.pay('node_3', recipient, 15)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const { status, body } of answers.filter((answer) => answer.status !== 200))
        expect([status, body]).toEqual([400, { detail: 'Insufficient balance' }]);
      await world.mine(6);
      const paid = [...(await world.paidTo(recipients)).values()].flat();
      expect(paid).toEqual([15n * FLOP]);
    }, 30_000);

    it('regression 3: of 30 parallel payments, ten are within the limit of the hour', async () => {
      await world.fundedNode('node_4', [40n * FLOP, 40n * FLOP, 40n * FLOP]);
      const recipients = Array.from({ length: 30 }, () => OutsideWallet.freshAddress());
      const answers = await Promise.all(recipients.map((recipient) => world.client.pay('node_4', recipient, 2)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
      await world.mine(6);
      expect([...(await world.paidTo(recipients)).values()].flat()).toEqual(Array(10).fill(2n * FLOP));
    }, 30_000);

    it('regression 2: two nodes with the same wallet name each have their own money', async () => {
      await world.fundedNode('node_5', [30n * FLOP], 'shared');
      await world.client.open('node_6', 'shared');
      expect(await world.client.units('node_6')).toMatchObject({ available: 0n, pending: 0n });
      const { status, body } = await world.client.pay('node_6', OutsideWallet.freshAddress(), 1);
      expect([status, body]).toEqual([400, { detail: 'Insufficient balance' }]);
      expect((await world.client.pay('node_5', OutsideWallet.freshAddress(), 29)).status).toBe(200);
    }, 30_000);

    it("books what the operator pays from the same wallet as the house's: a node funded by hand, and money taken out", async () => {
      const { address } = await world.client.open('node_by_hand');
      const own = await world.daemon.rpc('getnewaddress', []);
      await world.outside.pay(own, 40n * FLOP);
      await world.mine(1);
      await world.audited();
      const house = BigInt((await world.client.reserves()).house_units);
      await world.daemon.rpc('sendtoaddress', [address, '12.5']);
      const taken = await world.daemon.rpc('sendtoaddress', [OutsideWallet.freshAddress(), '7.25']);
      await world.mine(6);
      await until('the deposit', async () => (await world.client.units('node_by_hand')).available === 1_250_000_000n);
      await world.audited();
      const reserves = await world.client.reserves();
      expect(reserves).toMatchObject({ drift_units: '0', frozen: false });
      const spent = house - BigInt(reserves.house_units);
      expect(spent).toBeGreaterThan(1_975_000_000n);
      expect(spent).toBeLessThan(1_976_000_000n);
      expect((await world.daemon.rpc('gettransaction', [taken])).confirmations).toBe(6);
      expect((await world.client.pay('node_by_hand', OutsideWallet.freshAddress(), 1)).status).toBe(200);
    }, 30_000);

    it.each(['reset_after', 'swallow'] as const)(
      'regression 4: pays once when Core takes the payment and its answer is lost (%s)',
      async (fault) => {
        const node = `node_lost_${fault}`;
        await world.fundedNode(node, [10n * FLOP]);
        const recipient = OutsideWallet.freshAddress();
        world.proxy.once('sendrawtransaction', fault);
        const before = world.proxy.happened(fault);
        const first = await world.client.pay(node, recipient, 4, 'key');
        expect(world.proxy.happened(fault)).toBe(before + 1);
        expect([first.status, first.body.transaction.status]).toEqual([200, 'pending']);
        const again = await world.client.pay(node, recipient, 4, 'key');
        expect(again.text).toBe(first.text);
        await world.mine(6);
        expect((await world.paidTo([recipient])).get(recipient)).toEqual([4n * FLOP]);
        expect((await world.client.transactions(node))[0]).toMatchObject({
          txid: first.body.txid,
          status: 'confirmed',
        });
      },
      30_000,
    );

    it('gives the money back and says 504 when Core hangs before anything is signed, 503 when it is cut off', async () => {
      await world.fundedNode('node_7', [10n * FLOP]);
      const recipient = OutsideWallet.freshAddress();
      world.proxy.once('signrawtransactionwithwallet', 'swallow');
      const hung = await world.client.pay('node_7', recipient, 4, 'again');
      expect([hung.status, hung.body]).toEqual([504, { detail: 'Flopcoin Core did not answer in time' }]);
      world.proxy.choose = ({ method }) => (method === 'createrawtransaction' ? 'reset_before' : null);
      const cut = await world.client.pay('node_7', recipient, 4, 'again');
      world.proxy.choose = () => null;
      expect([cut.status, cut.body]).toEqual([503, { detail: 'Flopcoin Core is not available' }]);
      expect(cut.headers['retry-after']).toBeDefined();
      expect(world.proxy.happened('reset_before')).toBeGreaterThan(0);
      expect(await world.client.units('node_7')).toMatchObject({ available: 10n * FLOP, reserved: 0n });
      expect((await world.client.pay('node_7', recipient, 4, 'again')).status).toBe(200);
      await world.mine(6);
      expect((await world.paidTo([recipient])).get(recipient)).toEqual([4n * FLOP]);
    }, 30_000);

    it('delivers a payment although the daemon was killed between signature and broadcast', async () => {
      await world.fundedNode('node_8', [10n * FLOP]);
      // Blocks that are not on disk are lost with the process, and there are no peers here to fetch them from.
      await world.daemon.rpc('gettxoutsetinfo');
      const recipient = OutsideWallet.freshAddress();
      let killed: Promise<void> | undefined;
      world.proxy.choose = ({ method }) => {
        if (method !== 'sendrawtransaction' || killed) return null;
        killed = world.daemon.kill9();
        return 'reset_before';
      };
      const { status, body } = await world.client.pay('node_8', recipient, 4);
      expect(killed).toBeDefined();
      await killed;
      expect([status, body.transaction.status]).toEqual([200, 'pending']);
      expect((await world.client.get('/wallet/health/ready')).status).toBe(503);
      expect((await world.client.get('/wallet/node_8/balance')).status).toBe(200);
      await world.daemon.restart();
      await until('the broadcast', async () => (await world.daemon.rpc('getrawmempool')).includes(body.txid));
      await world.mine(6);
      expect((await world.paidTo([recipient])).get(recipient)).toEqual([4n * FLOP]);
      expect((await world.client.get('/wallet/health/ready')).status).toBe(200);
    }, 40_000);

    it('takes back a deposit that a reorganisation double-spent', async () => {
      const { address } = await world.client.open('node_9');
      const { txid, transaction } = await world.outside.pay(address, 42n * FLOP);
      await world.mine(6);
      expect(await world.client.units('node_9')).toMatchObject({ available: 42n * FLOP });
      const { rpc, flavour } = { rpc: world.daemon.rpc.bind(world.daemon), flavour: world.daemon.flavour };
      const height: number = await rpc('getblockcount');
      await rpc('invalidateblock', [await rpc('getblockhash', [height - 5])]);
      const conflict = serializeTransaction(world.outside.conflicting(transaction)).toString('hex');
      await flavour.mineConflict(world.daemon, conflict, OutsideWallet.freshAddress());
      await world.daemon.mine(6, OutsideWallet.freshAddress());
      await until('the correction', async () => (await world.client.units('node_9')).available === 0n);
      expect(await world.client.units('node_9')).toEqual({ available: 0n, pending: 0n, reserved: 0n, owed: 0n });
      expect(await world.client.transactions('node_9')).toEqual([expect.objectContaining({ txid, status: 'failed' })]);
      expect((await world.client.pay('node_9', OutsideWallet.freshAddress(), 1)).body).toEqual({
        detail: 'Insufficient balance',
      });
    }, 40_000);

    itWithManyWallets(
      'refuses to work with another wallet behind the same port, and goes on when the right one is back',
      async () => {
        await world.fundedNode('node_10', [10n * FLOP]);
        await world.daemon.rpc('unloadwallet', ['hot']);
        await world.daemon.rpc('createwallet', ['other']);
        await world.client.register('node_11');
        const detail = 'Flopcoin Core serves another chain or wallet than this registry was set up with';
        const refused = await until('the other wallet to be noticed', async () => {
          const answer = await world.client.pay('node_10', OutsideWallet.freshAddress(), 1);
          return answer.status !== 200 && answer.body.detail === detail && answer;
        });
        expect(refused.status).toBe(503);
        const create = await world.client.post('/wallet/create', { node_id: 'node_11', wallet_name: 'w' });
        expect([create.status, create.body]).toEqual([503, { detail }]);
        expect((await world.client.get('/wallet/health/ready')).status).toBe(503);
        await world.daemon.rpc('unloadwallet', ['other']);
        await world.daemon.rpc('loadwallet', ['hot']);
        await until('the right wallet', async () => (await world.client.get('/wallet/health/ready')).status === 200);
        expect((await world.client.pay('node_10', OutsideWallet.freshAddress(), 1)).status).toBe(200);
      },
      40_000,
    );

    it('regression 6: eight parallel creations make one wallet with one address', async () => {
      await world.client.register('node_12');
      const asked = () => world.proxy.passed.get('getnewaddress') ?? 0;
      const before = asked();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => world.client.post('/wallet/create', { node_id: 'node_12', wallet_name: 'w' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
      expect(asked() - before).toBe(1);
    });

    it('regression 6: an earlier address goes on receiving', async () => {
      const { address } = await world.client.open('node_13');
      const { body } = await world.client.post('/wallet/node_13/new-address');
      expect(body.new_address).not.toBe(address);
      await world.outside.pay(address, FLOP);
      await world.outside.pay(body.new_address, 2n * FLOP);
      await until('both', async () => (await world.client.units('node_13')).pending === 3n * FLOP);
    });

    it('asks Core for one list, and not for each of two thousand unsettled outputs, when a block comes', async () => {
      const { address } = await world.client.open('node_many');
      for (let sent = 0; sent < 10; sent++) await world.outside.payMany(address, 1_000_000n, 200);
      await world.mine(1);
      await until('the deposits', async () => (await world.client.units('node_many')).pending === 2_000_000_000n);
      const asked = () => world.proxy.passed.get('gettransaction') ?? 0;
      const before = asked();
      await world.mine(3);
      expect(asked() - before).toBeLessThan(100);
      const lines = await world.client.transactions('node_many');
      expect(lines.map(({ confirmations }) => confirmations)).toEqual(Array(50).fill(4));
    }, 60_000);
  },
);
