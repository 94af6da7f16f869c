import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '@app/infrastructure/typeorm/open-database.js';
import { type PostgresServer, startPostgres } from './postgres.js';

/** What every suite about stored things runs on, each in turn: `describe.each(STORAGE_KINDS)('on %s', …)`. */
export type StorageKind = 'embedded' | 'postgres';
export const STORAGE_KINDS: readonly StorageKind[] = globalThis.strangeSessions
  ? ['postgres']
  : ['embedded', 'postgres'];

/** Hands out empty places to keep a database in. */
export interface StorageSource {
  /** A new, empty directory or a new database on one server. */
  fresh(): Promise<Storage>;
  /** Removes everything that was handed out. */
  stop(): Promise<void>;
}

export async function startStorage(kind: StorageKind): Promise<StorageSource> {
  return kind === 'postgres' ? new ServerStorage(await startPostgres()) : new DirectoryStorage();
}

class ServerStorage implements StorageSource {
  private readonly server: PostgresServer;
  private count = 0;

  constructor(server: PostgresServer) {
    this.server = server;
  }

  async fresh(): Promise<Storage> {
    return { kind: 'postgres', url: await this.server.createDatabase(`test_${++this.count}`) };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

class DirectoryStorage implements StorageSource {
  private readonly home = mkdtempSync(join(tmpdir(), 'mizan-embedded-'));
  private count = 0;

  async fresh(): Promise<Storage> {
    return { kind: 'embedded', directory: join(this.home, `${++this.count}`) };
  }

  async stop(): Promise<void> {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }
}
