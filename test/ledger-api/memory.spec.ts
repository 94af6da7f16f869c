import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { judgeChain } from '../support/judge.js';
import { LedgerClient, refusal } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { signTransfer } from '../support/sign-transfer.js';

jest.setTimeout(60_000);

describe('a ledger without a database', () => {
  let server: RunningServer;
  let client: LedgerClient;
  beforeAll(async () => {
    server = await startServer({
      env: { SERVE: 'ledger', PERSISTENCE: 'memory', ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) },
    });
    client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  });
  afterAll(() => server?.stop());

  it('says “database not configured” for reports, logs and zakat, before it looks at anything else', async () => {
    for (const exchange of [
      await client.get(`/reports/wallet/${'ab'.repeat(32)}`),
      await client.get('/reports/wallet/xyz'),
      await client.get('/reports/wallet/xyz?limit=abc'),
      await client.get('/logs/system'),
      await client.get('/logs/system?limit=abc'),
      await client.post('/zakat/run'),
      await client.post('/zakat/assessments', { period: '1448', hijri_date: '1448-09-01' }),
      await client.get('/zakat/assessments/xyz'),
      await client.get('/zakat/assessments/xyz/lines'),
      await client.get('/zakat/assessments/xyz/lines.csv'),
      await client.get('/zakat/receipts/MZ-1448-000001-6'),
      await client.get('/zakat/receipts/xyz/verify'),
      await client.post('/zakat/pool'),
      await client.get('/zakat/pool'),
      await client.get('/zakat/periods/1448/return'),
      await client.get('/zakat/vouchers'),
      await client.post(`/zakat/vouchers/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/pay`),
    ])
      expect([exchange.path, ...refusal(exchange)]).toEqual([exchange.path, 500, 'database not configured\n']);
    const problem = await client.post('/zakat/run', undefined, { accept: 'application/problem+json' });
    expect(problem.json).toMatchObject({ status: 500, code: 'database_not_configured' });
  });

  it('registers, funds, sends and tells of it all the same', async () => {
    const user = await client.register();
    const other = await client.createWallet();
    await client.fund(user.address);
    await client.pay(user, other.address, 100);
    expect([await client.balance(user.address), await client.balance(other.address)]).toEqual([14_900, 100]);
    const { json: prepared } = await client.post('/transactions/prepare', {
      from: user.address,
      to: other.address,
      amount: 50,
    });
    expect((await client.post('/transactions/submit', await signTransfer(prepared, user))).status).toBe(200);
    expect(refusal(await client.send(user, other.address, 15_000))).toEqual([400, 'insufficient funds\n']);
    const { json: code } = await client.post('/auth/request-otp', { email: 'a@b.c' });
    expect((await client.post('/auth/verify-otp', code)).status).toBe(200);
    expect((await client.post('/auth/verify-otp', code)).status).toBe(401);
    expect((await client.get('/health/ready')).json).toMatchObject({ status: 'ready', database: 'none', writer: true });
  });

  it('pages through its lists', async () => {
    const wallet = await client.fundedWallet(4);
    for (const path of ['/blocks', `/wallets/${wallet.address}/transactions`, `/wallets/${wallet.address}/utxos`]) {
      const whole = (await client.get(path)).json;
      expect((await client.pages(`${path}?limit=2`)).flat()).toEqual(whole);
    }
    const newest = (await client.pages('/blocks?order=desc&limit=2')).flat();
    expect(newest.reverse()).toEqual(await client.blocks());
  });

  it('keeps a chain that verifies, under parallel use', async () => {
    const wallets = await client.createWallets(8);
    await Promise.all(wallets.map(({ address }) => client.fund(address)));
    await Promise.all(wallets.flatMap((wallet) => wallets.map(({ address }) => client.pay(wallet, address, 10))));
    await judgeChain(client);
  });

  it('forgets everything when it stops', async () => {
    await server.stop();
    server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
    expect((await new LedgerClient(server.ledgerUrl).chain()).height).toBe(0);
  });
});
