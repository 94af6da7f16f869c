import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AMINA, ProductionWorld } from '../identity/support/production-world.js';
import { secp256k1Signer, signed } from '../registry-api/support/node-signer.js';
import { RegistryClient } from '../registry-api/support/registry-client.js';
import { Ledger } from '../support/running-ledger.js';
import { type RunningServer, startServer } from '../support/server.js';
import { STORAGE_KINDS } from '../support/storage.js';

jest.setTimeout(60_000);

/** As far as a clock is set when it was wrong: each way, and far enough for every limit of some seconds. */
const STEPS_MS = [45_000, -45_000, 0];
/** As far as a clock is wrong whose battery is empty, or whose year is wrong. */
const FAR_MS = [-3_600_000, 400 * 86_400_000, 0];

/** The wall clock of servers, which is set while they run; see stepped-clock.mjs. */
class SetClock {
  private readonly home = mkdtempSync(join(tmpdir(), 'mizan-clock-'));
  private readonly file = join(this.home, 'ahead');
  readonly env = {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'stepped-clock.mjs')}`,
    STEPPED_CLOCK_FILE: this.file,
  };

  set(aheadMs: number): void {
    writeFileSync(`${this.file}.new`, String(aheadMs));
    renameSync(`${this.file}.new`, this.file); // read at any moment
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}

const clock = new SetClock();
afterAll(() => clock.remove());

describe.each(STORAGE_KINDS)('a ledger whose clock is set, on %s', (kind) => {
  let ledger: Ledger;
  beforeAll(async () => {
    clock.set(0);
    ledger = await Ledger.start(kind, clock.env);
  });
  afterAll(() => ledger?.dispose());

  it('goes on with payments, and makes no block that its own verification or its next start refuses', async () => {
    const wallet = await ledger.client.fundedWallet(1);
    const { address } = await ledger.client.createWallet();
    const steps = [...STEPS_MS, ...FAR_MS];
    for (const step of steps) {
      clock.set(step);
      await ledger.client.pay(wallet, address, 1);
      expect((await ledger.client.verify()).ok).toBe(true);
    }
    expect(await ledger.client.balance(address)).toBe(steps.length);
    const times = (await ledger.client.blocks()).map(({ timestamp }) => timestamp);
    expect(Math.max(...times) - Date.now() / 1000).toBeGreaterThan(399 * 86_400); // the steps were taken
    expect(times).toEqual(times.toSorted((one, other) => one - other)); // and the chain's time did not turn back
    clock.set(-45_000);
    await ledger.restart();
    await ledger.client.pay(wallet, address, 1);
    expect((await ledger.client.verify()).ok).toBe(true);
  });
});

describe('users of a production server whose clock is set', () => {
  let world: ProductionWorld;
  beforeAll(async () => {
    clock.set(0);
    world = await ProductionWorld.open([''], clock.env);
    await world.register();
  });
  afterAll(() => world?.close());

  it('stay logged in, and log in with codes of before the step', async () => {
    const token = await world.logIn();
    for (const [turn, step] of STEPS_MS.entries()) {
      const caller = { ip: `10.20.${turn}.1` }; // each network may ask for three
      const { code } = await world.mailed(AMINA.email, undefined, caller);
      clock.set(step);
      expect((await world.get('/me', { token })).status).toBe(200);
      const { status, json } = await world.post('/auth/verify-otp', { email: AMINA.email, otp: code }, caller);
      expect([status, json.success]).toEqual([200, true]);
      expect((await world.get('/me', { token: json.token })).status).toBe(200);
      // Once, whatever the time is said to be.
      expect((await world.post('/auth/verify-otp', { email: AMINA.email, otp: code }, caller)).status).toBe(401);
    }
  });

  it('get in with a new code wherever the clock went, and with no code or session twice the age that it may have', async () => {
    for (const [turn, step] of FAR_MS.entries()) {
      const caller = { ip: `10.21.${turn}.1` };
      clock.set(0);
      const token = await world.logIn();
      const old = await world.mailed(AMINA.email, undefined, caller);
      clock.set(step);
      const later = step > 0;
      expect({ step, status: (await world.get('/me', { token })).status }).toEqual({ step, status: later ? 401 : 200 });
      if (later) {
        const late = await world.post('/auth/verify-otp', { email: AMINA.email, otp: old.code }, caller);
        expect(late.status).toBe(401);
      }
      const { code } = await world.mailed(AMINA.email, undefined, caller);
      const { status, json } = await world.post('/auth/verify-otp', { email: AMINA.email, otp: code }, caller);
      expect({ step, status }).toEqual({ step, status: 200 });
      expect((await world.get('/me', { token: json.token })).status).toBe(200);
    }
  });

  it('are asked to wait as long as before, wherever the clock went', async () => {
    const waits: number[] = [];
    for (const step of [...STEPS_MS, ...STEPS_MS]) {
      clock.set(step);
      const { status, headers } = await world.post('/auth/request-otp', { email: AMINA.email }, { ip: '10.30.0.1' });
      if (status !== 200) waits.push(Number(headers.get('retry-after')));
    }
    expect(waits.length).toBeGreaterThan(0);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(900 + 90);
  });
});

describe('a registry whose clock is set', () => {
  const signer = secp256k1Signer();
  const SIGNING = 'c';
  const NODES = ['a', 'b', SIGNING];
  let server: RunningServer;
  const client = new RegistryClient(() => Number(new URL(server.registryUrl).port));
  const statuses = async () =>
    (await client.get('/nodes?limit=10')).body.nodes.map(({ status }: { status: string }) => status);

  beforeAll(async () => {
    clock.set(0);
    const settings = { NODE_HEARTBEAT_INTERVAL_MS: '5000', DEVNET_BLOCK_INTERVAL_MS: '200', LOG_LEVEL: 'warn' };
    server = await startServer({ env: { SERVE: 'registry', ...settings, ...clock.env } });
    for (const node of NODES) {
      const key = node === SIGNING ? { public_key: signer.keyId } : {};
      const body = JSON.stringify({ node_id: node, address: '10.0.0.7:9000', capabilities: [], ...key });
      const sent = { method: 'POST', path: '/nodes/register', body };
      expect((await client.send(node === SIGNING ? signed(signer, sent) : sent)).status).toBe(200);
    }
  });
  afterAll(() => server?.stop());

  it('finds no node offline, is ready, and takes what nodes sign by a clock that is right', async () => {
    let sequence = 0;
    const hear = async (nodes = NODES) => {
      sequence++;
      for (const node of nodes) {
        const path = `/nodes/${node}/heartbeat`;
        const sent = { method: 'POST', path, body: JSON.stringify({ sequence }) };
        expect((await client.send(node === SIGNING ? signed(signer, sent) : sent)).status).toBe(200);
      }
    };
    await hear();
    for (const step of [...STEPS_MS, ...FAR_MS]) {
      clock.set(step);
      const [seen, ready] = await Promise.all([statuses(), client.get('/wallet/health/ready')]);
      expect({ step, seen, reasons: ready.body.reasons }).toEqual({ step, seen: NODES.map(() => 'online') });
      expect(ready.status).toBe(200);
      // What was signed an hour or a year ago is no longer taken.
      const isNear = STEPS_MS.includes(step);
      await hear(isNear ? NODES : NODES.filter((node) => node !== SIGNING));
      expect(await statuses()).toEqual(NODES.map(() => 'online'));
    }
  });
});
