import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.js';
import { onceWeAreGone } from '../../test/support/reaper.js';

export const DATABASES = ['embedded', 'postgres'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** Where one ledger keeps everything: a directory and, on PostgreSQL, a database. */
export interface Place {
  readonly kind: DatabaseKind;
  readonly dataDir: string;
  /** Undefined for the embedded database, which lies in `dataDir`. */
  readonly databaseUrl: string | undefined;
}

/** Hands out empty places, all on one PostgreSQL with its durable default settings, and removes them in the end. */
export class Places {
  private readonly home = mkdtempSync(join(tmpdir(), 'mizan-bench-'));
  private readonly callOffReaper = onceWeAreGone(`sleep 2; rm -rf '${this.home}'`);
  private server: Promise<PostgresServer> | undefined;
  private count = 0;

  postgres(): Promise<PostgresServer> {
    this.server ??= startPostgres();
    return this.server;
  }

  async fresh(kind: DatabaseKind): Promise<Place> {
    const name = `place_${++this.count}`;
    const databaseUrl = kind === 'postgres' ? await (await this.postgres()).createDatabase(name) : undefined;
    return { kind, dataDir: this.directory(name), databaseUrl };
  }

  /** A copy of a place on PostgreSQL that is not in use, with the same master key. */
  async copyOf(original: Place): Promise<Place> {
    if (original.databaseUrl === undefined) throw new Error('only places on PostgreSQL are copied');
    const name = `place_${++this.count}`;
    const server = await this.postgres();
    await server.run(`CREATE DATABASE "${name}" TEMPLATE "${databaseName(original)}" STRATEGY file_copy`);
    return { ...original, dataDir: this.directory(name, original.dataDir), databaseUrl: server.urlOf(name) };
  }

  /** Drops what `place` holds. */
  async remove(place: Place): Promise<void> {
    if (place.databaseUrl !== undefined) {
      await (await this.postgres()).run(`DROP DATABASE IF EXISTS "${databaseName(place)}" WITH (FORCE)`);
    }
    rmSync(place.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async close(): Promise<void> {
    await (await this.server)?.stop();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
    this.callOffReaper();
  }

  private directory(name: string, original?: string): string {
    const directory = join(this.home, name);
    mkdirSync(directory);
    if (original) copyFileSync(join(original, 'master.key'), join(directory, 'master.key'));
    return directory;
  }
}

/** What a server on `place` needs in its environment. */
export function environmentOf(place: Place): Record<string, string> {
  return place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl };
}

function databaseName({ databaseUrl }: Place): string {
  return new URL(databaseUrl!).pathname.slice(1);
}
