import { DatabaseFull } from '@app/infrastructure/sql/database.errors.js';
import {
  endsConnection,
  isOutdatedPlan,
  type Stage,
  translateFailure,
} from '@app/infrastructure/sql/translate-failure.js';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';

/** A statement on its way to the server. */
export interface Asked {
  readonly sql: string;
  readonly params?: readonly unknown[] | undefined;
  /** For one that changes nothing and is asked often: under this name it is parsed and planned once per connection. */
  readonly preparedAs?: string | undefined;
}

export interface LeaseOptions {
  /** Longest wait for the answer to one statement. */
  deadlineMs: number;
  onAbandoned: () => void;
  /** Called when a statement was refused because the disk is full. */
  onFull: () => void;
  /** Whether a connection leads to a server that may not be the one any more. */
  isStale: (client: PoolClient) => boolean;
}

/** A pool's client for as long as one piece of work needs it. A client whose connection broke is not given back. */
export class Lease {
  private readonly client: PoolClient;
  private readonly options: LeaseOptions;
  private isBroken = false;
  private isAbandoned = false;
  private released = false;
  private deadlineMs: number;
  private askedAtMs = 0;
  /** Of the statement on its way. */
  private timer: NodeJS.Timeout | undefined;

  private constructor(client: PoolClient, options: LeaseOptions) {
    this.client = client;
    this.options = options;
    this.deadlineMs = options.deadlineMs;
    client.on('error', this.onError);
  }

  /** @throws DatabaseUnavailable when no connection is to be had within the pool's connection time-out. */
  static async take(pool: Pool, options: LeaseOptions): Promise<Lease> {
    let client: PoolClient;
    try {
      client = await pool.connect();
      while (options.isStale(client)) {
        client.release(true);
        client = await pool.connect();
      }
    } catch (error) {
      throw translateFailure(error, 'acquire', true);
    }
    return new Lease(client, options);
  }

  get broken(): boolean {
    return this.isBroken;
  }

  /** Whether it was given up because an answer took too long. */
  get abandoned(): boolean {
    return this.isAbandoned;
  }

  /** @throws what {@link translateFailure} makes of the failure at this `stage`. */
  async run(asked: Asked, stage: Stage): Promise<QueryResult> {
    this.askedAtMs = performance.now();
    this.timer = setTimeout(this.abandon, this.deadlineMs);
    try {
      return await this.ask(asked);
    } catch (error) {
      if (endsConnection(error)) this.isBroken = true;
      const failure = translateFailure(error, stage, this.isBroken);
      if (failure instanceof DatabaseFull) this.options.onFull();
      throw failure;
    } finally {
      clearTimeout(this.timer);
      this.timer = undefined;
    }
  }

  /** From now on `deadlineMs` is the longest wait, also of the statement on its way. */
  hurry(deadlineMs: number): void {
    this.deadlineMs = Math.min(this.deadlineMs, deadlineMs);
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.abandon, Math.max(0, this.askedAtMs + this.deadlineMs - performance.now()));
  }

  private async ask({ sql, params, preparedAs }: Asked): Promise<QueryResult> {
    const query: QueryConfig = { text: sql, values: params as unknown[] };
    if (preparedAs === undefined) return this.client.query(query);
    try {
      return await this.client.query({ ...query, name: preparedAs });
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      return await this.client.query(query);
    }
  }

  /** Undoes the open transaction; a client that cannot do that is not used again. */
  async rollback(): Promise<void> {
    if (this.isBroken) return;
    try {
      await this.run({ sql: 'ROLLBACK' }, 'transaction');
    } catch {
      this.isBroken = true;
    }
  }

  /** Cuts the connection, which fails the statement that is waiting on it. */
  readonly abandon = (): void => {
    this.isAbandoned = true;
    this.isBroken = true;
    this.release();
    this.options.onAbandoned();
  };

  release(): void {
    if (this.released) return;
    this.released = true;
    this.client.off('error', this.onError);
    this.client.release(this.isBroken);
  }

  private readonly onError = (): void => {
    this.isBroken = true;
  };
}
