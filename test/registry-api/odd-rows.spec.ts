import { serializeTransaction, transactionId } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { chosenDaemon } from '../support/chosen-daemon.js';
import { mizan } from '../support/mizan.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const skipped = chosenDaemon.whySkipped;

type Row = Record<string, unknown>;

/** The rows of an answer, changed one by one. */
function changed(answer: string, field: string | undefined, change: (row: Row) => void): string {
  const whole = JSON.parse(answer);
  const rows: Row[] = field === undefined ? whole.result : whole.result[field];
  for (const row of rows) change(row);
  return JSON.stringify(whole);
}

(skipped ? describe.skip : describe)(
  `one thing of Core that cannot be read${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let world: CoreRegistry;
    let names = 0;

    beforeAll(async () => {
      world = await CoreRegistry.start({ WALLET_MAX_TRANSACTIONS_PER_WINDOW: '100' }, 30);
      await world.fundedNode('payer', [20n * FLOP, 20n * FLOP]);
    }, 60_000);
    afterAll(() => world?.stop(), 30_000);
    afterEach(async () => {
      world.proxy.rewrite = () => undefined;
      await world.mine(1);
      await until('the books and Core to agree', async () => {
        const { drift_units, frozen, rows_set_aside } = await world.client.reserves();
        return drift_units === '0' && !frozen && rows_set_aside === 0;
      });
    }, 40_000);

    const stuck = async () => (await world.client.get('/wallet/reserves/stuck')).body;
    const cli = (...words: string[]) => mizan(['reserves', ...words, '--url', world.registry.url]);
    const metric = async (name: string) =>
      Number(
        new RegExp(`^${name}\\{[^}]*\\} (.*)$`, 'm').exec(
          await fetch(`${world.registry.url}/metrics`).then((answer) => answer.text()),
        )?.[1],
      );
    const available = async (nodeId: string) => (await world.client.units(nodeId)).available;
    /** Two nodes are paid; the payment of the first one becomes odd. */
    const twoDeposits = async (odd: (txid: string) => typeof world.proxy.rewrite) => {
      const [first, second] = [`odd-${++names}`, `good-${names}`];
      const { address } = await world.client.open(first);
      const { address: other } = await world.client.open(second);
      const transaction = world.outside.prepare(address, 3n * FLOP);
      world.proxy.rewrite = odd(transactionId(transaction));
      await world.outside.send(transaction);
      await world.outside.pay(other, 5n * FLOP);
      return { first, second, txid: transactionId(transaction) };
    };
    const others = async (second: string) => {
      await until('the good deposit', async () => (await available(second)) === 5n * FLOP);
      const { status, body } = await world.client.pay('payer', OutsideWallet.freshAddress(), '0.5');
      expect([status, body.success]).toEqual([200, true]);
      expect(world.proxy.rewritten).toBeGreaterThan(0);
    };

    it('rows that cannot be read are read by the name of their transactions, and the rest goes on', async () => {
      const spoilers: ((row: Row) => void)[] = [
        (row) => Object.assign(row, { amount: 'much' }),
        (row) => Object.assign(row, { amount: 99_999_999_999 }),
        (row) => delete row.vout,
        (row) => Object.assign(row, { category: 'gift' }),
        (row) => Object.assign(row, { confirmations: 99_999_999_999 }),
        (row) => Object.assign(row, { address: 'a\u0000b' }),
      ];
      const odd = new Map<unknown, (row: Row) => void>();
      world.proxy.rewrite = ({ method }, answer) =>
        method === 'listsinceblock' ? changed(answer, 'transactions', (row) => odd.get(row.txid)?.(row)) : undefined;
      for (const [number, spoil] of spoilers.entries()) {
        const transaction = world.outside.prepare((await world.client.open(`spoiled-${number}`)).address, 3n * FLOP);
        odd.set(transactionId(transaction), spoil);
        await world.outside.send(transaction);
      }
      await world.outside.pay((await world.client.open('whole')).address, 5n * FLOP);
      await world.mine(6);
      await others('whole');
      for (const number of spoilers.keys())
        await until('the odd deposit', async () => (await available(`spoiled-${number}`)) === 3n * FLOP);
      for (const txid of odd.keys()) expect(world.registry.log()).toContain(txid);
      expect(await metric('registry_core_rows_left_out_total')).toBeGreaterThanOrEqual(spoilers.length);
    }, 30_000);

    it('what cannot be read by its name either is named, delays no other, and counts when it can be read', async () => {
      const { first, second, txid } = await twoDeposits((odd) => ({ method, params }, answer) => {
        if (method === 'gettransaction' && params[0] === odd) return answer.replace('"hex"', '"hax"');
        if (method !== 'listsinceblock') return undefined;
        return changed(answer, 'transactions', (row) => row.txid === odd && Object.assign(row, { amount: null }));
      });
      await world.mine(6);
      await others(second);
      const { rows } = await stuck();
      expect(rows).toEqual([expect.objectContaining({ txid, why: expect.stringMatching(/amount|hex/) })]);
      expect((await cli('stuck')).stdout).toMatch(new RegExp(`^row +${rows[0].row} +[a-z]+ +${txid} `));
      await until('the auditor’s word', async () => (await world.client.reserves()).drift_units === String(3n * FLOP));
      expect(await world.client.reserves()).toMatchObject({ frozen: false, frozen_by: null, rows_set_aside: 1 });
      expect(await available(first)).toBe(0n);
      expect(await metric('registry_rows_set_aside')).toBe(1);
      world.proxy.rewrite = () => undefined;
      await until('the odd deposit', async () => (await available(first)) === 3n * FLOP);
    }, 40_000);

    it('a row without a name is read again from where it was told, however many blocks later', async () => {
      const { first, second } = await twoDeposits((odd) => ({ method }, answer) => {
        if (method !== 'listsinceblock') return undefined;
        return changed(answer, 'transactions', (row) => {
          if (row.txid !== odd) return;
          delete row.txid;
          row.amount = null;
        });
      });
      // Core holds more than the books, which is looked into: gettransaction finds it unless it hides as well.
      await world.mine(6);
      await others(second);
      await world.mine(20);
      world.proxy.rewrite = () => undefined;
      await world.mine(1);
      await until('the odd deposit', async () => (await available(first)) === 3n * FLOP);
    }, 40_000);

    it('odd coins, odd locks and odd names in the mempool leave payments alone', async () => {
      const methods = ['listunspent', 'listlockunspent', 'getrawmempool'];
      const seen = new Set<string>();
      world.proxy.rewrite = ({ method }, answer) => {
        if (!methods.includes(method)) return undefined;
        seen.add(method);
        return answer.replace('"result":[', '"result":[{"txid":7},').replace(',]', ']');
      };
      await world.mine(1);
      const { status } = await world.client.pay('payer', OutsideWallet.freshAddress(), '0.5');
      expect([status, [...seen].sort()]).toEqual([200, methods.sort()]);
      expect(world.registry.log()).toContain('a row of an answer of Core cannot be read');
    }, 30_000);

    it('an output of nothing to an address of a node is no deposit, and stops none', async () => {
      const { address } = await world.client.open('nothing');
      const transaction = world.outside.prepare(address, 0n);
      const hex = serializeTransaction(transaction).toString('hex');
      await world.daemon.flavour.mineConflict(world.daemon, hex, OutsideWallet.freshAddress());
      await world.outside.pay(address, FLOP);
      await world.mine(6);
      await until('the good deposit', async () => (await available('nothing')) === FLOP);
    }, 30_000);

    it('an operator dismisses a row with a reason; what it brought is a drift from then on', async () => {
      const { second } = await twoDeposits((odd) => ({ method, params }, answer) => {
        if (method === 'gettransaction' && params[0] === odd) return answer.replace('"hex"', '"hax"');
        if (method !== 'listsinceblock') return undefined;
        return changed(answer, 'transactions', (row) => row.txid === odd && Object.assign(row, { amount: null }));
      });
      await world.mine(6);
      await others(second);
      const [{ row }] = (await stuck()).rows;
      expect((await cli('dismiss', 'f'.repeat(16), '--reason', 'no such')).code).toBe(1);
      const outcome = await cli('dismiss', row, '--reason', 'of a patched daemon');
      expect([outcome.code, outcome.stdout]).toEqual([0, `dismissed ${row}\n`]);
      await world.mine(1);
      await until('the freeze', async () => (await world.client.reserves()).frozen_by === 'drift');
      const acts = await world.registry.resources.database!.query(
        `SELECT actor, details ->> 'reason' AS reason FROM audit_log WHERE action = 'row_dismissed'`,
      );
      expect(acts).toEqual([{ actor: expect.any(String), reason: 'of a patched daemon' }]);
    }, 40_000);
  },
);
