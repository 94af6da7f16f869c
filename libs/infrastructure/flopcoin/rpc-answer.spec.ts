import { CoreAnswerMalformed, CoreUnavailable, KeypoolEmpty, WalletLocked, WrongChainOrWallet } from '@app/node-wallet';
import { RpcError, readRpcAnswer } from './rpc-answer.js';

const read = (status: number, body: string) => readRpcAnswer({ status, body: Buffer.from(body) }, 'getbalance', '7');
const refusal = (code: number) => `{"result":null,"error":{"code":${code},"message":"in any words"},"id":"7"}`;
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('an answer of Core', () => {
  it('is its result, null included', () => {
    expect(read(200, '{"result":12000000.00000000,"error":null,"id":"7"}')).toBe('12000000.00000000');
    expect(read(200, '{"result":null,"error":null,"id":"7"}')).toBeNull();
  });

  it.each([
    ['wrong password', 401, '', 'credentials'],
    ['address not allowed', 403, '', 'credentials'],
    ['full work queue', 500, 'Work queue depth exceeded', 'queue_full'],
    ['full work queue of newer daemons', 503, 'Work queue depth exceeded', 'queue_full'],
    ['wrong path', 404, '', 'not_core'],
    ['wrong verb', 405, 'JSONRPC server handles only POST requests', 'not_core'],
    ['warm-up', 500, refusal(-28), 'warming_up'],
  ])('%s means that Core is not available', (_, status, body, reason) => {
    const error = thrown(() => read(status, body));
    expect(error).toBeInstanceOf(CoreUnavailable);
    expect(error).toMatchObject({ reason, kind: 'unavailable', retryAfterSeconds: expect.any(Number) });
  });

  it('tells an unknown method from a wrong path, both of which are 404', () => {
    expect(thrown(() => read(404, refusal(-32601)))).toMatchObject({ name: 'RpcError', code: -32601 });
  });

  it.each([
    [-13, WalletLocked],
    [-12, KeypoolEmpty],
    [-18, WrongChainOrWallet],
    [-19, WrongChainOrWallet],
  ])('code %i has a name of its own', (code, type) => {
    expect(thrown(() => read(500, refusal(code)))).toBeInstanceOf(type);
  });

  it('carries any other code to the caller, and Core’s words to no user', () => {
    const error = thrown(() => read(500, refusal(-26)));
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({ method: 'getbalance', code: -26 });
    expect(String(thrown(() => read(500, refusal(-13))))).not.toContain('in any words');
  });

  it.each([
    ['no JSON', 200, 'hello'],
    ['cut JSON', 200, '{"result":1,"err'],
    ['a list', 200, '[]'],
    ['no result', 200, '{"error":null,"id":"7"}'],
    ['somebody else’s id', 200, '{"result":1,"error":null,"id":"8"}'],
    ['an error without a code', 500, '{"result":null,"error":{},"id":"7"}'],
    ['an error that is a text', 500, '{"result":null,"error":"no","id":"7"}'],
    ['a result that is an error', 500, '{"result":1,"error":null,"id":"7"}'],
  ])('%s is not believed', (_, status, body) => {
    expect(thrown(() => read(status, body))).toBeInstanceOf(CoreAnswerMalformed);
  });
});
