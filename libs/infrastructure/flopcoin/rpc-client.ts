import { AnswerLost, NotSent } from '@app/infrastructure/network/http-client.errors.js';
import type { HttpAnswer, HttpClient } from '@app/infrastructure/network/http-client.js';
import { CoreAnswerMalformed, CoreTimeout, CoreUnavailable } from '@app/node-wallet';
import { whyUnreadable } from './core-answer.js';
import type { CoreCredentials } from './core-credentials.js';
import { RpcError, readRpcAnswer } from './rpc-answer.js';
import type { RpcObserver, RpcOutcome } from './rpc-observer.js';

/** `write` marks a call whose repetition would have an effect of its own: it is sent once, whatever happens. */
type CallKind = 'read' | 'write';

const OUTAGES = { unreachable: 'down', too_many_waiting: 'queue_full' } as const;

/**
 * Core's JSON-RPC 1.0, with positional parameters. Failures say whether the call can have been carried out:
 * CoreUnavailable means no, CoreTimeout means perhaps (a lost answer to a read is CoreUnavailable: nothing hangs on it
 * unless the time ran out). RpcError is Core's own refusal, left to the caller who knows what was asked.
 */
export class RpcClient {
  private lastId = 0;

  constructor(
    private readonly http: HttpClient,
    private readonly credentials: CoreCredentials,
    private readonly observer: RpcObserver,
  ) {}

  get connectionChanges(): number {
    return this.http.connectionChanges;
  }

  read(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return this.observed(method, params, 'read');
  }

  write(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return this.observed(method, params, 'write');
  }

  /** The rows of a list that can be read; each of the others is told of and left out. */
  readableRows<T>(method: string, rows: readonly unknown[], read: (row: unknown) => T): T[] {
    return rows.flatMap((row) => {
      try {
        return [read(row)];
      } catch (error) {
        if (!(error instanceof CoreAnswerMalformed)) throw error;
        this.leftOut(method, whyUnreadable(error));
        return [];
      }
    });
  }

  leftOut(method: string, why: string): void {
    this.observer.rowLeftOut(method, why);
  }

  close(): void {
    this.http.close();
  }

  private async observed(method: string, params: readonly unknown[], kind: CallKind): Promise<unknown> {
    const started = performance.now();
    let failure: unknown;
    try {
      return await this.call(method, params, kind);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.observer.observe({ method, ...outcomeOf(failure), durationMs: performance.now() - started });
    }
  }

  private async call(method: string, params: readonly unknown[], kind: CallKind): Promise<unknown> {
    const id = `${++this.lastId}.mizan`;
    const body = JSON.stringify({ jsonrpc: '1.0', id, method, params });
    try {
      return readRpcAnswer(await this.authorized(body, kind), method, id);
    } catch (error) {
      if (error instanceof NotSent) throw new CoreUnavailable(OUTAGES[error.how], { cause: error });
      if (error instanceof AnswerLost) throw lost(error, kind);
      if (error instanceof CoreAnswerMalformed && kind === 'write') throw new CoreTimeout({ cause: error });
      throw error;
    }
  }

  /** A 401 is given before anything is run, so even a write may be repeated with the cookie of a restarted daemon. */
  private async authorized(body: string, kind: CallKind): Promise<HttpAnswer> {
    const authorization = await this.credentials.authorization();
    const answer = await this.post(body, authorization, kind);
    if (answer.status !== 401) return answer;
    const renewed = await this.credentials.renewed();
    return renewed === authorization ? answer : this.post(body, renewed, kind);
  }

  /** A kept-alive connection may have been closed while the call was on its way: a read is repeated, once. */
  private async post(body: string, authorization: string, kind: CallKind): Promise<HttpAnswer> {
    const headers = { authorization, 'content-type': 'application/json' };
    const post = () => this.http.send({ method: 'POST', path: '/', headers, body });
    try {
      return await post();
    } catch (error) {
      if (kind === 'write' || !(error instanceof AnswerLost) || error.how !== 'connection_lost') throw error;
      return post();
    }
  }
}

function lost(error: AnswerLost, kind: CallKind): Error {
  if (kind === 'write' || error.how === 'timed_out') return new CoreTimeout({ cause: error });
  return error.how === 'too_large'
    ? new CoreAnswerMalformed({ cause: error })
    : new CoreUnavailable('down', { cause: error });
}

function outcomeOf(failure: unknown): { outcome: RpcOutcome; coreCode: number | undefined } {
  const refusal = [failure, (failure as Error | undefined)?.cause].find((error) => error instanceof RpcError);
  if (refusal) return { outcome: 'refused', coreCode: refusal.code };
  const outcome =
    failure === undefined
      ? 'ok'
      : failure instanceof CoreTimeout
        ? 'timeout'
        : failure instanceof CoreAnswerMalformed
          ? 'malformed'
          : 'unavailable';
  return { outcome, coreCode: undefined };
}
