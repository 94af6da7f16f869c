import { scripted } from '../../../test/support/scripted-server.js';
import { createLedger } from '../ledger.js';

const problem = (status: number, code: string, headers = {}) => ({
  status,
  body: { code, detail: `so ${code}` },
  headers,
});
const lost = () => new TypeError('fetch failed');
const unsent = () => new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
const transfer = { from: 'a', to: 'b', amount: 9007199254740993n, idempotencyKey: 'mine' };
const user = { full_name: 'Amina', email: 'a@example.org', cnic: '1' };
const node = { node_id: 'n', address: '10.0.0.7:1', capabilities: [] };
const nameOf = (call: Promise<unknown>) =>
  call.then(
    () => 'success',
    ({ name, code }: { name: string; code: string }) => `${name} ${code}`,
  );

describe('a request', () => {
  it('has each field where the operation has it, and money with all its digits', async () => {
    const none = { status: 200 };
    const { ledger, registry, requests } = scripted(none, none, { status: 200, body: [] });
    await ledger.sendTransfer(transfer);
    await registry.sendFromNode({ node_id: 'a/b', recipient_address: 'x', amount: '90071992547.40993' });
    await ledger.listBlocks({ limit: 5, order: 'desc', cursor: 'a&b' }).page();
    expect(requests.map(({ url }) => url)).toEqual([
      'https://example.org/mizan/api/v1/transactions',
      'https://example.org/mizan/wallet/a%2Fb/send',
      'https://example.org/mizan/api/v1/blocks?limit=5&cursor=a%26b&order=desc',
    ]);
    expect(requests.map(({ body }) => body)).toEqual([
      '{"from":"a","to":"b","amount":9007199254740993}',
      '{"node_id":"a/b","recipient_address":"x","amount":"90071992547.40993"}',
      undefined,
    ]);
    expect(requests[0]!.headers.get('idempotency-key')).toBe('mine');
    expect(requests[0]!.headers.get('authorization')).toBe('Bearer secret');
    expect(requests[0]!.headers.get('accept')).toBe('application/json, application/problem+json');
  });

  it('for a file is answered with its bytes, to the last of them', async () => {
    const { registry, requests } = scripted(
      { status: 200, body: '%PDF-1.3' },
      { status: 401, body: { detail: 'who?' } },
    );
    const pdf = await registry.getNodeStatementPdf({ node_id: 'a b', from: '2026-11-01' });
    expect(new TextDecoder().decode(pdf)).toBe('%PDF-1.3');
    expect(requests[0]!.url).toBe('https://example.org/mizan/wallet/a%20b/statement.pdf?from=2026-11-01');
    expect(requests[0]!.headers.get('authorization')).toBe('Bearer secret');
    await expect(registry.getNodeStatementPdf({ node_id: 'a' })).rejects.toMatchObject({
      name: 'Refused',
      status: 401,
    });
  });

  it('for a download is answered as the server wrote it, and changes nothing', async () => {
    const text = '{"opening": 9007199254740993}';
    const { ledger } = scripted({ status: 200, body: text });
    expect(new TextDecoder().decode(await ledger.download('getStatement', { address: 'a' }))).toBe(text);
    await expect(ledger.download('sendTransfer', transfer)).rejects.toThrow(TypeError);
  });

  it.each([1e21, Number.NaN, 9007199254740994])(
    'is not made of the number %d, which is no longer what was meant',
    async (amount) => {
      const { ledger, requests } = scripted();
      await expect(ledger.sendTransfer({ ...transfer, amount: amount as never })).rejects.toThrow(TypeError);
      expect(requests).toEqual([]);
    },
  );

  it.each(['', '.', '..', '\ud800'])('to another operation is not made of a field %j', async (address) => {
    const { ledger, requests } = scripted();
    await expect(ledger.getBalance({ address })).rejects.toThrow(TypeError);
    expect(requests).toEqual([]);
  });
});

describe('a base URL', () => {
  it.each(['', 'localhost:8080', 'ftp://localhost', '/api'])('is not %j', (baseUrl) => {
    expect(() => createLedger({ baseUrl })).toThrow(TypeError);
  });
});

describe('an answer', () => {
  it('has money with all its digits, in units and in FLOP', async () => {
    const wallet = '{"balance":90071992547.40993,"balance_units":"9007199254740993000"}';
    const { ledger, registry } = scripted(
      { status: 200, body: '{"balance":9007199254740993}' },
      { status: 200, body: wallet },
    );
    expect(await ledger.getBalance({ address: 'a' })).toEqual({ balance: 9007199254740993n });
    const flop = { balance: '90071992547.40993', balance_units: 9007199254740993000n };
    expect(await registry.getNodeBalance({ node_id: 'n' })).toEqual(flop);
  });

  it.each(['sendTransfer', 'runZakat', 'registerUser'] as const)(
    'of %s that lacks what is promised leaves the outcome unknown',
    async (name) => {
      const { ledger } = scripted(...Array.from({ length: 5 }, () => ({ status: 200, body: {} })));
      const calls = {
        sendTransfer: () => ledger.sendTransfer(transfer),
        runZakat: () => ledger.runZakat({ period: '2026' }),
        registerUser: () => ledger.registerUser(user),
      };
      expect(await nameOf(calls[name]())).toBe('OutcomeUnknown unreadable_answer');
    },
    20_000,
  );

  it('that cannot be read is a failed read, and an unknown outcome of a payment', async () => {
    const unreadable = { status: 200, body: '{"status":' };
    const { ledger, requests } = scripted(...Array.from({ length: 7 }, () => unreadable));
    expect(await nameOf(ledger.getHealth())).toBe('Unavailable unreadable_answer');
    expect(requests).toHaveLength(5);
    expect(await nameOf(ledger.registerUser(user))).toBe('OutcomeUnknown unreadable_answer');
    expect(requests).toHaveLength(6);
  });
});

describe('a list', () => {
  it('ends with an error where it leads to a page that was read already', async () => {
    const again = { status: 200, body: { nodes: [{ node_id: 'a' }], next_cursor: 'more' } };
    const { registry, requests } = scripted(again, again, again);
    const walk = async () => {
      for await (const _ of registry.queryCapabilities({ capabilities: ['x'] }));
    };
    expect(await nameOf(walk())).toBe('Unavailable cursor_repeated');
    expect(requests).toHaveLength(2);
  });

  it('goes from page to page by the Link header, or by the cursor in the answer, and asks for a limit', async () => {
    const link = { link: '</api/v1/blocks?limit=100&cursor=two>; rel="next"' };
    const { ledger, registry, requests } = scripted(
      { status: 200, body: [{ index: 0 }], headers: link },
      { status: 200, body: [{ index: 1 }] },
      { status: 200, body: { nodes: [{ node_id: 'a' }], next_cursor: 'more' } },
      { status: 200, body: { nodes: [{ node_id: 'b' }], next_cursor: null } },
    );
    const found: unknown[] = [];
    for await (const { index } of ledger.listBlocks()) found.push(index);
    for await (const { node_id } of registry.queryCapabilities({ capabilities: ['x'] })) found.push(node_id);
    expect(found).toEqual([0, 1, 'a', 'b']);
    const query = ({ url }: { url: string }) => new URL(url).search;
    expect(requests.map(query)).toEqual([
      '?limit=100',
      '?limit=100&cursor=two',
      '?limit=100',
      '?limit=100&cursor=more',
    ]);
  });
});

describe('another attempt', () => {
  it.each([
    ['a read', 'getHealth', lost(), 'success', 2],
    ['a read', 'getHealth', problem(503, 'stopping'), 'success', 2],
    ['a read', 'getHealth', problem(500, 'report_failed'), 'Unavailable report_failed', 1],
    ['a payment', 'sendTransfer', lost(), 'success', 2],
    ['a payment', 'sendTransfer', problem(409, 'request_in_flight'), 'success', 2],
    ['a payment', 'sendTransfer', problem(503, 'outcome_unknown'), 'success', 2],
    ['a payment', 'sendTransfer', problem(409, 'idempotency_key_reused'), 'Refused idempotency_key_reused', 1],
    ['a registration of a user', 'registerUser', lost(), 'OutcomeUnknown no_connection', 1],
    ['a registration of a user', 'registerUser', unsent(), 'success', 2],
    ['a registration of a user', 'registerUser', problem(429, 'too_many_requests'), 'success', 2],
    ['a registration of a user', 'registerUser', problem(503, 'stopping'), 'success', 2],
    [
      'a registration of a user',
      'registerUser',
      problem(503, 'database_unavailable'),
      'OutcomeUnknown database_unavailable',
      1,
    ],
    ['a registration of a user', 'registerUser', problem(500, 'internal_error'), 'OutcomeUnknown internal_error', 1],
    ['a registration of a node', 'registerNode', lost(), 'success', 2],
  ] as const)('at %s (%s) after %o ends in "%s" after %i', async (_, method, first, end, attempts) => {
    const { ledger, registry, requests } = scripted(first);
    const calls = {
      getHealth: () => ledger.getHealth(),
      sendTransfer: () => ledger.sendTransfer(transfer),
      registerUser: () => ledger.registerUser(user),
      registerNode: () => registry.registerNode(node),
    };
    expect(await nameOf(calls[method]())).toBe(end);
    expect(requests).toHaveLength(attempts);
  });

  it('is made once the server wants it, in seconds or at a date, and not when that is too late', async () => {
    const dateMs = Math.ceil(Date.now() / 1000) * 1000 + 2000;
    const date = new Date(dateMs).toUTCString();
    const { ledger, requests } = scripted(
      problem(503, 'busy', { 'retry-after': '1 ' }),
      problem(429, 'x', { 'retry-after': date }),
    );
    await ledger.getHealth();
    expect(requests[1]!.atMs - requests[0]!.atMs).toBeGreaterThan(950);
    expect(performance.timeOrigin + requests[2]!.atMs).toBeGreaterThan(dateMs - 50);
    const late = scripted(problem(429, 'full', { 'retry-after': '3600' }));
    const error = await late.ledger.getHealth().catch((failure) => failure);
    expect(error).toMatchObject({ name: 'Throttled', status: 429, retryAfter: 3600, detail: 'so full' });
    expect(late.requests).toHaveLength(1);
  }, 10_000);

  it.each([
    [400, 'insufficient_funds', 'Refused insufficient_funds'],
    [422, 'idempotency_key_reused', 'Refused idempotency_key_reused'],
    [429, 'rate_limit_exceeded', 'Throttled rate_limit_exceeded'],
    [401, 'bad_token', 'OutcomeUnknown bad_token'],
    [403, 'not_your_wallet', 'OutcomeUnknown not_your_wallet'],
    [403, 'step_up_failed', 'OutcomeUnknown step_up_failed'],
    [404, 'page_not_found', 'OutcomeUnknown page_not_found'],
    [404, '', 'OutcomeUnknown unknown'],
    [413, 'body_too_large', 'OutcomeUnknown body_too_large'],
    [429, 'too_many_requests', 'OutcomeUnknown too_many_requests'],
    [503, 'busy', 'OutcomeUnknown busy'],
    [307, '', 'OutcomeUnknown redirected'],
  ])('that is answered %i %j leaves a payment whose first answer was lost as "%s"', async (status, code, end) => {
    const { ledger } = scripted(lost(), problem(status, code, { 'retry-after': '3600' }));
    const error = await ledger.sendTransfer(transfer).catch((failure) => failure);
    expect(`${error.name} ${error.code}`).toBe(end);
    if (error.name === 'OutcomeUnknown') expect(error.idempotencyKey).toBe('mine');
  });

  it.each([
    [500, 'internal', 'OutcomeUnknown internal'],
    [500, '', 'OutcomeUnknown unknown'],
    [503, '', 'OutcomeUnknown unknown'],
    [503, 'database_full', 'OutcomeUnknown database_full'],
    [503, 'not_writing', 'Unavailable not_writing'],
    [302, '', 'Unavailable redirected'],
    [404, '', 'NotFound unknown'],
  ])('that never comes leaves a payment that was answered %i %j as "%s"', async (status, code, end) => {
    const answer = problem(status, code, { 'retry-after': '3600', location: 'https://elsewhere.example/x?secret' });
    const { ledger } = scripted(answer);
    const error = await ledger.sendTransfer(transfer).catch((failure) => failure);
    expect(`${error.name} ${error.code}`).toBe(end);
    if (status === 302) expect(error.detail).toMatch(/to https:\/\/elsewhere\.example,/);
  });

  it('follows an answer that cannot be read, and an error from 500 that nothing is known of', async () => {
    const { ledger, registry, requests } = scripted(
      { status: 200, body: '<html>' },
      { status: 502, body: '<html>' },
      { status: 200, body: { status: 'ok' } },
      { status: 200, body: '{"status":' },
      { status: 500, body: { code: 'internal' } },
    );
    expect(await ledger.getHealth()).toEqual({ status: 'ok' });
    expect(await nameOf(ledger.sendTransfer(transfer))).toBe('success');
    expect(requests).toHaveLength(6);
    await registry.getHealth();
  }, 10_000);

  it('tells the caller once that the outcome is unclear, and sends nothing of that', async () => {
    const { ledger, requests } = scripted(unsent(), problem(429, 'full'), lost(), lost());
    const unclearAfter: number[] = [];
    await ledger.sendTransfer({ ...transfer, onUnclear: () => unclearAfter.push(requests.length) });
    expect(unclearAfter).toEqual([3]);
    expect(requests[0]!.body).not.toContain('onUnclear');
  }, 10_000);
});
