import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient, refusal } from '../support/ledger-client.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

describe('vouchers in production', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-vouchers-'));
  let server: RunningServer;
  let client: LedgerClient;
  const tokens = { amina: `mizan_admin_${'a'.repeat(43)}`, bilal: `mizan_admin_${'b'.repeat(43)}` };
  const hashed = (name: keyof typeof tokens) => `${name}:${createHash('sha256').update(tokens[name]).digest('hex')}`;
  const as = (name: keyof typeof tokens) => ({ authorization: `Bearer ${tokens[name]}` });

  beforeAll(async () => {
    const { env } = prepareProduction(dataDir, {
      SERVE: 'ledger',
      FAUCET_ENABLED: '1',
      ADMIN_TOKEN_HASH: `${hashed('amina')},${hashed('bilal')}`,
    });
    server = await startServer({ dataDir, env });
    client = new LedgerClient(server.ledgerUrl);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  it('are paid when two different administrators have approved, and the proposer may be one of the two', async () => {
    const pool = (await client.post('/zakat/pool', undefined, as('amina'))).json;
    expect(pool.made_by).toBe('administrator:amina');
    await client.post('/admin/fund', { address: pool.address, amount: 1 }, as('amina'));
    const beneficiary = { name: 'Chandni', address: 'c'.repeat(64) };
    const body = { kind: 'distribution', asnaf: 'gharimin', beneficiary, amount: 70, note: 'a debt' };
    expect(refusal(await client.post('/zakat/vouchers', body))[0]).toBe(401);
    const { id } = (await client.post('/zakat/vouchers', body, as('amina'))).json;
    const approve = (name: keyof typeof tokens) => client.post(`/zakat/vouchers/${id}/approve`, undefined, as(name));
    expect((await approve('amina')).json).toMatchObject({
      state: 'proposed',
      approvals: [{ by: 'administrator:amina' }],
    });
    expect(refusal(await approve('amina'))).toEqual([409, 'you have approved this voucher already\n']);
    const pay = () => client.post(`/zakat/vouchers/${id}/pay`, undefined, as('bilal'));
    expect(refusal(await pay())).toEqual([409, 'the voucher is not approved\n']);
    expect((await approve('bilal')).json.state).toBe('approved');
    expect((await pay()).json.voucher).toMatchObject({ state: 'paid', paid: { by: 'administrator:bilal' } });
    expect((await client.get('/zakat/pool')).json).toMatchObject({
      balance: 14_930,
      custodial: true,
      received: { collected: 0, contributed: 0, minted: 15_000 },
      paid: { distributed: 70, refunded: 0, other: 0 },
    });
  });
});
