import { registryOperations } from '../generated/registry/operations.js';
import { type ClientOptions, connectionOf, type SentRequest } from './connection.js';
import { rawOf } from './raw.js';

const ANSWER = '{"amount":10.50000000, "detail":"as it was written"}\n';

/** A client whose requests are kept, and always answered like this. */
function client(status = 200, options: Partial<ClientOptions> = {}) {
  const sent: (SentRequest & { url: string })[] = [];
  const fetch: ClientOptions['fetch'] = async (url, request) => {
    sent.push({ ...request, url });
    return new Response(ANSWER, { status, headers: { 'retry-after': '7' } });
  };
  const signer = async () => ({ headersFor: () => ({ 'x-mizan-key': 'a key' }) });
  const connection = connectionOf({ baseUrl: 'http://registry/below/', ...options, fetch }, {}, signer);
  return { sent, raw: rawOf(connection, registryOperations) };
}

describe('an answer that is not read', () => {
  it.each([200, 404, 503])('has its status %i, its headers and its bytes, after one request', async (status) => {
    const { raw, sent } = client(status);
    const answer = await raw('getNode', { node_id: 'a/b' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '7']);
    expect(new TextDecoder().decode(answer.body)).toBe(ANSWER);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'GET', url: 'http://registry/below/nodes/a%2Fb', body: null });
  });

  it('is of a request with the body that was given, to the byte, signed, and without a key that was not', async () => {
    const { raw, sent } = client();
    const body = '{"amount":1.50}';
    await raw('sendFromNode', { node_id: 'n', amount: 'not this' }, { body });
    await raw('createNodeAddress', { node_id: 'n' }, { idempotencyKey: 'mine' });
    expect(sent.map((request) => request.body)).toEqual([body, null]);
    expect(sent[0]!.headers).toEqual({
      accept: 'application/json, text/plain',
      'content-type': 'application/json',
      'x-mizan-key': 'a key',
    });
    expect(sent[1]!.headers['idempotency-key']).toBe('mine');
  });

  it('is a problem when it is an error and problems are asked for', async () => {
    const { raw, sent } = client(404);
    await raw('getNode', { node_id: 'n' }, { prefersProblems: true });
    expect(sent[0]!.headers.accept).toBe('application/json, application/problem+json');
  });

  it('is not asked for under a path that leads elsewhere', async () => {
    const { raw, sent } = client();
    for (const node_id of ['', '.', '..', undefined]) {
      await expect(raw('getNode', { node_id })).rejects.toThrow(TypeError);
    }
    expect(sent).toEqual([]);
  });

  it('is waited for as long as one attempt may take, and as the caller wishes', async () => {
    const never: ClientOptions['fetch'] = (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const connection = connectionOf({ baseUrl: 'http://registry', attemptTimeoutMs: 20, fetch: never }, {});
    const raw = rawOf(connection, registryOperations);
    await expect(raw('getHealth')).rejects.toMatchObject({ code: 'timeout', wasSent: true });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(raw('getHealth', {}, { signal })).rejects.toThrow('enough');
  });

  it('is waited for no longer than a call may take, and not asked for of an operation that there is not', async () => {
    const never: ClientOptions['fetch'] = () => new Promise(() => {});
    const raw = rawOf(
      connectionOf({ baseUrl: 'http://registry', timeoutMs: 20, fetch: never }, {}),
      registryOperations,
    );
    await expect(raw('getHealth')).rejects.toMatchObject({ code: 'timeout' });
    for (const name of ['nothing', 'constructor'] as never[]) {
      await expect(raw(name)).rejects.toThrow(new TypeError(`there is no operation ${name}`));
    }
  });
});
