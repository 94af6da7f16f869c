import { expect, it, jest } from '@jest/globals';
import { refusal } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { transactionIdOf } from '../support/wire-format.js';

jest.setTimeout(60_000);

describeOnEachStorage('GET /reports/wallet/{address}', (ledger) => {
  it('adds up the recorded amounts and shows every transaction', async () => {
    const { client } = ledger();
    const [wallet, other] = [await client.createWallet(), await client.createWallet()];
    await client.fund(wallet.address, 200);
    const { txid, block_hash } = await client.pay(wallet, other.address, 100);
    await client.pay(other, wallet.address, 30);
    await client.pay(wallet, wallet.address, 5);
    const { json: report } = await client.get(`/reports/wallet/${wallet.address.toUpperCase()}`);
    expect(report).toEqual({
      wallet_address: wallet.address,
      balance: 14_930,
      total_sent: 105,
      total_received: 235,
      total_zakat: 0,
      total_credited: 15_030,
      total_debited: 100,
      total_minted: 15_000,
      transactions: expect.any(Array),
      zakat_records: [],
    });
    const rows = report.transactions.map(({ type, sender, receiver, amount }: Record<string, unknown>) => [
      type,
      sender,
      receiver,
      amount,
    ]);
    expect(rows).toEqual([
      ['reward', 'SYSTEM', wallet.address, 200],
      ['send', wallet.address, other.address, 100],
      ['send', other.address, wallet.address, 30],
      ['send', wallet.address, wallet.address, 5],
    ]);
    const [, sent] = report.transactions;
    expect([sent.txid, sent.block_hash]).toEqual([txid, block_hash]);
    expect(transactionIdOf(sent.raw_json)).toBe(txid);
    expect(sent.timestamp).toBe((await client.header(block_hash)).timestamp);
  });

  it('is empty for an unknown wallet', async () => {
    const address = '12'.repeat(32);
    expect((await ledger().client.get(`/reports/wallet/${address}`)).json).toEqual({
      wallet_address: address,
      balance: 0,
      total_sent: 0,
      total_received: 0,
      total_zakat: 0,
      total_credited: 0,
      total_debited: 0,
      total_minted: 0,
      transactions: [],
      zakat_records: [],
    });
  });

  it('is 404 without an address', async () => {
    expect((await ledger().client.get('/reports/wallet/')).status).toBe(404);
  });
});

describeOnEachStorage('GET /logs/system', (ledger) => {
  const logs = async (query = '') => (await ledger().client.get(`/logs/system${query}`)).json.logs;

  it('tells what happened, newest first', async () => {
    const { client } = ledger();
    const user = await client.register('Zaynab');
    const { json: code } = await client.post('/auth/request-otp', { email: 'z@example.org' });
    await client.post('/auth/verify-otp', { email: 'z@example.org', otp: code.otp === '000000' ? '1' : '000000' });
    await client.post('/auth/verify-otp', code);
    await client.post('/auth/verify-otp', code);
    await client.fund(user.address);
    await client.pay(user, user.address, 1);
    await client.send(user, user.address, 99_999);
    await client.post('/zakat/run');
    const entries = (await logs('?limit=8')).reverse();
    expect(entries.map(({ level, type }: Record<string, string>) => [level, type])).toEqual([
      ['info', 'user_registered'],
      ['info', 'otp_generated'],
      ['warn', 'otp_invalid'],
      ['info', 'otp_verified'],
      ['warn', 'otp_not_found'],
      ['info', 'faucet_fund'],
      ['info', 'transaction_mined'],
      ['warn', 'transaction_refused'],
    ]);
    for (const entry of entries) {
      expect(entry).toEqual({
        id: expect.stringMatching(/^[1-9][0-9]*$/),
        level: expect.any(String),
        type: expect.any(String),
        message: expect.stringMatching(/^[ -~]+$/),
        ip: '127.0.0.1',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    }
  });

  it('has one entry for every transfer that was mined, and no secrets', async () => {
    const { client } = ledger();
    const wallet = await client.fundedWallet();
    for (let payment = 0; payment < 5; payment++) await client.pay(wallet, wallet.address, 1);
    const entries = await logs('?limit=5');
    expect(entries.map(({ type }: { type: string }) => type)).toEqual(Array(5).fill('transaction_mined'));
    expect(JSON.stringify(await logs('?limit=1000'))).not.toMatch(wallet.private_key);
  });

  it('are 100 unless asked otherwise, and lead to the older ones', async () => {
    const { client } = ledger();
    await Promise.all(
      Array.from({ length: 130 }, (_, at) => client.post('/auth/request-otp', { email: `log${at}@x.org` })),
    );
    expect(await logs()).toHaveLength(100);
    expect(await logs('?limit=1')).toHaveLength(1);
    const whole = await logs('?limit=1000');
    expect(whole.length).toBeGreaterThan(130);
    const pages = await client.pages('/logs/system?limit=50', ({ logs }: { logs: unknown[] }) => logs);
    expect(pages.flat()).toEqual(whole);
    const ids = whole.map(({ id }: { id: string }) => Number(id));
    expect(ids).toEqual([...ids].sort((left, right) => right - left));
  });

  it('refuses a zakat run before a pool is set, in those words', async () => {
    expect(refusal(await ledger().client.post('/zakat/run'))).toEqual([500, 'ZAKAT_WALLET_ADDRESS not set\n']);
  });
});
