import { describe, expect, it, jest } from '@jest/globals';
import { type Exchange, refusal } from '../support/ledger-client.js';
import { describeOnEachStorage, type Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const ADDRESS = 'ab'.repeat(32);
const PROBLEM = 'application/problem+json';

const VALID = {
  '/register': { full_name: 'A', email: 'a@b.c', cnic: '1' },
  '/auth/request-otp': { email: 'a@b.c' },
  '/auth/verify-otp': { email: 'a@b.c', otp: '000000' },
  '/admin/fund': { address: ADDRESS, amount: 1 },
  '/transactions': { from: ADDRESS, to: ADDRESS, amount: 1, privKey: '01'.repeat(32) },
  '/transactions/prepare': { from: ADDRESS, to: ADDRESS, amount: 1 },
  '/transactions/submit': { transaction: { Vin: [], Vout: [] }, signature: '', public_key: '' },
};

describeOnEachStorage('the ledger over HTTP', (ledger) => {
  describe('every answer', () => answers(ledger));
  describe('the body of a request', () => bodies(ledger));
});

function answers(ledger: () => Ledger): void {
  it('is 200 and compact JSON when all goes well, and is not to be sniffed or cached', async () => {
    const { status, headers, text } = await ledger().client.get('/health');
    expect([status, text]).toEqual([200, '{"status":"ok"}']);
    expect(headers.get('content-type')).toMatch(/^application\/json(; charset=utf-8)?$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is one line of plain text when it is a refusal', async () => {
    const exchange = await ledger().client.get('/wallets/xyz/balance');
    expect(refusal(exchange)).toEqual([400, 'invalid address\n']);
    expect(exchange.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(exchange.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is RFC 9457 for a caller who prefers it', async () => {
    const { client } = ledger();
    const exchange = await client.get('/wallets/xyz/balance', { accept: PROBLEM });
    expect(exchange.headers.get('content-type')).toMatch(PROBLEM);
    expect(exchange.json).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'invalid address',
      code: 'invalid_address',
      errors: [{ in: 'path', field: 'address', detail: 'invalid address', code: 'invalid_address' }],
    });
    const plain = await client.get('/wallets/xyz/balance', { accept: `text/plain, ${PROBLEM};q=0.5` });
    expect(plain.headers.get('content-type')).toMatch('text/plain');
    expect((await client.get('/nowhere', { accept: PROBLEM })).json.code).toBe('page_not_found');
    expect((await client.post('/chain', '', { accept: PROBLEM })).json.code).toBe('method_not_allowed');
  });

  it.each(['application/json', 'application/vnd.api+json', 'application/json, */*;q=0.8', 'application/*'])(
    'is RFC 9457 for a caller who sends Accept: %s, a refused code included',
    async (accept) => {
      const { client } = ledger();
      const refused = await client.post('/auth/verify-otp', { email: 'a@b.c', otp: '000000' }, { accept });
      expect(refused.headers.get('content-type')).toMatch(PROBLEM);
      expect(refused.json).toMatchObject({ status: 401, success: false, message: 'invalid or expired otp' });
      for (const exchange of [await client.get('/nowhere', { accept }), await client.get('/blocks/x', { accept })])
        expect(exchange.headers.get('content-type')).toMatch(PROBLEM);
    },
  );

  it.each(['*/*', 'application/json, text/plain, */*', 'text/plain, application/json'])(
    'stays as specified for a caller who sends Accept: %s',
    async (accept) => {
      const { client } = ledger();
      expect((await client.get('/wallets/xyz/balance', { accept })).text).toBe('invalid address\n');
      const refused = await client.post('/auth/verify-otp', { email: 'a@b.c', otp: '000000' }, { accept });
      expect(refused.text).toBe('{"success":false,"message":"invalid or expired otp"}');
    },
  );

  it('names the field that is wrong, in the path, the query, the body or a header', async () => {
    const { client } = ledger();
    const headers = { accept: 'application/json' };
    const send = { from: ADDRESS, to: ADDRESS, amount: 1, privKey: '01'.repeat(32) };
    const key = { ...headers, 'Idempotency-Key': 'no spaces' };
    const wrong: [Promise<Exchange>, string, string][] = [
      [client.get('/wallets/xyz/balance', headers), 'path', 'address'],
      [client.get('/wallets/xyz/transactions', headers), 'path', 'address'],
      [client.get('/wallets/xyz/utxos', headers), 'path', 'address'],
      [client.get('/reports/wallet/xyz', headers), 'path', 'address'],
      [client.get('/blocks/abc', headers), 'path', 'index'],
      [client.get('/blocks/abc/header', headers), 'path', 'index'],
      [client.get('/transactions/xyz', headers), 'path', 'id'],
      [client.get('/blocks?limit=0', headers), 'query', 'limit'],
      [client.get('/blocks?cursor=x', headers), 'query', 'cursor'],
      [client.get('/blocks?order=up', headers), 'query', 'order'],
      [client.get('/logs/system?limit=x', headers), 'query', 'limit'],
      [client.get(`/wallets/${ADDRESS}/transactions?direction=up`, headers), 'query', 'direction'],
      [client.post('/register', { ...VALID['/register'], full_name: '' }, headers), 'body', 'full_name'],
      [client.post('/register', { ...VALID['/register'], email: 5 }, headers), 'body', 'email'],
      [client.post('/auth/request-otp', {}, headers), 'body', 'email'],
      [client.post('/auth/verify-otp', { email: 'a@b.c' }, headers), 'body', 'otp'],
      [client.post('/admin/fund', { address: ADDRESS }, headers), 'body', 'amount'],
      [client.post('/admin/fund', { address: 'x', amount: 1 }, headers), 'body', 'address'],
      [client.post('/transactions', { ...send, from: 'x' }, headers), 'body', 'from'],
      [client.post('/transactions', { ...send, to: 'x' }, headers), 'body', 'to'],
      [client.post('/transactions', { ...send, amount: 0 }, headers), 'body', 'amount'],
      [client.post('/transactions', '{"amount":1.5}', headers), 'body', 'amount'],
      [client.post('/transactions', { ...send, privKey: 'x' }, headers), 'body', 'privKey'],
      [client.post('/transactions', send, key), 'header', 'Idempotency-Key'],
      [client.post('/transactions/prepare', { ...send, to: 'x' }, headers), 'body', 'to'],
      [client.post('/zakat/run', { period: '?' }, headers), 'body', 'period'],
    ];
    for (const [exchange, place, field] of wrong) {
      const { status, json } = await exchange;
      const pointer = place === 'body' ? { pointer: `#/${field}` } : {};
      expect([status, json]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ in: place, field, ...pointer })] }),
      ]);
    }
  });

  it('is 404 where no route is', async () => {
    const { client } = ledger();
    for (const path of ['/nowhere', '/wallets//balance', '/blocks/', '/Health', '/health/'])
      expect([path, ...refusal(await client.get(path))]).toEqual([path, 404, '404 page not found\n']);
  });

  it.each([
    ['DELETE', '/health', 'GET, HEAD, OPTIONS'],
    ['POST', '/blocks', 'GET, HEAD, OPTIONS'],
    ['PUT', '/blocks/1', 'GET, HEAD, OPTIONS'],
    ['GET', '/wallets', 'POST, OPTIONS'],
    ['HEAD', '/register', 'POST, OPTIONS'],
    ['PATCH', '/zakat/run', 'POST, OPTIONS'],
    ['GET', '/admin/fund', 'POST, OPTIONS'],
  ])('is 405 without a body to %s %s, and names what is allowed', async (method, path, allowed) => {
    const { status, text, headers } = await ledger().client.exchange(method, path);
    expect([status, text]).toEqual([405, '']);
    expect(headers.get('allow')!.split(', ').sort()).toEqual(allowed.split(', ').sort());
  });

  it.each(['/health', '/chain', '/blocks', '/blocks/0', '/logs/system', `/wallets/${ADDRESS}/transactions`])(
    'has no body when HEAD %s asks for it',
    async (path) => {
      const { status, text, headers } = await ledger().client.exchange('HEAD', path);
      expect([status, text]).toEqual([200, '']);
      expect(headers.get('content-type')).toMatch('application/json');
    },
  );

  it('is 204 to OPTIONS, wherever it is sent', async () => {
    for (const path of ['/health', '/register', '/nowhere'])
      expect(refusal(await ledger().client.exchange('OPTIONS', path))).toEqual([204, '']);
  });
}

function bodies(ledger: () => Ledger): void {
  const routes = Object.entries(VALID).map(
    ([path, body]) => [path, path.startsWith('/transactions') ? 'payload' : 'body', body] as const,
  );

  it.each(routes)('to %s must be a JSON object of the right types (“invalid request %s”)', async (path, what, body) => {
    const { client } = ledger();
    const text = JSON.stringify(body);
    const [first] = Object.keys(body);
    for (const bad of [
      '',
      '[]',
      '"x"',
      '5',
      '{bad',
      text.slice(0, -1),
      `${text} x`,
      `${text}${text}`,
      `\ufeff${text}`,
      `{"${first}":[],${text.slice(1)}`,
      text.replace('{', `{"${first}":${JSON.stringify(Object.values(body)[0])},`),
      text.replace('{', '{"__proto__":{"admin":true},'),
      text.replace('{', '{"x":{"__proto__":{}},'),
      text.replace('{', '{"constructor":{"prototype":{}},'),
      `{"x":${'['.repeat(32)}${']'.repeat(32)},${text.slice(1)}`,
      '['.repeat(10_000),
      `{${Array.from({ length: 65 }, (_, at) => `"k${at}":1,`).join('')}${text.slice(1)}`,
      text.replace('{', '{/* note */'),
      text.replaceAll('"', "'"),
      text.replace(/}$/, ',}'),
      text.replace('{', '{"x":NaN,'),
      text.replace('{', '{"x":0x10,'),
      JSON.stringify({ ...body, [first!]: path.endsWith('submit') ? 5 : { $ne: 1 } }),
      JSON.stringify({ ...body, [first!]: ['x'] }),
      JSON.stringify({ ...body, [first!]: true }),
    ]) {
      expect([bad, ...refusal(await client.post(path, bad))]).toEqual([bad, 400, `invalid request ${what}\n`]);
    }
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it.each(routes)('to %s may hold unknown fields', async (path, _what, body) => {
    const { client } = ledger();
    const known = await client.post(path, body);
    const more = { ...body, isAdmin: true, balance: 5, toString: 1, hasOwnProperty: 2, length: 3, status: 'x' };
    const padded = await client.post(path, more);
    expect(padded.status).toBe(known.status);
    if (known.status !== 200) expect(padded.text).toBe(known.text);
  });

  it('names its fields exactly', async () => {
    const { client } = ledger();
    const upper = { FULL_NAME: 'A', Email: 'a@b.c', Cnic: '1' };
    expect(refusal(await client.post('/register', upper))[1]).toBe('full_name, email and cnic are required\n');
    expect(refusal(await client.post('/auth/request-otp', { EMAIL: 'a@b.c' }))[1]).toBe('email is required\n');
    const fund = await client.post('/admin/fund', { Address: ADDRESS, Amount: 1 });
    expect(refusal(fund)).toEqual([400, 'address and positive amount are required\n']);
  });

  it('of null has no fields', async () => {
    const { client } = ledger();
    for (const [path, text] of [
      ['/register', 'full_name, email and cnic are required'],
      ['/auth/request-otp', 'email is required'],
      ['/auth/verify-otp', 'email and otp are required'],
      ['/admin/fund', 'address and positive amount are required'],
      ['/transactions', 'invalid address'],
      ['/transactions/prepare', 'invalid address'],
    ] as const)
      expect([path, ...refusal(await client.post(path, 'null'))]).toEqual([path, 400, `${text}\n`]);
    expect((await client.post('/transactions/submit', 'null')).status).toBe(400);
  });

  it.each(routes)('to %s must be declared as JSON, or not at all, by a page', async (path, _what, body) => {
    const { client } = ledger();
    const fromPage = (type: string) => ({ 'content-type': type, 'sec-fetch-site': 'same-origin' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'text/xml']) {
      expect([type, (await client.post(path, body, fromPage(type))).status]).toEqual([type, 415]);
    }
    expect((await client.post(path, body, fromPage('application/json; charset=utf-16'))).status).toBe(415);
    const known = await client.post(path, body);
    // A Uint8Array is sent without a Content-Type of fetch's own; the client's default is taken away.
    const undeclared = await fetch(`${client.url}/api/v1${path}`, { method: 'POST', body: encoded(body) });
    expect(undeclared.headers.get('content-type')).toBe(known.headers.get('content-type'));
    expect(undeclared.status).toBe(known.status);
  });

  it('is at most 16 KiB, and 256 KiB of a signed transaction', async () => {
    const { client } = ledger();
    for (const [path, , body] of routes) {
      const limit = (path === '/transactions/submit' ? 256 : 16) * 1024;
      expect([path, (await client.post(path, padded(body, limit))).status]).not.toEqual([path, 413]);
      const { status, text } = await client.post(path, padded(body, limit + 1));
      expect([path, status, text]).toEqual([path, 413, 'request body too large\n']);
    }
  });

  it('is ignored where a route takes none', async () => {
    const { client } = ledger();
    expect((await client.post('/wallets', '{bad')).status).toBe(200);
    expect((await client.post('/wallets', 'x=1', { 'content-type': 'text/plain' })).status).toBe(200);
  });
}

function padded(body: object, size: number): string {
  const text = JSON.stringify(body);
  return text + ' '.repeat(size - text.length);
}

function encoded(body: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(body));
}
