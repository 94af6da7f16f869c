import { setTimeout as sleep } from 'node:timers/promises';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import {
  CoreTimeout,
  CoreUnavailable,
  InsufficientCoreFunds,
  KeypoolEmpty,
  WalletLocked,
  WrongChainOrWallet,
} from '@app/node-wallet';
import { CoreDaemon } from '../support/core-daemon.js';
import { FaultProxy } from '../support/fault-proxy.js';
import { litecoind, whyNoLitecoind } from '../support/litecoind.js';
import { OutsideWallet } from '../support/outside-wallet.js';

const FLOP = 100_000_000n;
const skipped = whyNoLitecoind();

(skipped ? describe.skip : describe)(`a real litecoind${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let daemon: CoreDaemon;
  let outside: OutsideWallet;
  let proxy: FaultProxy;
  let backend: FlopcoinBackend;

  const order = (amountUnits: bigint) => ({
    address: outside.address,
    amountUnits,
    maxFeeUnits: FLOP,
    heldInputs: [] as { txid: string; vout: number }[],
  });
  const fund = async (amountUnits: bigint) => {
    await outside.pay(await backend.wallet.newAddress('n'), amountUnits);
    await daemon.mine(1, outside.address);
  };
  const untilUp = async () => {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (await backend.node.status().catch(() => null)) return;
      await sleep(50);
    }
    throw new Error('litecoind did not come back');
  };

  beforeAll(async () => {
    daemon = await CoreDaemon.start(litecoind, 'cookie');
    outside = await OutsideWallet.funded(daemon, 20);
    proxy = await FaultProxy.start(daemon.rpcPort);
    backend = connectToCore({
      host: '127.0.0.1',
      port: proxy.port,
      credentials: daemon.credentials,
      timeoutMs: 1_500,
    });
    backend.node.pin(await backend.node.identity());
  }, 60_000);

  afterAll(async () => {
    await backend?.close();
    await proxy?.stop();
    await daemon?.remove();
  }, 30_000);

  it('is spoken to with the cookie, also with the one of its next start', async () => {
    await backend.wallet.totals();
    const cookie = await daemon.credentials.authorization();
    await daemon.stop();
    await expect(backend.wallet.totals()).rejects.toBeInstanceOf(CoreUnavailable);
    await daemon.restart();
    expect(await daemon.credentials.authorization()).not.toBe(cookie);
    expect(await backend.wallet.newAddress('after')).toMatch(/^[mn]/);
  });

  it('keeps a payment whose broadcast answer was lost, and takes the same hex again', async () => {
    await fund(10n * FLOP);
    for (const fault of ['reset_after', 'swallow'] as const) {
      const { hex, txid } = await backend.payments.build(order(FLOP));
      proxy.once('sendrawtransaction', fault);
      await expect(backend.payments.broadcast(hex)).rejects.toBeInstanceOf(CoreTimeout);
      expect(proxy.happened(fault)).toBe(1);
      expect(await backend.wallet.transaction(txid)).toMatchObject({ confirmations: 0 });
      expect(await backend.payments.broadcast(hex)).toEqual({ kind: 'accepted' });
    }
    await daemon.mine(1, outside.address);
  });

  it('has heard nothing of a payment that was cut on the way there', async () => {
    await fund(10n * FLOP);
    const { hex, txid, inputs } = await backend.payments.build(order(FLOP));
    for (const fault of ['reset_before', 'mute'] as const) {
      proxy.once('sendrawtransaction', fault);
      await expect(backend.payments.broadcast(hex)).rejects.toBeInstanceOf(CoreTimeout);
      expect(proxy.happened(fault)).toBe(1);
      expect(await backend.wallet.transaction(txid)).toBeNull();
    }
    await backend.payments.releaseInputs(inputs);
  });

  it('does not lose its coins to locks when the answers of locking calls are lost', async () => {
    await fund(10n * FLOP);
    const { trustedUnits } = await backend.wallet.totals();
    for (let lost = 1; lost <= 5; lost++) {
      proxy.once('lockunspent', 'reset_after');
      await expect(backend.payments.build(order(FLOP))).rejects.toBeInstanceOf(CoreTimeout);
    }
    expect(proxy.happened('reset_after')).toBeGreaterThanOrEqual(5);
    expect(await daemon.rpc('listlockunspent')).toEqual([]);
    const { inputs } = await backend.payments.build(order(trustedUnits - FLOP));
    await backend.payments.releaseInputs(inputs);
    expect(await daemon.rpc('listlockunspent')).toEqual([]);
  });

  it('answers late, and is waited for', async () => {
    proxy.once('getwalletinfo', 'delay');
    expect(await backend.wallet.totals()).toBeDefined();
    expect(proxy.happened('delay')).toBe(1);
  });

  it('still has a broadcast payment after kill -9', async () => {
    await fund(10n * FLOP);
    const { hex, txid } = await backend.payments.build(order(2n * FLOP));
    expect(await backend.payments.broadcast(hex)).toEqual({ kind: 'accepted' });
    await daemon.kill9();
    await expect(backend.payments.broadcast(hex)).rejects.toThrow();
    await daemon.restart();
    await untilUp();
    expect(await backend.wallet.transaction(txid)).not.toBeNull();
    const outcome = await backend.payments.broadcast(hex);
    if (outcome.kind === 'undecided')
      expect((await backend.wallet.transaction(txid))!.confirmations).toBeGreaterThanOrEqual(0);
  });

  it('forgets its locks with a restart, and the coins of a signed payment are held all the same', async () => {
    await fund(10n * FLOP);
    const { trustedUnits } = await backend.wallet.totals();
    const signed = await backend.payments.build(order(FLOP));
    await daemon.stop();
    await daemon.restart();
    await untilUp();
    expect(await daemon.rpc('listlockunspent')).toEqual([]);
    const fresh = connectToCore({ host: '127.0.0.1', port: daemon.rpcPort, credentials: daemon.credentials });
    const whole = { ...order(trustedUnits - FLOP / 10n), heldInputs: signed.inputs };
    await expect(fresh.payments.build(whole)).rejects.toBeInstanceOf(InsufficientCoreFunds);
    const other = await fresh.payments.build({ ...order(FLOP), heldInputs: signed.inputs }).catch((error) => error);
    if (!(other instanceof InsufficientCoreFunds))
      for (const input of other.inputs) expect(signed.inputs).not.toContainEqual(input);
    expect(await backend.payments.broadcast(signed.hex)).toEqual({ kind: 'accepted' });
    await fresh.close();
    await daemon.mine(1, outside.address);
  });

  it('is refused with another wallet behind the same port, and taken back with its own', async () => {
    const before = await backend.wallet.totals();
    await daemon.stop();
    await expect(backend.wallet.totals()).rejects.toBeInstanceOf(CoreUnavailable);
    await daemon.restart();
    await daemon.rpc('unloadwallet', ['hot']);
    await daemon.rpc('createwallet', ['other']);
    expect(await daemon.rpc('listwallets')).toEqual(['other']);
    expect(await daemon.rpc('getbalance')).toBe(0);
    await expect(backend.wallet.totals()).rejects.toBeInstanceOf(WrongChainOrWallet);
    await expect(backend.wallet.newAddress('n')).rejects.toBeInstanceOf(WrongChainOrWallet);
    await expect(backend.payments.build(order(FLOP))).rejects.toBeInstanceOf(WrongChainOrWallet);
    await daemon.rpc('unloadwallet', ['other']);
    await expect(backend.node.identity()).rejects.toBeInstanceOf(WrongChainOrWallet);
    await daemon.rpc('loadwallet', ['hot']);
    expect((await backend.wallet.totals()).trustedUnits).toBe(before.trustedUnits);
  });

  it('refuses to sign while its wallet is locked, and to give addresses once its keys run out', async () => {
    await fund(10n * FLOP);
    await daemon.rpc('encryptwallet', ['correct horse']);
    backend.node.pin(await backend.node.identity());
    await expect(backend.payments.build(order(FLOP))).rejects.toBeInstanceOf(WalletLocked);
    expect(await daemon.rpc('listlockunspent')).toEqual([]);
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => backend.wallet.newAddress('n')));
    const reasons = asked.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toBeInstanceOf(KeypoolEmpty);
  });
});
