import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { CHAIN_HAS_LOOSE_END } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { PostgrestClient } from '@supabase/postgrest-js';
import type { Columns, Parameters, RowOf, Statement, Statements, ValuesOf } from '../sql/statement.js';
import { decodeRows, encodeValues } from './json-values.js';
import { SupabaseRefused } from './supabase.errors.js';
import { functionOf } from './supabase-statements.js';
import { translateRestFailure } from './translate-rest-failure.js';

export interface SupabaseOptions {
  /** The project's URL, without `/rest/v1`. */
  readonly url: string;
  /** The key of the service role. */
  readonly key: string;
  /** Longest wait for one answer, 10 s when not given: Supabase itself ends a statement after 8. */
  readonly answerTimeoutMs?: number;
}

const ANSWER_TIMEOUT_MS = 10_000;
/** Pauses before a read is asked again; a write is never asked again here. */
const READ_AGAIN_AFTER_MS = [100, 400];

/** A Supabase project: every statement is one call of the function that stands for it, and so one transaction. */
export class SupabaseDatabase implements Statements {
  private readonly client: PostgrestClient;
  private readonly answerTimeoutMs: number;
  /** The number of the lease that appends are made under. See SupabaseWriterLease. */
  fence: bigint | undefined;
  private appendsUnderWay = 0;
  private appendBegunMs = Number.NEGATIVE_INFINITY;

  constructor({ url, key, answerTimeoutMs }: SupabaseOptions) {
    this.answerTimeoutMs = answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    this.client = new PostgrestClient(new URL('rest/v1', withSlash(url)).href, {
      headers: { apikey: key, Authorization: `Bearer ${key}` },
      retry: false,
      fetch: (address, init) => fetch(address, { ...init, redirect: 'error' }),
    });
  }

  async run<P extends Parameters, C extends Columns>(
    statement: Statement<P, C>,
    values: ValuesOf<P>,
  ): Promise<RowOf<C>[]> {
    const body = encodeValues(statement, values);
    if (statement.effect === 'append') return this.append(statement, body);
    for (let attempt = 0; ; attempt++) {
      try {
        return decodeRows(statement, await this.call(statement, body, this.answerTimeoutMs));
      } catch (error) {
        const pauseMs = statement.effect === 'read' ? READ_AGAIN_AFTER_MS[attempt] : undefined;
        const isPassing = error instanceof DatabaseUnavailable && !(error instanceof SupabaseRefused);
        if (pauseMs === undefined || !isPassing) throw error;
        await sleep(pauseMs);
      }
    }
  }

  /** An append is being judged by the database, which lets no other process take the lease over meanwhile. */
  get appending(): boolean {
    return this.appendsUnderWay > 0;
  }

  /** When the last append that succeeded was begun, by `performance.now()`: the lease was renewed after that. */
  get lastAppendBegunMs(): number {
    return this.appendBegunMs;
  }

  private async append<C extends Columns>(
    statement: Statement<Parameters, C>,
    body: Record<string, unknown>,
  ): Promise<RowOf<C>[]> {
    const begunMs = performance.now();
    this.appendsUnderWay++;
    try {
      const underLease = { ...body, p_fence: String(this.fence ?? 0n) };
      const rows = decodeRows(statement, await this.call(statement, underLease, this.answerTimeoutMs));
      this.appendBegunMs = begunMs;
      return rows;
    } finally {
      this.appendsUnderWay--;
    }
  }

  /** Whether the database behind the project answers within `timeoutMs`. Never throws. */
  async healthy(timeoutMs: number): Promise<boolean> {
    return this.call(CHAIN_HAS_LOOSE_END, {}, timeoutMs).then(
      () => true,
      () => false,
    );
  }

  async trouble(timeoutMs: number): Promise<string | undefined> {
    return (await this.healthy(timeoutMs)) ? undefined : 'the Supabase project does not answer';
  }

  private async call(statement: Statement, body: object, timeoutMs: number): Promise<unknown> {
    const name = functionOf(statement);
    try {
      const { data } = await this.client.rpc(name, body).abortSignal(AbortSignal.timeout(timeoutMs)).throwOnError();
      return data;
    } catch (error) {
      throw translateRestFailure(error, name, statement.effect === 'read');
    }
  }
}

/** So that a path of the URL is kept (a self-hosted Supabase behind a prefix). */
function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
