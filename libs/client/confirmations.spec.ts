import { scripted } from '../../test/support/scripted-server.js';

const payment = { node_id: 'n', txid: 'a'.repeat(64) };
const list = (status: string) => ({
  status: 200,
  body: { transactions: [{ txid: 'b' }, { ...payment, status }], next_cursor: null },
});
const block = (confirmations: number) => ({ status: 200, body: { txid: payment.txid, confirmations } });
const unknown = { status: 404, body: { code: 'transaction_not_found', detail: 'transaction not found' } };

describe('a payment of a node', () => {
  it('is waited for until it is confirmed', async () => {
    const { registry, requests } = scripted(list('pending'), list('pending'), list('confirmed'));
    expect(await registry.waitForConfirmation(payment)).toMatchObject({ txid: payment.txid, status: 'confirmed' });
    expect(requests[2]!.atMs - requests[1]!.atMs).toBeGreaterThan(requests[1]!.atMs - requests[0]!.atMs);
  });

  it('is waited for while the server is away, and no longer when it refuses', async () => {
    const away = Array.from({ length: 5 }, () => new TypeError('fetch failed'));
    const { registry } = scripted(...away, { status: 429, headers: { 'retry-after': '3600' } }, list('confirmed'), {
      status: 403,
    });
    const waiting = registry.waitForConfirmation(payment, { timeoutMs: 6_000 });
    await expect(waiting).rejects.toMatchObject({ name: 'Unavailable', code: 'timeout' });
    expect(await registry.waitForConfirmation(payment)).toMatchObject({ status: 'confirmed' });
    await expect(registry.waitForConfirmation(payment)).rejects.toMatchObject({ name: 'Refused', status: 403 });
  }, 20_000);

  it('that failed is refused', async () => {
    const { registry } = scripted(list('pending'), list('failed'));
    const waiting = registry.waitForConfirmation(payment);
    await expect(waiting).rejects.toMatchObject({ name: 'Refused', code: 'payment_failed' });
  });
});

describe('a transfer', () => {
  it('is waited for until it is in a block, and until there are blocks on it', async () => {
    const { ledger } = scripted(unknown, block(1), block(2), block(3));
    expect(await ledger.waitForConfirmation(payment)).toMatchObject({ confirmations: 1 });
    expect(await ledger.waitForConfirmation(payment, { confirmations: 3 })).toMatchObject({ confirmations: 3 });
  });

  it('is waited for as long as the caller says, even when the server is silent', async () => {
    const { ledger } = scripted(unknown, unknown, unknown, unknown, unknown, unknown);
    const timeout = { name: 'Unavailable', code: 'timeout' };
    await expect(ledger.waitForConfirmation(payment, { timeoutMs: 300 })).rejects.toMatchObject(timeout);
    const silent = scripted('silence').ledger.waitForConfirmation(payment, { timeoutMs: 100 });
    await expect(silent).rejects.toMatchObject(timeout);
    const controller = new AbortController();
    const waiting = scripted('silence').ledger.waitForConfirmation(payment, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
