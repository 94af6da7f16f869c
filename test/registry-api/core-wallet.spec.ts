import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@app/kernel';
import { chosenDaemon } from '../support/chosen-daemon.js';
import { type CommandOutcome, mizan } from '../support/mizan.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { CoreRegistry } from './support/core-registry.js';
import { startTestRegistry } from './support/start-registry.js';
import { until } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const PASSPHRASE = 'correct horse';
const skipped = chosenDaemon.whySkipped;

class ShiftedClock implements Clock {
  aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }
}

const itWithManyWallets = chosenDaemon.flavour.hasManyWallets ? it : it.skip;

(skipped ? describe.skip : describe)(
  `what an operator may do to the wallet of Core${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    const clock = new ShiftedClock();
    let world: CoreRegistry;
    const elsewhere = mkdtempSync(join(tmpdir(), 'mizan-second-'));
    const pin = (...options: string[]): Promise<CommandOutcome> =>
      mizan(['core', 'pin', ...options], { DATA_DIR: world.directory, ...world.daemon.environment() });
    const second = (environment: Record<string, string>) =>
      startTestRegistry({
        storage: { kind: 'embedded', directory: elsewhere },
        masterKeyFile: join(elsewhere, 'master.key'),
        walletEnvironment: { ...world.daemon.environment(), WALLET_POLL_INTERVAL_MS: '150', ...environment },
      });

    beforeAll(async () => {
      world = await CoreRegistry.start({}, 20, { clock });
      await world.fundedNode('payer', [20n * FLOP]);
    }, 60_000);
    afterAll(async () => {
      await world?.stop();
      rmSync(elsewhere, { recursive: true, force: true });
    }, 30_000);

    it('mines to an address of a node: the reward is the house’s, which is said', async () => {
      const { address } = await world.client.open('miner');
      const house = BigInt((await world.client.reserves()).house_units);
      await world.daemon.mine(1, address);
      await world.mine(1);
      expect(await world.client.units('miner')).toMatchObject({ available: 0n, pending: 0n });
      const { house_units: now, drift_units: drift } = await world.client.reserves();
      expect([BigInt(now) > house, drift]).toEqual([true, '0']);
      await until('the word', async () => /"nodeId":"miner".*mined money came to/.test(world.registry.log()));
    }, 30_000);

    it('has a payment that no block takes up announced again, not more often than every ten minutes', async () => {
      const { body } = await world.client.pay('payer', OutsideWallet.freshAddress(), 1);
      const sent = () => world.proxy.passed.get('sendrawtransaction') ?? 0;
      const before = sent();
      const emptyBlock = async () => {
        await world.daemon.flavour.mineEmpty(world.daemon, OutsideWallet.freshAddress());
        await world.audited();
      };
      await emptyBlock();
      expect(sent()).toBe(before);
      clock.aheadMs += 601_000;
      await emptyBlock();
      await until('the announcement', async () => sent() === before + 1);
      await emptyBlock();
      await emptyBlock();
      expect(sent()).toBe(before + 1);
      expect(await world.daemon.rpc('getrawmempool')).toEqual([body.txid]);
      await world.mine(1);
    }, 30_000);

    it('says that another registry uses the wallet, until the operator accepts it', async () => {
      const other = await second({});
      await until('the mark', async () => other.log().includes('another registry uses this wallet of Core'));
      await other.close();
      clock.aheadMs += 601_000;
      await world.mine(1);
      await until('the other mark', async () => world.registry.log().includes('another registry uses this wallet'));
    }, 30_000);

    it('says that the login is wrong, and that two are configured, and never the password', async () => {
      const wrong = await second({ FLOPCOIN_RPC_PASSWORD: 'not-the-one' });
      expect(wrong.log()).toContain('Core refuses the login');
      await wrong.close();
      const twice = await second({ FLOPCOIN_RPC_COOKIE_FILE: join(elsewhere, 'cookie') });
      expect(twice.log()).toContain('FLOPCOIN_RPC_COOKIE_FILE and FLOPCOIN_RPC_PASSWORD are both set');
      await twice.close();
      for (const log of [wrong.log(), twice.log()]) {
        expect(log).not.toContain('not-the-one');
        expect(log).not.toContain(world.daemon.environment().FLOPCOIN_RPC_PASSWORD);
      }
    }, 30_000);

    it('encrypts the wallet: refused as another one, until it is shown and pinned', async () => {
      await world.daemon.encryptWallet();
      // Flopcoin makes a new seed of itself; litecoind keeps the old one until it is told.
      if (!world.daemon.flavour.endsWhenEncrypting) await world.daemon.rpc('sethdseed', [true]);
      await world.daemon.rpc('walletlock');
      await until('the refusal', async () => (await world.client.get('/wallet/health/ready')).status === 503);
      await until('the hint', async () => world.registry.log().includes('mizan core pin pins it anew'));
      await world.registry.close();
      const shown = await pin();
      expect(shown.stdout).toMatch(/addresses +2 of 2 .*\nbooks .*\nCore .*\ndifference +0 FLOP\nmarks +of 1 other/);
      expect([shown.code, shown.stdout.includes('Nothing was changed')]).toEqual([0, true]);
      await world.restart();
      expect((await world.client.get('/wallet/health/ready')).status).toBe(503);
      await world.registry.close();
      const pinned = await pin('--yes');
      expect([pinned.code, pinned.stdout.includes('Pinned.')]).toEqual([0, true]);
      await world.restart();
      await until('the wallet', async () => (await world.client.get('/wallet/health/ready')).status === 200);
      expect(world.registry.log()).not.toContain('another registry uses');
      const acts = await world.registry.resources.database!.query(
        `SELECT actor, details ->> 'difference' AS difference FROM audit_log WHERE action = 'coin_pinned'`,
      );
      expect(acts).toEqual([{ actor: 'operator', difference: '0' }]);
    }, 60_000);

    it('refuses payments of a locked wallet before it chooses anything, so that they use up no keys', async () => {
      const keys = async () => {
        const info = await world.daemon.rpc('getwalletinfo');
        // Flopcoin keeps one pool for both kinds of keys.
        return [info.unlocked_until, info.keypoolsize, info.keypoolsize_hd_internal ?? 0];
      };
      const before = await keys();
      expect(before).toEqual([0, expect.any(Number), expect.any(Number)]);
      for (let attempt = 0; attempt < 5; attempt++) {
        const { status, body } = await world.client.pay('payer', OutsideWallet.freshAddress(), 1);
        expect([status, body]).toEqual([503, { detail: 'The wallet of Flopcoin Core is locked' }]);
      }
      expect(await keys()).toEqual(before);
      await world.daemon.rpc('walletpassphrase', [PASSPHRASE, 60]);
      expect((await world.client.pay('payer', OutsideWallet.freshAddress(), 1)).status).toBe(200);
    }, 30_000);

    itWithManyWallets(
      'does not pin a wallet that lacks the keys of nodes',
      async () => {
        await world.registry.close();
        await world.daemon.rpc('unloadwallet', ['hot']);
        await world.daemon.rpc('createwallet', ['other']);
        const { code, stderr } = await pin('--yes');
        expect([code, stderr]).toEqual([
          65,
          'mizan: this wallet cannot spend what nodes were sent; it is not pinned\n',
        ]);
        await world.daemon.rpc('unloadwallet', ['other']);
        await world.daemon.rpc('loadwallet', ['hot']);
        await world.restart();
        await until('the wallet', async () => (await world.client.get('/wallet/health/ready')).status === 200);
      },
      30_000,
    );
  },
);
