import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { WalletClient } from './support/wallet-client.js';

const FLOP = 100_000_000n;

describe('wallets of nodes over HTTP, on the devnet', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-wallet-'));
  let registry: TestRegistry;
  const client = new WalletClient(() => registry.port);
  const start = () =>
    startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      walletEnvironment: { WALLET_MAX_ADDRESSES_PER_WINDOW: '4' },
    });
  const mine = (blocks: number) => client.post('/devnet/mine', { blocks });
  const faucet = (address: string, amount: number | string) => client.post('/devnet/faucet', { address, amount });
  const outside = async (): Promise<string> => (await client.get('/devnet/address')).body.address;
  /** A node with so much to spend. */
  const fundedNode = async (nodeId: string, amount: number) => {
    const { address } = await client.open(nodeId);
    await faucet(address, amount);
    await mine(6);
    return address;
  };

  beforeAll(async () => {
    registry = await start();
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says that it is alive, and that it is ready', async () => {
    for (const path of ['/wallet/health', '/wallet/status/health'])
      expect((await client.get(path)).body).toEqual({ status: 'ok', service: 'wallet', version: '1.0.0' });
    const { status, body } = await client.get('/wallet/health/ready');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ status: 'ready', database: 'reachable', core: 'reachable', frozen_by: null }),
    ]);
  });

  it('opens one wallet for each registered node, and gives the node the capability', async () => {
    await client.register('node_a', ['compute']);
    const created = await client.post('/wallet/create', { node_id: 'node_a', wallet_name: 'my_wallet' });
    expect([created.status, created.body]).toEqual([
      200,
      {
        success: true,
        message: 'Wallet my_wallet created successfully',
        wallet: {
          id: expect.any(Number),
          node_id: 'node_a',
          wallet_name: 'my_wallet',
          address: expect.stringMatching(/^[mn][1-9A-HJ-NP-Za-km-z]{25,34}$/),
          wallet_type: 'flopcoin',
          balance: 0,
          balance_units: '0',
          is_active: true,
          created_at: expect.any(String),
          updated_at: null,
        },
      },
    ]);
    expect((await client.get('/wallet/node_a')).body).toEqual(created.body.wallet);
    expect((await client.get('/nodes/node_a')).body).toMatchObject({
      capabilities: ['compute', 'wallet'],
      wallet_health: 'ok',
    });
    const again = await client.post('/wallet/create', { node_id: 'node_a', wallet_name: 'other' });
    expect([again.status, again.body]).toEqual([409, { detail: 'Wallet already exists for node node_a' }]);
    const stranger = await client.post('/wallet/create', { node_id: 'nobody', wallet_name: 'w' });
    expect([stranger.status, stranger.body]).toEqual([404, { detail: 'Node nobody not found' }]);
  });

  it.each(['/wallet/ghost', '/wallet/ghost/balance', '/wallet/ghost/transactions'])(
    'knows no wallet at %s',
    async (path) => {
      const { status, body } = await client.get(path);
      expect([status, body]).toEqual([404, { detail: 'No wallet found for node ghost' }]);
    },
  );

  it('knows no wallet to pay from or to give an address to', async () => {
    for (const answer of [
      await client.pay('ghost', await outside(), 1),
      await client.post('/wallet/ghost/new-address'),
    ])
      expect([answer.status, answer.body]).toEqual([404, { detail: 'No wallet found for node ghost' }]);
  });

  it('refuses wallets without a proper name or node', async () => {
    await client.register('node_name');
    for (const body of [
      {},
      [],
      { node_id: 'node_name' },
      { node_id: 'node_name', wallet_name: '' },
      { node_id: 'node_name', wallet_name: '  ' },
      { node_id: 'node_name', wallet_name: 'x'.repeat(101) },
      { node_id: 'node_name', wallet_name: 'a\nb' },
      { node_id: 'node_name', wallet_name: 7 },
      { node_id: 'health', wallet_name: 'w' },
      { node_id: '../etc', wallet_name: 'w' },
    ]) {
      const { status, body: answer } = await client.post('/wallet/create', body);
      expect([body, status]).toEqual([body, 422]);
      expect(answer.detail).toEqual(expect.arrayContaining([expect.objectContaining({ loc: expect.any(Array) })]));
    }
  });

  it('shows a deposit as pending, and lets it be spent after six confirmations', async () => {
    const { address } = await client.open('node_b');
    const { body } = await faucet(address, '12.34567891');
    expect(await client.units('node_b')).toMatchObject({ available: 0n, pending: 1_234_567_891n });
    await mine(5);
    expect(await client.units('node_b')).toMatchObject({ available: 0n, pending: 1_234_567_891n });
    expect(await client.transactions('node_b')).toEqual([
      expect.objectContaining({
        txid: body.txid,
        transaction_type: 'receive',
        status: 'pending',
        amount: 12.34567891,
        amount_units: '1234567891',
        confirmations: 5,
        recipient_address: address,
        confirmed_at: null,
      }),
    ]);
    await mine(1);
    const answer = await client.get('/wallet/node_b/balance');
    expect(answer.text).toContain('"balance":12.34567891,"balance_units":"1234567891"');
    expect(answer.body).toMatchObject({ available: 12.34567891, pending: 0, reserved: 0, currency: 'FLOP', address });
  });

  it('pays an outside address, charges the fee, and follows the payment to its confirmation', async () => {
    await fundedNode('node_c', 100);
    const recipient = await outside();
    const sent = await client.pay('node_c', recipient, 10.5);
    expect(sent.status).toBe(200);
    const fee = BigInt(sent.body.transaction.fee_units);
    expect(fee).toBeGreaterThan(0n);
    expect(sent.body).toMatchObject({ success: true, amount: 10.5, amount_units: '1050000000', recipient });
    expect(sent.body.transaction).toMatchObject({
      txid: sent.body.txid,
      transaction_type: 'send',
      status: 'pending',
      block_height: null,
      confirmations: 0,
    });
    expect(await client.units('node_c')).toMatchObject({ available: 100n * FLOP - 1_050_000_000n - fee, reserved: 0n });
    const { body } = await mine(6);
    const [line] = await client.transactions('node_c');
    expect(line).toMatchObject({ status: 'confirmed', confirmations: 6, block_height: body.height - 5 });
    expect(line.fee_units).toBe(String(fee));
  });

  it('books a payment between two nodes without a fee and without the chain, for both to see', async () => {
    await fundedNode('node_d', 20);
    const { address } = await client.open('node_e');
    const before = await client.reserves();
    const { body } = await client.pay('node_d', address, 7.25);
    expect(body.txid).toMatch(/^internal-[0-9a-f-]{36}$/);
    expect(body.transaction).toMatchObject({ transaction_type: 'internal', status: 'confirmed', fee: 0 });
    expect(await client.units('node_d')).toMatchObject({ available: 1_275_000_000n });
    expect(await client.units('node_e')).toMatchObject({ available: 725_000_000n });
    for (const node of ['node_d', 'node_e'])
      expect((await client.transactions(node))[0]).toMatchObject({
        txid: body.txid,
        amount: 7.25,
        status: 'confirmed',
      });
    await mine(1);
    expect(await client.reserves()).toMatchObject({ core_total_units: before.core_total_units, drift_units: '0' });
  });

  it('lets a node pay its own address, which moves nothing', async () => {
    const address = await fundedNode('node_self', 5);
    const { status, body } = await client.pay('node_self', address, 5);
    expect([status, body.transaction.transaction_type]).toEqual([200, 'internal']);
    expect(await client.units('node_self')).toMatchObject({ available: 5n * FLOP });
    expect(await client.transactions('node_self')).toHaveLength(2);
  });

  describe('refuses, and moves nothing:', () => {
    let recipient: string;
    beforeAll(async () => {
      await fundedNode('node_r', 2000);
      recipient = await outside();
    });
    afterEach(async () => {
      expect(await client.units('node_r')).toEqual({ available: 2000n * FLOP, pending: 0n, reserved: 0n, owed: 0n });
    });

    it.each([
      ['0', 'Invalid amount'],
      ['-1', 'Invalid amount'],
      ['0.000000001', 'Invalid amount'],
      ['99999999999', 'Invalid amount'],
      ['0.00999999', "Invalid amount: below the coin's dust limit of 0.01 FLOP"],
      ['0.00000001', "Invalid amount: below the coin's dust limit of 0.01 FLOP"],
      ['1000.00000001', 'Amount exceeds maximum limit of 1000.0'],
      ['2000', 'Amount exceeds maximum limit of 1000.0'],
    ])('an amount of %s', async (amount, detail) => {
      for (const written of [amount, `"${amount}"`]) {
        const body = `{"node_id":"node_r","recipient_address":"${recipient}","amount":${written}}`;
        const answer = await client.post('/wallet/node_r/send', body);
        expect([answer.status, answer.body]).toEqual([400, { detail }]);
      }
    });

    it('an amount, and says why: in the list of 422, and in problem+json for the texts that are specified', async () => {
      const send = (amount: string, headers = {}) =>
        client.post(
          '/wallet/node_r/send',
          `{"node_id":"node_r","recipient_address":"${recipient}","amount":${amount}}`,
          headers,
        );
      for (const written of ['1e2', '"1E-8"', '1.5e0']) {
        const { status, body } = await send(written);
        expect([status, body.detail]).toEqual([
          422,
          [
            {
              loc: ['body', 'amount'],
              msg: 'Input should be a plain decimal number, without an exponent',
              type: 'decimal_type',
            },
          ],
        ]);
      }
      const whys: [string, RegExp][] = [
        ['0.000000001', /more than 8 decimals/],
        ['0', /above 0/],
        ['-1', /above 0/],
        ['99999999999', /more than the coin can hold/],
      ];
      for (const [written, why] of whys) {
        const { status, body } = await send(written, { accept: 'application/problem+json' });
        expect([status, body]).toEqual([
          400,
          expect.objectContaining({
            detail: 'Invalid amount',
            errors: [expect.objectContaining({ pointer: '#/amount', detail: expect.stringMatching(why) })],
          }),
        ]);
      }
    });

    it.each([
      'NaN',
      'Infinity',
      '1e2',
      '"1e2"',
      'true',
      'null',
      '[]',
      '{}',
      '" 1"',
      '"+1"',
      '0.30000000000000004',
      '"0x10"',
      '""',
    ])('an amount that is no plain decimal: %s', async (amount) => {
      const body = `{"node_id":"node_r","recipient_address":"${recipient}","amount":${amount}}`;
      expect((await client.post('/wallet/node_r/send', body)).status).toBe(422);
    });

    it.each([
      '',
      'FLOP987654321fedcba',
      'FLDe9sDaU63Y6GALoSAJfTJ8NtkR9goLok',
      'bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'n'.repeat(10_000),
      "' OR 1=1--",
      '💩',
    ])('the recipient %.40s', async (address) => {
      const { status, body } = await client.pay('node_r', address, 1);
      expect([status, body]).toEqual([400, { detail: 'Invalid recipient address' }]);
    });

    it('a recipient that is mistyped by one character', async () => {
      const mistyped = recipient.slice(0, -1) + (recipient.endsWith('a') ? 'b' : 'a');
      expect((await client.pay('node_r', mistyped, 1)).body).toEqual({ detail: 'Invalid recipient address' });
    });

    it('a body about another node than the path', async () => {
      const body = { node_id: 'node_a', recipient_address: recipient, amount: 1 };
      const answer = await client.post('/wallet/node_r/send', body);
      expect([answer.status, answer.body]).toEqual([400, { detail: 'Node ID mismatch' }]);
    });
  });

  it('refuses more than there is, the fee included, and pays all but the fee', async () => {
    await fundedNode('node_f', 1);
    for (const amount of ['1.5', '1', '0.9999']) {
      const { status, body } = await client.pay('node_f', await outside(), amount);
      expect([amount, status, body]).toEqual([amount, 400, { detail: 'Insufficient balance' }]);
    }
    expect(await client.units('node_f')).toMatchObject({ available: FLOP, reserved: 0n });
    expect((await client.pay('node_f', await outside(), '0.9')).status).toBe(200);
  });

  it('replays the answer to an idempotency key, and pays once', async () => {
    await fundedNode('node_g', 50);
    const recipient = await outside();
    const first = await client.pay('node_g', recipient, 5, 'order-1');
    expect(first.status).toBe(200);
    await mine(6);
    const second = await client.pay('node_g', recipient, '5.00', 'order-1');
    expect([second.status, second.text]).toEqual([200, first.text]);
    const parallel = await Promise.all(Array.from({ length: 20 }, () => client.pay('node_g', recipient, 3, 'order-2')));
    const statuses = new Set(parallel.map(({ status }) => status));
    expect([...statuses].every((status) => status === 200 || status === 409)).toBe(true);
    const txids = new Set(parallel.filter(({ status }) => status === 200).map(({ body }) => body.txid));
    expect(txids.size).toBe(1);
    expect((await client.transactions('node_g')).filter((line) => line.transaction_type === 'send')).toHaveLength(2);
  });

  it('refuses an idempotency key for another order, or that is no key, and knows it for its own node only', async () => {
    await fundedNode('node_h', 50);
    await fundedNode('node_i', 50);
    const recipient = await outside();
    const { body } = await client.pay('node_h', recipient, 5, 'k');
    const other = await client.pay('node_h', recipient, 6, 'k');
    expect([other.status, other.body]).toEqual([
      422,
      { detail: 'Idempotency-Key was already used for another request' },
    ]);
    expect((await client.pay('node_i', recipient, 5, 'k')).body.txid).not.toBe(body.txid);
    for (const key of ['', 'x'.repeat(256), 'a b', 'é'])
      expect([key, (await client.pay('node_h', recipient, 5, key)).status]).toEqual([key, 400]);
    expect((await client.pay('node_h', recipient, 5, 'x'.repeat(255))).status).toBe(200);
  });

  it('forgets the key of a refused order, so that it can be given again', async () => {
    const { address } = await client.open('node_j');
    expect((await client.pay('node_j', await outside(), 5, 'later')).body).toEqual({ detail: 'Insufficient balance' });
    await faucet(address, 20);
    await mine(6);
    expect((await client.pay('node_j', await outside(), 5, 'later')).status).toBe(200);
  });

  describe('play money under an idempotency key', () => {
    const keyed = (path: string, body: object, key: string) => client.post(path, body, { 'Idempotency-Key': key });
    const pending = async (nodeId: string) => (await client.units(nodeId)).pending;

    it('is paid once, and the txid is said again, after a restart too', async () => {
      const { address } = await client.open('node_play');
      const pour = (key = 'pour') => keyed('/devnet/faucet', { address, amount: 3 }, key);
      const first = await pour();
      expect(first.status).toBe(200);
      await registry.close();
      registry = await start();
      const second = await pour();
      expect([second.status, second.text]).toEqual([200, first.text]);
      const parallel = await Promise.all(Array.from({ length: 20 }, () => pour('storm')));
      expect(parallel.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      const paid = parallel.filter(({ status }) => status === 200);
      expect(new Set(paid.map(({ body }) => body.txid)).size).toBe(1);
      await mine(1);
      expect(await pending('node_play')).toBe(6n * FLOP);
    });

    it('is mined once, and the height is said again', async () => {
      const first = await keyed('/devnet/mine', { blocks: 3 }, 'dig');
      expect(first.status).toBe(200);
      const parallel = await Promise.all(
        Array.from({ length: 20 }, () => keyed('/devnet/mine', { blocks: 2 }, 'dig-2')),
      );
      expect(parallel.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      expect((await keyed('/devnet/mine', { blocks: 3 }, 'dig')).text).toBe(first.text);
      expect((await mine(1)).body.height).toBe(first.body.height + 3);
    });

    it('is refused for another request, or under what is no key, and the key of a refused request is free', async () => {
      const { address } = await client.open('node_free');
      expect((await keyed('/devnet/faucet', { address, amount: '99999999999' }, 'free')).status).toBe(400);
      expect((await keyed('/devnet/faucet', { address, amount: 1 }, 'free')).status).toBe(200);
      const others: [string, object][] = [
        ['/devnet/faucet', { address, amount: 2 }],
        ['/devnet/mine', { blocks: 1 }],
      ];
      for (const [path, body] of others) {
        const reused = await keyed(path, body, 'free');
        expect([reused.status, reused.body]).toEqual([
          422,
          { detail: 'Idempotency-Key was already used for another request' },
        ]);
        for (const key of ['', 'x'.repeat(256), 'a b', 'é']) {
          const { status, body: refusal } = await keyed(path, body, key);
          expect([key, status, refusal]).toEqual([key, 400, { detail: 'Invalid Idempotency-Key' }]);
        }
      }
      await mine(1);
      expect(await pending('node_free')).toBe(FLOP);
    });
  });

  it('allows ten payments in an hour, and says when the next one is possible', async () => {
    await fundedNode('node_k', 900);
    const { address } = await client.open('node_l');
    for (let paid = 0; paid < 10; paid++) expect((await client.pay('node_k', address, 1)).status).toBe(200);
    const { status, body, headers } = await client.pay('node_k', address, 1);
    expect([status, body]).toEqual([429, { detail: 'Rate limit exceeded. Maximum 10 transactions per 3600 seconds' }]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3500);
    expect(await client.units('node_k')).toMatchObject({ available: 890n * FLOP });
  });

  it('lists page by page, every line once', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await client.get(`/wallet/node_k/transactions?limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.transactions.map((line: { id: number }) => line.id));
      cursor = body.next_cursor;
    }
    expect(seen).toHaveLength(11);
    expect([...seen].sort((a, b) => b - a)).toEqual(seen);
    expect(new Set(seen).size).toBe(11);
    for (const query of ['limit=0', 'limit=101', 'limit=abc', 'limit=1e1', 'limit=5&limit=9'])
      expect([query, (await client.get(`/wallet/node_k/transactions?${query}`)).status]).toEqual([query, 422]);
    expect((await client.get('/wallet/node_k/transactions?cursor=nonsense')).status).toBe(400);
    const { next_cursor: own } = (await client.get('/wallet/node_k/transactions?limit=1')).body;
    expect((await client.get(`/wallet/node_k/transactions?cursor=${own}`)).status).toBe(200);
    expect((await client.get(`/wallet/node_l/transactions?cursor=${own}`)).status).toBe(400);
  });

  it('hands out fresh addresses up to a limit, and all of them go on receiving', async () => {
    const { address: first } = await client.open('node_m');
    const addresses = [first];
    for (let made = 0; made < 3; made++) {
      const { status, body } = await client.post('/wallet/node_m/new-address');
      expect([status, body]).toEqual([
        200,
        {
          success: true,
          node_id: 'node_m',
          new_address: expect.any(String),
          wallet_name: 'wallet of node_m',
          message: 'New address generated successfully',
        },
      ]);
      addresses.push(body.new_address);
    }
    expect(new Set(addresses).size).toBe(4);
    const { status, headers } = await client.post('/wallet/node_m/new-address');
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await client.get('/wallet/node_m')).body.address).toBe(addresses.at(-1));
    for (const address of addresses) await faucet(address, 1);
    expect(await client.units('node_m')).toMatchObject({ pending: 4n * FLOP });
  });

  it('keeps the wallet of a deregistered node readable, refuses to send from it, and wakes it when the node returns', async () => {
    const address = await fundedNode('node_n', 10);
    await client.delete('/nodes/node_n');
    expect((await client.get('/wallet/node_n')).body).toMatchObject({ is_active: false, balance: 10 });
    expect((await client.get('/nodes/node_n')).body).toMatchObject({ capabilities: [], wallet_health: 'inactive' });
    const refused = await client.pay('node_n', await outside(), 1);
    expect([refused.status, refused.body]).toEqual([403, { detail: 'Node node_n is deregistered' }]);
    expect((await client.post('/wallet/node_n/new-address')).status).toBe(403);
    await faucet(address, 2);
    expect(await client.units('node_n')).toMatchObject({ available: 10n * FLOP, pending: 2n * FLOP });
  });

  it('credits no node with what is mined, and the house with what is paid to an address of no node', async () => {
    const before = await client.reserves();
    const stray = await registry.resources.wallets!.coin.wallet.newAddress('nobody');
    await faucet(stray, 3);
    await mine(1);
    const after = await client.reserves();
    expect(BigInt(after.house_units) - BigInt(before.house_units)).toBe(3n * FLOP);
    expect(after.drift_units).toBe('0');
  });

  it('freezes every payment while the books and the coin differ by one unit, and recovers by itself', async () => {
    await fundedNode('node_o', 10);
    const { query } = registry.resources.database!;
    const tamper = (units: number) => query(`UPDATE accounts SET balance = balance + $1 WHERE kind = 'house'`, [units]);
    await tamper(1);
    await mine(1);
    expect(await client.reserves()).toMatchObject({ drift_units: '-1', frozen: true, frozen_by: 'drift' });
    const { status, body, headers } = await client.pay('node_o', await outside(), 1);
    expect([status, body]).toEqual([
      503,
      { detail: 'Sends are frozen: the ledger and Flopcoin Core differ by -0.00000001 FLOP' },
    ]);
    expect(headers['retry-after']).toBeDefined();
    expect((await client.get('/wallet/health/ready')).status).toBe(503);
    expect((await client.get('/wallet/health')).status).toBe(200);
    expect((await client.get('/nodes/node_o')).body.wallet_health).toBe('unreconciled');
    expect(registry.log()).toContain('sends are frozen');
    await tamper(-1);
    await mine(1);
    expect(await client.reserves()).toMatchObject({ drift_units: '0', frozen: false });
    expect((await client.get('/wallet/health/ready')).status).toBe(200);
    expect((await client.pay('node_o', await outside(), 1)).status).toBe(200);
  });

  it('remembers everything over a restart, the coin included', async () => {
    await fundedNode('node_p', 10);
    const sent = await client.pay('node_p', await outside(), 2);
    const before = await client.units('node_p');
    await registry.close();
    registry = await start();
    expect(await client.units('node_p')).toEqual(before);
    await mine(6);
    expect((await client.transactions('node_p'))[0]).toMatchObject({ txid: sent.body.txid, status: 'confirmed' });
    expect(await client.reserves()).toMatchObject({ drift_units: '0' });
  }, 30_000);

  it('refuses what the devnet cannot do', async () => {
    expect((await faucet('nonsense', 1)).body).toEqual({ detail: 'Invalid recipient address' });
    expect((await faucet(await outside(), '0.001')).status).toBe(400);
    for (const blocks of [0, -1, 201, '1', 1.5, null])
      expect((await client.post('/devnet/mine', { blocks })).status).toBe(422);
  });
});
