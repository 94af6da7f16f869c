import { chosenDaemon } from '../support/chosen-daemon.js';
import { CoreDaemon } from '../support/core-daemon.js';
import { FaultProxy, type ProxyFault } from '../support/fault-proxy.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { type RunningServer, startServer } from '../support/server.js';
import { until, WalletClient } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const skipped = chosenDaemon.whySkipped;

/**
 * Where the server is killed, by the call to Core that it is in: before its coins are chosen, after (locked at Core,
 * nothing stored), while it signs, signed and stored but not sent, sent but not booked.
 */
const MOMENTS: [name: string, method: string, fault: ProxyFault][] = [
  ['before coins are chosen', 'listunspent', 'mute'],
  ['with coins locked', 'lockunspent', 'swallow'],
  ['while signing', chosenDaemon.flavour.signing, 'swallow'],
  ['signed, not stored', 'decoderawtransaction', 'mute'],
  ['signed and stored, not sent', 'sendrawtransaction', 'mute'],
  ['sent, not booked', 'sendrawtransaction', 'swallow'],
];
/** The same for a consolidation, which no caller waits for. */
const CONSOLIDATING: typeof MOMENTS = [
  ['with coins locked', chosenDaemon.flavour.signing, 'mute'],
  ['signed, not stored', 'decoderawtransaction', 'mute'],
  ['signed and stored, not sent', 'sendrawtransaction', 'mute'],
  ['sent, not booked', 'sendrawtransaction', 'swallow'],
];

(skipped ? describe.skip : describe)(
  `a registry killed while it pays${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let daemon: CoreDaemon;
    let outside: OutsideWallet;
    let proxy: FaultProxy;
    let server: RunningServer;
    let dataDir: string | undefined;
    let address: string;
    const client = new WalletClient(() => Number(new URL(server.registryUrl).port));
    const start = async () => {
      const first = dataDir === undefined;
      server = await startServer({
        ...(first ? {} : { dataDir }),
        env: {
          SERVE: 'registry',
          LOG_LEVEL: 'warn',
          ...daemon.environment(proxy.port),
          FLOPCOIN_RPC_TIMEOUT_MS: '10000',
          WALLET_POLL_INTERVAL_MS: '150',
          WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000',
        },
      });
      dataDir = server.dataDir;
    };

    beforeAll(async () => {
      daemon = await CoreDaemon.start(chosenDaemon.flavour);
      outside = await OutsideWallet.funded(daemon, 30);
      proxy = await FaultProxy.start(daemon.rpcPort);
      await start();
      address = (await client.open('payer')).address;
      for (let coin = 0; coin < 12; coin++) await outside.pay(address, 10n * FLOP);
      await daemon.mine(6, outside.address);
      await until('the funds', async () => (await client.units('payer')).available === 120n * FLOP);
    }, 90_000);
    afterAll(async () => {
      await server?.stop();
      await proxy?.stop();
      await daemon?.remove();
    }, 30_000);

    it.each(MOMENTS)(
      'pays each order once: killed %s',
      async (_name, method, fault) => {
        const recipients = Array.from({ length: 3 }, () => OutsideWallet.freshAddress());
        const before = proxy.happened(fault);
        let died: Promise<unknown> | undefined;
        proxy.choose = (call) => {
          if (call.method !== method) return null;
          // A swallowed call has an effect of its own first.
          died ??= new Promise((resolve) => setTimeout(resolve, 300)).then(() => server.kill9());
          return fault;
        };
        const orders = recipients.map((recipient, index) => ({ recipient, key: `${method}-${fault}-${index}` }));
        const answers = await Promise.all(
          orders.map(({ recipient, key }) => client.pay('payer', recipient, 1, key).catch(() => 'lost' as const)),
        );
        await died;
        expect(died).toBeDefined();
        expect(proxy.happened(fault)).toBeGreaterThan(before);
        expect(answers).toContain('lost');
        proxy.choose = () => null;
        await start();
        for (const { recipient, key } of orders)
          await until(
            `an answer to ${key}`,
            async () => (await client.pay('payer', recipient, 1, key)).status === 200,
            30_000,
          );
        await until('all to be sent', async () => {
          const { text } = await client.get('/metrics');
          return /registry_payments\{state="signed"[^}]*\} 0/.test(text);
        });
        await daemon.mine(6, outside.address);
        expect([...(await daemon.paidTo(recipients)).values()]).toEqual(recipients.map(() => [FLOP]));
        await until('an audit at the tip without a drift', async () => {
          const reserves = await client.reserves();
          return reserves.tip_hash === (await daemon.rpc('getbestblockhash')) && reserves.drift_units === '0';
        });
        expect((await client.units('payer')).reserved).toBe(0n);
      },
      60_000,
    );

    it.each(CONSOLIDATING)(
      'gathers small coins once, at the house’s cost: killed %s',
      async (_name, method, fault) => {
        await outside.pay(await daemon.rpc('getnewaddress'), FLOP);
        await outside.payMany(address, FLOP / 50n, 40);
        let died: Promise<unknown> | undefined;
        proxy.choose = (call) => {
          if (call.method !== method) return null;
          died ??= new Promise((resolve) => setTimeout(resolve, 300)).then(() => server.kill9());
          return fault;
        };
        await until('the consolidation', async () => {
          if (!died) await daemon.mine(1, outside.address);
          return died !== undefined;
        });
        await died;
        proxy.choose = () => null;
        await start();
        const before = await client.units('payer');
        const crumbs = async () =>
          (await daemon.rpc('listunspent', [0])).filter(({ amount }: { amount: number }) => amount < 0.05).length;
        await until('the small coins to be gathered', async () => {
          await daemon.mine(1, outside.address);
          return (await crumbs()) === 0 && (await daemon.rpc('listlockunspent')).length === 0;
        });
        await daemon.mine(6, outside.address);
        await until('an audit at the tip without a drift', async () => {
          const { tip_hash, drift_units, frozen_by } = await client.reserves();
          return tip_hash === (await daemon.rpc('getbestblockhash')) && drift_units === '0' && frozen_by === null;
        });
        const { available, pending } = await client.units('payer');
        expect(available + pending).toBe(before.available + before.pending);
        expect((await client.pay('payer', OutsideWallet.freshAddress(), 1)).status).toBe(200);
      },
      60_000,
    );
  },
);
