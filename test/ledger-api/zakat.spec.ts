import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { judgeChain } from '../support/judge.js';
import { type LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { EMBEDDED_AND_SUPABASE, Ledger } from '../support/running-ledger.js';

jest.setTimeout(120_000);

describe.each(EMBEDDED_AND_SUPABASE)('POST /zakat/run, on %s', (kind) => {
  let ledger: Ledger;
  let client: LedgerClient;
  let pool: Wallet;
  let rich: Wallet;
  let small: Wallet;
  let nothing: Wallet;

  beforeAll(async () => {
    ledger = await Ledger.start(kind);
    pool = await ledger.client.register('Pool');
    await ledger.client.fund(pool.address);
    await ledger.restart({ ZAKAT_WALLET_ADDRESS: pool.address.toUpperCase() });
    client = ledger.client;
    rich = await client.register('Rich');
    small = await client.register('Small');
    nothing = await client.register('Nothing');
    await client.fund(rich.address);
  });
  afterAll(() => ledger?.dispose());

  const run = async () => (await client.post('/zakat/run')).json;
  const records = async (wallet: Wallet) => (await client.get(`/reports/wallet/${wallet.address}`)).json;

  it('takes a fortieth, rounded down, and leaves out the pool and who has nothing to give', async () => {
    await client.pay(rich, small.address, 79); // 79 × 25 / 1000 = 1.975
    await client.pay(rich, rich.address, 1);
    const answer = await run();
    const tip = await client.header('tip');
    expect(answer).toEqual({ total_wallets: 4, processed: 2, total_zakat: 373 + 1, block_hashes: [tip.hash] });
    expect(await client.balance(rich.address)).toBe(14_921 - 373);
    expect(await client.balance(small.address)).toBe(78);
    expect(await client.balance(nothing.address)).toBe(0);
    expect(await client.balance(pool.address)).toBe(15_000 + 374);
  });

  it('is in the books of those it charged', async () => {
    const report = await records(rich);
    expect(report.total_zakat).toBe(373);
    const row = report.transactions.at(-1);
    expect([row.type, row.sender, row.receiver, row.amount]).toEqual([
      'zakat_deduction',
      rich.address,
      pool.address,
      373,
    ]);
    expect(report.zakat_records).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        user_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        wallet_address: rich.address,
        amount: 373,
        block_hash: row.block_hash,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
    expect((await records(pool)).zakat_records).toEqual([]);
    const [entry] = (await client.get('/logs/system?limit=1')).json.logs;
    expect([entry.level, entry.type]).toEqual(['info', 'zakat_run']);
  });

  it('is a new run when it is called again, of what is left', async () => {
    const balance = await client.balance(rich.address);
    const due = Math.floor((balance * 25) / 1000) + 1; // and 1 of small's 78
    expect(await run()).toMatchObject({ processed: 2, total_zakat: due });
    expect((await records(rich)).zakat_records).toHaveLength(2);
  });

  it('takes 375 of 15000, of 40 one, and of 39 none', async () => {
    const [fresh, forty, less] = [await client.register('A'), await client.register('B'), await client.register('C')];
    await client.pay(rich, forty.address, 40);
    await client.pay(rich, less.address, 39);
    await client.fund(fresh.address);
    await run();
    expect(await client.balance(fresh.address)).toBe(14_625);
    expect(await client.balance(forty.address)).toBe(39);
    expect(await client.balance(less.address)).toBe(39);
    expect((await records(less)).zakat_records).toEqual([]);
  });

  it('ignores a body, whatever it is', async () => {
    expect((await client.post('/zakat/run', '{bad')).status).toBe(200);
    expect((await client.post('/zakat/run', '<x/>', { 'content-type': 'text/xml' })).status).toBe(200);
  });

  it('is made once for a period, and answered alike afterwards', async () => {
    const before = (await records(rich)).zakat_records.length;
    const first = await client.post('/zakat/run', { period: '1448' });
    const again = await client.post('/zakat/run', { period: '1448' });
    expect([first.status, again.status, again.json]).toEqual([200, 200, first.json]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect((await records(rich)).zakat_records).toHaveLength(before + 1);
    expect((await client.post('/zakat/run', { period: '1449' })).headers.get('idempotency-replayed')).toBeNull();
    expect((await records(rich)).zakat_records).toHaveLength(before + 2);
  });

  it('is made once for an idempotency key, which means one period', async () => {
    const before = (await records(rich)).zakat_records.length;
    const headers = { 'Idempotency-Key': 'zakat-of-this-test' };
    const first = await client.post('/zakat/run', undefined, headers);
    const again = await client.post('/zakat/run', undefined, headers);
    expect([first.status, again.json]).toEqual([200, first.json]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await client.post('/zakat/run', { period: '1450' }, headers);
    expect(refusal(other)).toEqual([422, 'the idempotency key was used for another request\n']);
    expect((await records(rich)).zakat_records).toHaveLength(before + 1);
  });

  it('is refused with a period that names none', async () => {
    for (const period of ['', ' 1448', '1448/09', 'x'.repeat(33), 1448, [], {}]) {
      expect(refusal(await client.post('/zakat/run', { period }))).toEqual([400, 'invalid period\n']);
    }
    const bad = await client.post('/zakat/run', undefined, { 'Idempotency-Key': '' });
    expect(refusal(bad)).toEqual([400, 'invalid idempotency key\n']);
  });

  it('answers an empty list of blocks when no wallet is charged', async () => {
    const other = await Ledger.start('embedded', { ZAKAT_WALLET_ADDRESS: pool.address });
    try {
      await other.client.register('Poor');
      expect((await other.client.post('/zakat/run')).json).toEqual({
        total_wallets: 1,
        processed: 0,
        total_zakat: 0,
        block_hashes: [],
      });
    } finally {
      await other.dispose();
    }
  });

  it('is one run for those who call at the same time', async () => {
    const before = (await records(rich)).zakat_records.length;
    const answers = await Promise.all(Array.from({ length: 5 }, run));
    const after = (await records(rich)).zakat_records.length;
    const distinct = new Set(answers.map((answer) => JSON.stringify(answer.block_hashes)));
    expect(after - before).toBe(distinct.size);
  });

  it('leaves every sum right while wallets are sending', async () => {
    const users = await Promise.all(Array.from({ length: 10 }, (_, at) => client.register(`Sender ${at}`)));
    await Promise.all(users.map(({ address }) => client.fund(address)));
    const sends = users.flatMap((user) => Array.from({ length: 5 }, () => client.send(user, small.address, 10)));
    const [answer, ...outcomes] = await Promise.all([run(), ...sends]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(answer.processed).toBeGreaterThanOrEqual(10);
    expect(answer.block_hashes.length).toBeLessThan(10);
    const judged = await judgeChain(client);
    for (const user of users) {
      const { balance, total_zakat } = await records(user);
      expect(balance).toBe(15_000 - 50 - total_zakat);
      expect(judged.balances.get(user.address)).toBe(balance);
      expect([373, 374, 375]).toContain(total_zakat);
    }
  });

  it('charges a period once, whatever the pool', async () => {
    const first = await client.post('/zakat/run', { period: '1460' });
    await ledger.restart({ ZAKAT_WALLET_ADDRESS: small.address });
    const again = await ledger.client.post('/zakat/run', { period: '1460' });
    expect([again.status, again.headers.get('idempotency-replayed'), again.json]).toEqual([200, 'true', first.json]);
  });
});
