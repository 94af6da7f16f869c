import { scripted } from '../../../test/support/scripted-server.js';
import { createLedger } from '../ledger.js';
import { formatFlop, parseFlop } from '../money/flop.js';

const transfer = { from: 'a', to: 'b', amount: 1n };

describe('what cannot be sent', () => {
  it.each(['bestellung-№1', 'a\nb', '', ' ', 'x'.repeat(256)])(
    'is refused at once: the key %j',
    async (idempotencyKey) => {
      const { ledger, requests } = scripted();
      await expect(ledger.sendTransfer({ ...transfer, idempotencyKey })).rejects.toThrow(TypeError);
      expect(requests).toEqual([]);
    },
  );

  it('is refused at once: a token with a line break', async () => {
    const fetch = () => Promise.reject(new Error('must not be called'));
    const ledger = createLedger({ baseUrl: 'https://example.org', token: 'a\r\nb', fetch });
    await expect(ledger.getMe()).rejects.toThrow('a token has 1 to 4096 visible ASCII characters');
  });

  it.each([
    { timeoutMs: Number.NaN },
    { attemptTimeoutMs: 0 },
    { maxRetries: -1 },
    { maxAnswerBytes: 0 },
    { baseUrl: 'https://user:password@example.org' },
    { baseUrl: 'https://example.org/?x=1' },
    { baseUrl: 'https://example.org/#x' },
    { baseUrl: 'ftp://example.org' },
  ])('makes no client: %j', (options) => {
    expect(() => createLedger({ baseUrl: 'https://example.org', ...options })).toThrow(TypeError);
  });

  it('is no amount of FLOP', () => {
    for (const units of [1.5, Number.NaN, '1', undefined]) expect(() => formatFlop(units as never)).toThrow(TypeError);
    for (const text of [1, undefined, 1n]) expect(() => parseFlop(text as never)).toThrow(RangeError);
  });
});

describe('an answer that lacks what is promised', () => {
  it('is no success: of a payment its transaction, of a list its items', async () => {
    const bare = Array.from({ length: 5 }, () => ({ status: 200, body: {}, headers: { 'x-transaction-id': '' } }));
    const payment = scripted(...bare).ledger.sendTransfer(transfer);
    await expect(payment).rejects.toMatchObject({ name: 'OutcomeUnknown', code: 'unreadable_answer' });
    const listed = scripted(...bare)
      .ledger.listBlocks()
      .page();
    await expect(listed).rejects.toMatchObject({ name: 'Unavailable', code: 'unreadable_answer' });
    const balance = scripted(...Array.from({ length: 5 }, () => ({ status: 200, body: 'null' }))).ledger;
    await expect(balance.getBalance({ address: 'a' })).rejects.toMatchObject({ code: 'unreadable_answer' });
  }, 30_000);
});
