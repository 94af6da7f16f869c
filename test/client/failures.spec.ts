import { createLedger, createRegistry, type Ledger, type MizanError, parseFlop } from '@app/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { type RunningServer, startServer } from '../support/server.js';
import { CuttingProxy } from './support/cutting-proxy.js';

let server: RunningServer;
let proxy: CuttingProxy;
let direct: Ledger;
let ledger: Ledger;
beforeAll(async () => {
  const env = { POW_BITS: '4', LOG_LEVEL: 'warn', WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1' };
  server = await startServer({ env });
  proxy = await CuttingProxy.start(server.ledgerUrl);
  direct = createLedger({ baseUrl: server.ledgerUrl });
  ledger = createLedger({ baseUrl: proxy.url });
}, 60_000);
beforeEach(() => proxy.next('cut', 0));
afterAll(async () => {
  await proxy?.stop();
  await server?.stop();
});

const errorOf = async (call: Promise<unknown>): Promise<MizanError> => {
  const [result] = await Promise.allSettled([call]);
  if (result.status === 'fulfilled') throw new Error('the call succeeded');
  return result.reason;
};

async function fundedTransfer() {
  const [from, to] = [await direct.createWallet(), await direct.createWallet()];
  await direct.fundWallet({ address: from.address, amount: 1n });
  return { from: from.address, to: to.address, amount: 100n, privKey: from.private_key };
}
const balanceOf = async (address: string) => (await direct.getBalance({ address })).balance;

describe('a lost answer', () => {
  it('of a payment is asked for again with the same key, and the payment is made once', async () => {
    const transfer = await fundedTransfer();
    proxy.next('cut', 1);
    const sent = await ledger.sendTransfer(transfer);
    expect(proxy.harmed).toBe(1);
    expect(sent).toMatchObject({ status: 'transaction mined', isReplay: true });
    expect(proxy.requests.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      proxy.requests[0]!.key,
    ]);
    expect(await balanceOf(transfer.from)).toBe(14_900n);
  });

  it('of a payment, lost again and again, is an unknown outcome, which its key settles later', async () => {
    const transfer = await fundedTransfer();
    proxy.next('cut', 3);
    const impatient = createLedger({ baseUrl: proxy.url, maxRetries: 2 });
    const error = await errorOf(impatient.sendTransfer(transfer));
    expect(error).toMatchObject({ name: 'OutcomeUnknown', status: 0, code: 'no_connection' });
    const { idempotencyKey } = error as MizanError & { idempotencyKey: string };
    expect(await ledger.sendTransfer({ ...transfer, idempotencyKey })).toMatchObject({ isReplay: true });
    expect(await balanceOf(transfer.to)).toBe(100n);
  });

  it('of a read is asked for again, and of what could be done twice is not', async () => {
    proxy.next('cut', 2);
    expect(await ledger.getHealth()).toEqual({ status: 'ok' });
    expect(proxy.requests).toHaveLength(3);
    proxy.next('cut', 1);
    const user = { full_name: 'Amina', email: 'amina@example.org', cnic: '35202-1234567-1' };
    expect(await errorOf(ledger.registerUser(user))).toMatchObject({
      name: 'OutcomeUnknown',
      idempotencyKey: undefined,
    });
    expect(proxy.requests).toHaveLength(1);
  });
});

describe('an answer that no server of ours gives', () => {
  it('does not settle what an earlier answer would have told', async () => {
    const transfer = await fundedTransfer();
    proxy.next('cut', 1);
    const [real, refused] = [globalThis.fetch, new Response('{"code":"bad_token"}', { status: 401 })];
    let requests = 0;
    const closing = createLedger({
      baseUrl: proxy.url,
      fetch: async (url, request) => (++requests === 1 ? real(url, request) : refused),
    });
    const error = await errorOf(closing.sendTransfer(transfer));
    expect(error).toMatchObject({ name: 'OutcomeUnknown', status: 401, code: 'bad_token' });
    const { idempotencyKey } = error as MizanError & { idempotencyKey: string };
    expect(await direct.sendTransfer({ ...transfer, idempotencyKey })).toMatchObject({ isReplay: true });
    expect(await balanceOf(transfer.from)).toBe(14_900n);
  });
});

describe('time', () => {
  it('is limited for an attempt, and for a call with all its attempts', async () => {
    proxy.next('hold', 1);
    const quick = createLedger({ baseUrl: proxy.url, attemptTimeoutMs: 150 });
    expect(await quick.getHealth()).toEqual({ status: 'ok' });
    proxy.next('hold', 10);
    const short = createLedger({ baseUrl: proxy.url, timeoutMs: 300 });
    const startedAt = performance.now();
    expect(await errorOf(short.getHealth())).toMatchObject({ name: 'Unavailable', status: 0, code: 'timeout' });
    expect(await errorOf(short.sendTransfer(await fundedTransfer()))).toMatchObject({
      name: 'OutcomeUnknown',
      code: 'timeout',
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('ends with the signal of the caller, whatever is under way, and nothing is sent after it', async () => {
    proxy.next('hold', 10);
    const controller = new AbortController();
    const call = errorOf(ledger.getHealth({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 100);
    expect(await call).toMatchObject({ name: 'AbortError' });
    const { length } = proxy.requests;
    expect(await errorOf(ledger.getHealth({ signal: controller.signal }))).toMatchObject({ name: 'AbortError' });
    expect(proxy.requests).toHaveLength(length);
  });
});

describe('an error', () => {
  it('of the ledger has the class of its kind, and says what, to people and to programs', async () => {
    expect(await errorOf(direct.getBlock({ index: '999999999' }))).toMatchObject({
      name: 'NotFound',
      status: 404,
      code: 'block_not_found',
      detail: 'block not found',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const transfer = await fundedTransfer();
    expect(await errorOf(direct.sendTransfer({ ...transfer, amount: 15_001n }))).toMatchObject({
      name: 'Refused',
      status: 400,
      code: 'insufficient_funds',
      detail: 'insufficient funds',
    });
    expect(await balanceOf(transfer.from)).toBe(15_000n);
  });

  it('of a payment that was never sent is not an unknown outcome', async () => {
    const nowhere = createLedger({ baseUrl: `http://127.0.0.1:${await freePort()}`, maxRetries: 1 });
    const transfer = { from: 'a', to: 'b', amount: 1n, privKey: 'c' };
    expect(await errorOf(nowhere.sendTransfer(transfer))).toMatchObject({ name: 'Unavailable', code: 'no_connection' });
  });

  it('of the registry too', async () => {
    const registry = createRegistry({ baseUrl: server.registryUrl });
    expect(await errorOf(registry.getNode({ node_id: 'x' }))).toMatchObject({
      name: 'NotFound',
      code: 'node_not_found',
    });
    const payment = { node_id: 'x', recipient_address: 'y', amount: 'much' };
    expect(await errorOf(registry.sendFromNode(payment))).toMatchObject({
      name: 'Refused',
      status: 422,
      errors: [{ in: 'body', field: 'amount' }],
    });
  });
});

describe('a node', () => {
  it('pays once though the answer is lost, and is told when to come back for more than its limit', async () => {
    const lossy = await CuttingProxy.start(server.registryUrl);
    const registry = createRegistry({ baseUrl: lossy.url });
    const node_id = 'node_hasty';
    await registry.registerNode({ node_id, address: '10.0.0.7:9000', capabilities: [] });
    const { wallet } = await registry.createNodeWallet({ node_id, wallet_name: 'mine' });
    lossy.next('cut', 1);
    await registry.payFromDevnet({ address: wallet.address, amount: '100' });
    expect(lossy.harmed).toBe(1);
    await registry.mineDevnet({ blocks: 6 });
    while ((await registry.getNodeBalance({ node_id })).available === '0')
      await new Promise((next) => setTimeout(next, 50));
    const { address: recipient_address } = await registry.createDevnetAddress();
    const payment = { node_id, recipient_address, amount: '1' };
    lossy.next('cut', 1);
    const { txid, transaction } = await registry.sendFromNode(payment);
    expect(lossy.harmed).toBe(1);
    const { items } = await registry.listNodeTransactions({ node_id }).page();
    expect(items.map((item) => [item.transaction_type, item.txid === txid])).toEqual([
      ['send', true],
      ['receive', false],
    ]);
    const { balance_units } = await registry.getNodeBalance({ node_id });
    expect(balance_units).toBe(parseFlop('99') - transaction.fee_units);

    const error = await errorOf(registry.sendFromNode(payment));
    expect(error).toMatchObject({ name: 'Throttled', status: 429, code: 'rate_limit_exceeded' });
    expect(error.retryAfter).toBeGreaterThan(60);
    await lossy.stop();
  }, 30_000);
});
