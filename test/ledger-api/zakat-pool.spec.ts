import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal } from '../support/ledger-client.js';
import { openStore } from '../support/open-store.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(120_000);

describe.each(EMBEDDED_AND_SUPABASE)('the zakat pool, on %s', (kind) => {
  let ledger: Ledger;
  let client: LedgerClient;

  beforeAll(async () => {
    ledger = await Ledger.start(kind);
    client = ledger.client;
  });
  afterAll(() => ledger?.dispose());

  const restart = async (pool: string) => {
    await ledger.restart({ ZAKAT_WALLET_ADDRESS: pool });
    client = ledger.client;
  };

  it('is not made where somebody else holds it', async () => {
    await restart('ab'.repeat(32));
    expect(refusal(await client.post('/zakat/pool'))).toEqual([
      409,
      'ZAKAT_WALLET_ADDRESS names the zakat pool, and its key is held elsewhere\n',
    ]);
    await restart('');
    expect(refusal(await client.post('/zakat/run'))).toEqual([500, 'ZAKAT_WALLET_ADDRESS not set\n']);
  });

  it('is made once, also by calls at once, and stays after a restart', async () => {
    const answers = await Promise.all([client.post('/zakat/pool'), client.post('/zakat/pool')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const made = answers.find(({ status }) => status === 200)!.json;
    expect(made).toEqual({
      address: expect.stringMatching(/^[0-9a-f]{64}$/),
      made_by: 'anonymous',
      created_at: expect.any(String),
    });
    await restart('');
    expect(refusal(await client.post('/zakat/pool'))).toEqual([409, 'the zakat pool has its wallet already\n']);
    const payer = await client.register('Amina');
    await client.fund(payer.address);
    const run = (await client.post('/zakat/run', { period: '1448' })).json;
    expect(run).toMatchObject({ total_wallets: 1, processed: 1, total_zakat: 375, pool_address: made.address });
    expect(await client.balance(made.address)).toBe(375);
    await client.pay(payer, made.address, 25);
    const report = (await client.get('/zakat/pool')).json;
    expect(report).toMatchObject({
      address: made.address,
      custodial: true,
      balance: 400,
      received: { collected: 375, contributed: 25, minted: 0 },
      paid: { distributed: 0, refunded: 0, other: 0 },
      periods: [{ period: '1448', charged: 1, collected: 375, refunded: 0 }],
    });
  });

  it('is in the audit trail, and its row is not changed', async () => {
    await ledger.stop();
    const database = await openStore(ledger.store);
    const rows = await database.query<{ actor: string }>(
      "SELECT actor FROM audit_log WHERE action = 'zakat_pool_made'",
    );
    expect(rows).toEqual([{ actor: 'anonymous' }]);
    await expect(database.query("UPDATE zakat_pool_wallet SET made_by = 'other'")).rejects.toThrow(/stays/);
    await expect(database.query('DELETE FROM zakat_pool_wallet')).rejects.toThrow(/stays/);
    await database.close();
    await ledger.start();
  });
});
