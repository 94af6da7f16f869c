import type { HttpAnswer } from '@app/infrastructure/network/http-client.js';
import { CoreAnswerMalformed, CoreUnavailable, KeypoolEmpty, WalletLocked, WrongChainOrWallet } from '@app/node-wallet';
import { integerField, optionalField } from './core-answer.js';
import { parseCoreJson } from './core-json.js';

/** Numbers of Bitcoin's rpc/protocol.h that mean something to the registry. Texts differ between daemons and are never looked at. */
export const RpcCode = {
  misc: -1,
  wallet: -4,
  addressOrKey: -5,
  insufficientFunds: -6,
  parameter: -8,
  initialDownload: -10,
  labelUnknown: -11,
  keypool: -12,
  walletLocked: -13,
  walletNotFound: -18,
  walletNotSpecified: -19,
  undecodable: -22,
  verify: -25,
  rejected: -26,
  alreadyInChain: -27,
  warmingUp: -28,
  typeOrAmount: -3,
  unknownMethod: -32601,
} as const;

/** Core understood and refused. `message` is Core's own, for the log only: it may be a page of help or repeat what was sent. */
export class RpcError extends Error {
  override readonly name = 'RpcError';

  constructor(
    readonly method: string,
    readonly code: number,
    text: string,
  ) {
    super(`${method}: ${code} ${text.slice(0, 200)}`);
  }
}

/**
 * What an answer means. A 404 is an unknown method when it carries JSON and a wrong path when it does not; a 500 without
 * JSON is the full work queue.
 * @throws RpcError, CoreUnavailable, WalletLocked, KeypoolEmpty, WrongChainOrWallet, CoreAnswerMalformed
 */
export function readRpcAnswer(
  { status, body }: Pick<HttpAnswer, 'status' | 'body'>,
  method: string,
  id: string,
): unknown {
  if (status === 401 || status === 403) throw new CoreUnavailable('credentials');
  const answer = parsed(body.toString());
  if (answer === undefined) throw withoutJson(status, method);
  const error = optionalField(answer, 'error');
  if (error !== null && error !== undefined) throw refusal(method, error);
  const result = optionalField(answer, 'result');
  if (status !== 200 || result === undefined || optionalField(answer, 'id') !== id)
    throw new CoreAnswerMalformed({ cause: new Error(`${method}: HTTP ${status} without a result of ours`) });
  return result;
}

function parsed(body: string): object | undefined {
  try {
    const answer = parseCoreJson(body);
    return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function withoutJson(status: number, method: string): Error {
  const cause = new Error(`${method}: HTTP ${status} without JSON`);
  if (status === 500 || status === 503) return new CoreUnavailable('queue_full', { cause, retryAfterSeconds: 1 });
  if (status === 200) return new CoreAnswerMalformed({ cause });
  return new CoreUnavailable('not_core', { cause });
}

function refusal(method: string, error: unknown): Error {
  const message = optionalField(error, 'message');
  const cause = new RpcError(method, integerField(error, 'code'), typeof message === 'string' ? message : '');
  switch (cause.code) {
    case RpcCode.warmingUp:
    case RpcCode.initialDownload:
      return new CoreUnavailable('warming_up', { cause });
    case RpcCode.walletLocked:
      return new WalletLocked({ cause });
    case RpcCode.keypool:
      return new KeypoolEmpty({ cause });
    case RpcCode.walletNotFound:
    case RpcCode.walletNotSpecified:
      return new WrongChainOrWallet({ cause });
    default:
      return cause;
  }
}
