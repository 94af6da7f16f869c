import { EventEmitter } from 'node:events';
import type { PoolClient } from 'pg';

type Connected = (error: Error | undefined, client?: PoolClient, release?: PoolClient['release']) => void;

/** Of a `pg` pool what TypeORM and our leases use, over the clients of a pool that others use as well. */
export class SchemaPool extends EventEmitter {
  private readonly connectShared: () => Promise<PoolClient>;
  private lent = 0;
  private ended: ((error?: Error) => void) | undefined;

  constructor(connectShared: () => Promise<PoolClient>) {
    super();
    this.connectShared = connectShared;
  }

  connect(): Promise<PoolClient>;
  connect(callback: Connected): undefined;
  connect(callback?: Connected): Promise<PoolClient> | undefined {
    const client = this.lend();
    if (!callback) return client;
    client.then(
      (connected) => callback(undefined, connected, connected.release),
      (error: Error) => callback(error),
    );
    return undefined;
  }

  /** Calls back when all clients have been given back. */
  end(callback: (error?: Error) => void): void {
    this.ended = callback;
    if (this.lent === 0) callback();
  }

  private async lend(): Promise<PoolClient> {
    if (this.ended) throw new Error('Cannot use a pool after calling end on the pool');
    this.lent++;
    const client = await this.connectShared().catch((error: unknown) => {
      this.returned();
      throw error;
    });
    const release = client.release;
    client.release = (destroy) => {
      release(destroy);
      this.returned();
    };
    return client;
  }

  private returned(): void {
    if (--this.lent === 0) this.ended?.();
  }
}
