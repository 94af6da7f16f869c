import { chosenDaemon } from '../support/chosen-daemon.js';
import type { ProxyFault } from '../support/fault-proxy.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { seededChance } from './support/seeded-chance.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const SENDS = 100;
const SEED = Number(process.env.SEED ?? 20_261_121);
const FAULTS: ProxyFault[] = ['reset_before', 'reset_after', 'swallow', 'delay'];
const skipped = chosenDaemon.whySkipped;

(skipped ? describe.skip : describe)(
  `a hundred payments over a bad line to a real ${chosenDaemon.name}${skipped ? ` (skipped: ${skipped})` : ` (seed ${SEED})`}`,
  () => {
    let world: CoreRegistry;

    beforeAll(async () => {
      world = await CoreRegistry.start({
        WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000',
        FLOPCOIN_RPC_TIMEOUT_MS: '400',
      });
      world.proxy.delayMs = 100;
    }, 60_000);
    afterAll(() => world?.stop(), 30_000);

    it('are each paid once or refused: paid twice 0, unrecorded 0, drift 0', async () => {
      const nodes = ['north', 'south', 'east', 'west'];
      for (const node of nodes) await world.fundedNode(node, Array(6).fill(40n * FLOP));
      const chance = seededChance(SEED);
      world.proxy.choose = ({ method }) => {
        const likelihood = method === 'sendrawtransaction' ? 0.4 : 0.03;
        return chance() < likelihood ? FAULTS[Math.floor(chance() * FAULTS.length)]! : null;
      };
      const orders = Array.from({ length: SENDS }, (_, index) => ({
        node: nodes[index % nodes.length]!,
        recipient: OutsideWallet.freshAddress(),
        amount: `0.${String(index + 10).padStart(3, '0')}`,
      }));
      const answers = [];
      for (let next = 0; next < SENDS; next += 10) {
        const batch = orders.slice(next, next + 10);
        answers.push(
          ...(await Promise.all(batch.map((order) => world.client.pay(order.node, order.recipient, order.amount)))),
        );
        await world.daemon.mine(1, world.outside.address);
      }
      world.proxy.choose = () => null;
      await until('everything to be broadcast', async () => {
        const { text } = await world.client.get('/metrics');
        return /registry_payments\{state="signed"[^}]*\} 0/.test(text) && /state="created"[^}]*\} 0/.test(text);
      });
      await world.mine(6);

      const paid = await world.paidTo(orders.map(({ recipient }) => recipient));
      let accepted = 0;
      for (const [index, { recipient, amount }] of orders.entries()) {
        const { status, body } = answers[index]!;
        expect([200, 503, 504]).toContain(status);
        if (status === 200) accepted++;
        const expected = status === 200 ? [BigInt(Math.round(Number(amount) * 1e8))] : [];
        expect([index, status, body.detail, paid.get(recipient)]).toEqual([index, status, body.detail, expected]);
      }
      const lines = (await Promise.all(nodes.map((node) => world.client.transactions(node, '?limit=100')))).flat();
      const sent = lines.filter((line) => line.transaction_type === 'send');
      expect(sent.filter((line) => line.status === 'confirmed')).toHaveLength(accepted);
      expect(sent.filter((line) => line.status === 'pending')).toHaveLength(0);
      expect(await world.client.reserves()).toMatchObject({ drift_units: '0', frozen: false });
      for (const node of nodes) expect(await world.client.units(node)).toMatchObject({ reserved: 0n, pending: 0n });

      const happened = Object.fromEntries(FAULTS.map((fault) => [fault, world.proxy.happened(fault)]));
      for (const fault of FAULTS) expect([fault, happened[fault]! > 0]).toEqual([fault, true]);
      expect(accepted).toBeGreaterThan(SENDS / 2);
    }, 180_000);
  },
);
