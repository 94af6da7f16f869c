import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { devnetActs } from '../support/coin-acts.js';
import { mizan } from '../support/mizan.js';
import { openedDevnet } from './support/opened-devnet.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

const TOKEN = 'the-right-token';
const FLOP = 100_000_000n;

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === TOKEN ? 'amina' : undefined;
  }
}

describe.each(['optional', 'required'] as const)('the way out of a drift, credentials %s', (credentials) => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-corrections-'));
  let registry: TestRegistry;
  const client = new WalletClient(() => registry.port);
  const admin = { Authorization: `Bearer ${TOKEN}` };
  const query = (text: string, parameters: unknown[] = []) => registry.resources.database!.query(text, parameters);
  const ask = async (path: string) => (await client.send({ method: 'GET', path, headers: admin })).body;
  const reserves = () => ask('/wallet/reserves');
  const cli = (words: string[], token = TOKEN) =>
    mizan(['reserves', ...words, '--url', registry.url], { MIZAN_ADMIN_TOKEN: token });
  const explained = () => ask('/wallet/reserves/explanation');
  const adopt = (finding: string, reason = 'because', headers: Record<string, string> = admin) =>
    client.post('/wallet/reserves/adopt', { finding, reason }, headers);
  /** The books gain or lose units that no transaction explains, as after a restored backup of Core's wallet. */
  const misplace = async (units: bigint) => {
    await query(
      `SELECT post_entry('test', NULL, NULL, now(), ARRAY[NULL, NULL]::bigint[], ARRAY['house', 'external'],
                         ARRAY[$1::bigint, -($1::bigint)])`,
      [units],
    );
    await client.post('/devnet/mine', { blocks: 1 }, admin);
    await until('the freeze', async () => (await reserves()).frozen_by === 'drift');
  };

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      credentials,
      administrators: new OneAdministrator(),
      walletEnvironment: { WALLET_POLL_INTERVAL_MS: '100' },
    });
    const address = await registry.resources.wallets!.coin.wallet.newAddress('house');
    await client.post('/devnet/faucet', { address, amount: 5 }, admin);
    await client.post('/devnet/mine', { blocks: 1 }, admin);
    await until('the house to be funded', async () => (await reserves()).house_units === String(5n * FLOP));
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says that there is none', async () => {
    expect(await explained()).toEqual({ finding: null, drift_units: '0', transactions: [], rest_units: '0' });
    expect(await cli(['explain'])).toMatchObject({ code: 0, stdout: 'the books and Core agree\n' });
    const { status, body } = await adopt('0'.repeat(16));
    expect([status, body.detail]).toEqual([409, 'The ledger and Flopcoin Core agree: there is nothing to adopt']);
  });

  it.each([credentials === 'optional' ? -3_000n : 7_000n])(
    'adopts what is off by %s units on the command line, and payments thaw at once',
    async (units) => {
      const before = (await reserves()).house_units;
      await misplace(units);
      const told = await cli(['explain']);
      expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining(`drift    ${-units} units\n`) });
      const finding = /finding {2}([0-9a-f]{16})\n/.exec(told.stdout)![1]!;
      const adopted = await cli(['adopt', finding, '--reason', 'a restored backup']);
      expect(adopted).toMatchObject({
        code: 0,
        stdout: `adopted ${-units} units for the house, by administrator:amina\n`,
      });
      expect(await reserves()).toMatchObject({ drift_units: '0', frozen: false, house_units: before });
      expect(await cli(['adopt', finding, '--reason', 'a restored backup'])).toEqual(adopted);
      expect(await reserves()).toMatchObject({ drift_units: '0', house_units: before });
      const rows = await query(
        `SELECT actor, details->>'reason' AS reason, details->>'drift' AS drift FROM audit_log
       WHERE action = 'reserves_adopted' AND subject = $1`,
        [finding],
      );
      expect(rows).toEqual([{ actor: 'administrator:amina', reason: 'a restored backup', drift: String(-units) }]);
    },
    30_000,
  );

  it('adopts nothing but what was explained, and once for two who ask together', async () => {
    await misplace(11n);
    const { finding } = await explained();
    expect((await adopt('f'.repeat(16))).body.detail).toBe('The difference is another one now: explain it again');
    const statuses = (await Promise.all([adopt(finding), adopt(finding)])).map(({ status }) => status).sort();
    expect([statuses[0], [200, 409].includes(statuses[1]!)]).toEqual([200, true]);
    expect((await adopt(finding)).status).toBe(200);
    expect(await reserves()).toMatchObject({ drift_units: '0', frozen: false });
    expect(await query('SELECT count(*)::int AS n FROM adoptions WHERE finding = $1', [finding])).toEqual([{ n: 1 }]);
  }, 30_000);

  it('adopts one named transaction alone, and stays frozen for the rest', async () => {
    const { devnet, faults } = openedDevnet(registry);
    const house = BigInt((await reserves()).house_units);
    // A payment that no look of the auditor reaches, as after a part of the database was restored.
    faults.plan({ call: 'receivedSince', fault: 'down', times: 1_000_000 });
    const txid = await devnetActs(devnet).sweep(await devnet.newAddress('outside'));
    await devnet.mine(130);
    await until('a look to fail', async () => faults.happened('down') > 0);
    await query('UPDATE coin_pin SET deposit_cursor = $1', [devnet.ledger.tip.hash]);
    faults.clear();
    await misplace(-7n);
    const { finding, drift_units, transactions, rest_units } = await explained();
    const swept = -BigInt(transactions[0].core_units);
    expect([drift_units, rest_units]).toEqual([String(7n - swept), '7']);
    expect(transactions).toEqual([expect.objectContaining({ txid, booked_units: '0' })]);

    expect((await cli(['adopt', 'e'.repeat(64), '--reason', 'x'])).stderr).toContain('explain it again');
    const adopted = await cli(['adopt', txid, '--reason', 'sold the old coins']);
    expect(adopted).toMatchObject({
      code: 0,
      stdout: `adopted -${swept} units for the house, by administrator:amina\n`,
    });
    expect(await cli(['adopt', txid, '--reason', 'again'])).toEqual(adopted);
    expect(await reserves()).toMatchObject({
      drift_units: '7',
      frozen_by: 'drift',
      house_units: String(house - 7n - swept),
    });

    const rest = (await explained()).finding;
    expect(rest).not.toBe(finding);
    expect((await adopt(rest)).status).toBe(200);
    expect(await reserves()).toMatchObject({ drift_units: '0', frozen_by: null, house_units: String(house - swept) });
    const acts = await query(
      `SELECT details->'transactions' AS txids, details->>'rest' AS rest FROM audit_log
       WHERE action = 'reserves_adopted' AND subject = $1`,
      [txid],
    );
    expect(acts).toEqual([{ txids: [txid], rest: '0' }]);
  }, 30_000);

  it('is for administrators, and says what is missing', async () => {
    const wrong = { Authorization: 'Bearer wrong' };
    expect((await adopt('0'.repeat(16), 'x', wrong)).status).toBe(401);
    if (credentials === 'required') expect((await client.get('/wallet/reserves/explanation')).status).toBe(401);
    for (const [finding, reason] of [
      ['x', 'y'],
      ['0'.repeat(16), '  '],
      ['0'.repeat(16), 'x'.repeat(501)],
    ] as const)
      expect((await adopt(finding, reason)).status).toBe(422);
    const { code, stderr } = await cli(['explain'], 'wrong');
    expect([code, stderr]).toEqual([1, expect.stringContaining('mizan:')]);
  });
});
