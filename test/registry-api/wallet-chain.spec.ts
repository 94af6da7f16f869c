import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { openedDevnet } from './support/opened-devnet.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

const FLOP = 100_000_000n;

describe('wallets of nodes while the chain changes its mind and the coin misbehaves', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-chain-'));
  let registry: TestRegistry;
  const client = new WalletClient(() => registry.port);
  const start = () =>
    startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      walletEnvironment: { WALLET_POLL_INTERVAL_MS: '100' },
    });
  const coin = () => openedDevnet(registry);
  const mine = (blocks: number) => client.post('/devnet/mine', { blocks });
  const outside = async (): Promise<string> => (await client.get('/devnet/address')).body.address;
  const deposit = async (address: string, amount: number): Promise<string> =>
    (await client.post('/devnet/faucet', { address, amount })).body.txid;
  const reorganise = async (depth: number, doubleSpend: string[] = []) => {
    await coin().devnet.reorganise({ depth, doubleSpend });
    await mine(1);
  };
  const fundedNode = async (nodeId: string, amount: number) => {
    const { address } = await client.open(nodeId);
    const txid = await deposit(address, amount);
    await mine(6);
    return { address, txid };
  };

  beforeAll(async () => {
    registry = await start();
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });
  afterEach(async () => {
    coin().faults.clear();
    await mine(1);
    expect(await client.reserves()).toMatchObject({ drift_units: '0' });
  });

  it('leaves a deposit where it is when a reorganisation only moves it', async () => {
    const { txid } = await fundedNode('moved', 10);
    await reorganise(3);
    await mine(6);
    expect(await client.units('moved')).toMatchObject({ available: 10n * FLOP, owed: 0n });
    expect((await client.transactions('moved'))[0]).toMatchObject({ txid, status: 'confirmed' });
  });

  it('regression 5: an unconfirmed deposit that was double-spent is gone from the balance and shown as failed', async () => {
    const { address } = await client.open('unlucky');
    const txid = await deposit(address, 10);
    await mine(2);
    expect(await client.units('unlucky')).toMatchObject({ pending: 10n * FLOP });
    await reorganise(2, [txid]);
    expect(await client.units('unlucky')).toEqual({ available: 0n, pending: 0n, reserved: 0n, owed: 0n });
    expect((await client.transactions('unlucky'))[0]).toMatchObject({ txid, status: 'failed' });
  });

  it('shows what is owed when a deposit is taken back after it was spent, freezes, and recovers when it is covered', async () => {
    const { address, txid } = await fundedNode('debtor', 10);
    const creditor = await client.open('creditor');
    expect((await client.pay('debtor', creditor.address, 9)).status).toBe(200);
    await reorganise(6, [txid]);
    expect(await client.units('debtor')).toMatchObject({ available: 0n, owed: 9n * FLOP });
    expect(await client.units('creditor')).toMatchObject({ available: 9n * FLOP });
    expect(await client.reserves()).toMatchObject({ frozen_by: 'shortfall', owed_units: String(9n * FLOP) });
    const { status, body } = await client.pay('creditor', await outside(), 1);
    expect([status, body]).toEqual([
      503,
      { detail: 'Sends are frozen: a deposit that was already spent has been taken back' },
    ]);
    expect((await client.get('/wallet/health/ready')).status).toBe(503);
    await deposit(address, 12);
    await mine(6);
    expect(await client.units('debtor')).toMatchObject({ available: 3n * FLOP, owed: 0n });
    expect(await client.reserves()).toMatchObject({ frozen: false, owed_units: '0' });
    expect((await client.pay('creditor', await outside(), 1)).status).toBe(200);
  });

  it('regression 5: follows a payment out of the chain and back into it', async () => {
    await fundedNode('shaken', 10);
    const { body } = await client.pay('shaken', await outside(), 2);
    await mine(6);
    expect((await client.transactions('shaken'))[0]).toMatchObject({ txid: body.txid, status: 'confirmed' });
    await coin().devnet.reorganise({ depth: 6 });
    await until('it to be pending again', async () => (await client.transactions('shaken'))[0].status === 'pending');
    await mine(6);
    expect((await client.transactions('shaken'))[0]).toMatchObject({
      status: 'confirmed',
      fee_units: body.transaction.fee_units,
    });
  });

  it('sends again what Core did not take, and pays it once', async () => {
    await fundedNode('patient', 10);
    const { faults, devnet } = coin();
    faults.plan({ fault: 'refused', call: 'broadcast' });
    const recipient = await outside();
    const { status, body } = await client.pay('patient', recipient, 2);
    expect([status, body.transaction.status, faults.happened('refused')]).toEqual([200, 'pending', 1]);
    await until('the second broadcast', async () => devnet.ledger.isInMempool(body.txid));
    await mine(6);
    expect((await client.transactions('patient'))[0]).toMatchObject({ txid: body.txid, status: 'confirmed' });
  });

  it('takes a lost answer to a broadcast for what it is', async () => {
    await fundedNode('deaf', 10);
    const { faults } = coin();
    faults.plan({ fault: 'answer_lost', call: 'broadcast' });
    const { status, body } = await client.pay('deaf', await outside(), 2);
    expect([status, faults.happened('answer_lost')]).toEqual([200, 1]);
    await mine(6);
    const lines = (await client.transactions('deaf')).filter((line) => line.transaction_type === 'send');
    expect(lines).toEqual([expect.objectContaining({ txid: body.txid, status: 'confirmed' })]);
  });

  it.each([
    ['down', 503, 'Flopcoin Core is not available'],
    ['warming_up', 503, 'Flopcoin Core is not available'],
    ['queue_full', 503, 'Flopcoin Core is not available'],
    ['hang', 504, 'Flopcoin Core did not answer in time'],
    ['answer_lost', 504, 'Flopcoin Core did not answer in time'],
  ] as const)('gives the money back when Core is %s before anything is signed', async (fault, expected, detail) => {
    const node = `before_${fault}`;
    await fundedNode(node, 10);
    coin().faults.plan({ fault, call: 'build' });
    const { status, body, headers } = await client.pay(node, await outside(), 2, 'key');
    expect([status, body, coin().faults.happened(fault) > 0]).toEqual([expected, { detail }, true]);
    expect(headers['retry-after']).toBeDefined();
    expect(await client.units(node)).toMatchObject({ available: 10n * FLOP, reserved: 0n });
    expect((await client.pay(node, await outside(), 2, 'key')).status).toBe(200);
  });

  it('drops a payment only when its coin is spent otherwise deep in the chain, and gives all of it back', async () => {
    await fundedNode('dead', 10);
    const { faults, devnet } = coin();
    // It may have left: one that certainly has not is given up sooner (refused-payments.spec.ts).
    faults.plan({ fault: 'hang', call: 'broadcast' });
    faults.plan({ fault: 'refused', call: 'broadcast', times: 1_000_000 });
    await client.pay('dead', await outside(), 2);
    expect(faults.happened('hang')).toBeGreaterThan(0);
    const [{ txid }] = await client.transactions('dead');
    const [input] = (await registry.resources.database!.query(
      'SELECT i.txid, i.vout FROM payment_inputs i JOIN payments p ON p.id = i.payment_id WHERE p.txid = $1',
      [txid],
    )) as { txid: string; vout: string }[];
    // Somebody with the keys of Core spends the coin by hand.
    const others = devnet.wallets.coins('registry').filter((owned) => owned.txid !== input!.txid);
    const spend = await devnet.prepare({ address: await outside(), amountUnits: FLOP, taken: others });
    expect(spend.coins.map(({ txid }) => txid)).toContain(input!.txid);
    await devnet.accept(serializeTransaction(spend.transaction).toString('hex'));
    await mine(5);
    expect((await client.transactions('dead'))[0]).toMatchObject({ status: 'pending' });
    expect((await client.units('dead')).reserved).toBeGreaterThan(2n * FLOP);
    expect(await client.reserves()).toMatchObject({ frozen: true });
    await mine(1);
    await until('the end of the payment', async () => (await client.transactions('dead'))[0].status === 'failed');
    expect(await client.units('dead')).toMatchObject({ available: 10n * FLOP, reserved: 0n });
    // What was taken by hand is the house's to make good, and no payment goes out until then.
    faults.clear();
    const reserves = await client.reserves();
    expect(reserves).toMatchObject({ drift_units: '0', frozen_by: 'shortfall' });
    expect(BigInt(reserves.house_units)).toBeLessThanOrEqual(-FLOP - spend.feeUnits + FLOP / 100n);
    await deposit(await devnet.newAddress('registry', 'house'), 5);
    await mine(1);
    await until('the house to be covered', async () => (await client.reserves()).frozen === false);
  }, 30_000);

  it('finishes after a restart what was signed before it', async () => {
    await fundedNode('restarted', 10);
    coin().faults.plan({ fault: 'refused', call: 'broadcast', times: 1_000_000 });
    const { body } = await client.pay('restarted', await outside(), 2);
    expect(coin().faults.happened('refused')).toBeGreaterThan(0);
    await registry.close();
    registry = await start();
    await mine(6);
    expect((await client.transactions('restarted'))[0]).toMatchObject({ txid: body.txid, status: 'confirmed' });
  }, 30_000);

  it('regression 1: what was spent is spent: 400 and 400 of 500 is one payment', async () => {
    await fundedNode('greedy', 500);
    const answers = [];
    for (let sent = 0; sent < 2; sent++) answers.push(await client.pay('greedy', await outside(), 400));
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expect((await client.units('greedy')).available).toBeLessThan(100n * FLOP);
  });

  it('regression 8: a node called health has no wallet and takes over no route', async () => {
    for (const name of ['health', 'create', 'reserves', 'status'])
      expect((await client.register(name)).status).toBe(422);
    expect((await client.get('/wallet/health')).body.service).toBe('wallet');
    expect((await client.get('/wallet/create')).status).toBe(422);
    expect((await client.get('/wallet/..%2fetc%2fpasswd')).status).toBe(422);
    expect((await client.get('/wallet/__proto__')).status).toBe(422);
  });
});

describe('wallets of nodes that must prove who they are', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-proof-'));
  let registry: TestRegistry;
  const client = new WalletClient(() => registry.port);

  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'embedded', directory },
      masterKeyFile: join(directory, 'master.key'),
      credentials: 'required',
    });
  }, 60_000);
  afterAll(async () => {
    await registry?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('regression 7: asks for credentials on every wallet operation, and before the faucet', async () => {
    const answers = [
      await client.post('/wallet/create', { node_id: 'n', wallet_name: 'w' }),
      await client.get('/wallet/n'),
      await client.get('/wallet/n/balance'),
      await client.get('/wallet/n/transactions'),
      await client.pay('n', 'x', 1),
      await client.post('/wallet/n/new-address'),
      await client.post('/wallet/n/send', { node_id: 'n', recipient_address: 'x', amount: 1, auth_data: {} }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(401));
    expect((await client.post('/devnet/faucet', { address: 'x', amount: 1 })).status).toBe(401);
    expect((await client.get('/wallet/health')).status).toBe(200);
  });
});
