import { MemoryEventPlaces } from '@app/infrastructure/memory/memory-event-places.js';
import { MemoryNodeCredentials } from '@app/infrastructure/memory/memory-node-credentials.js';
import { MemoryNodes, MemoryReputations } from '@app/infrastructure/memory/memory-nodes.js';
import { MemoryNonces } from '@app/infrastructure/memory/memory-nonces.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { registryEntities, registryMigrations } from '@app/infrastructure/typeorm/registry/schema.js';
import { SqlEventPlaces } from '@app/infrastructure/typeorm/registry/sql-event-places.js';
import { SqlNonces } from '@app/infrastructure/typeorm/registry/sql-nonces.js';
import { TypeormNodeCredentials } from '@app/infrastructure/typeorm/registry/typeorm-node-credentials.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import { TypeormReputations } from '@app/infrastructure/typeorm/registry/typeorm-reputations.js';
import type { EventPlaces, NodeCredentials, Nodes, Nonces, Reputations } from '@app/node-registry';
import { STORAGE_KINDS, startStorage } from '../support/storage.js';

export const STORE_KINDS = ['memory', ...STORAGE_KINDS] as const;

/** The stores of nodes on one kind of storage. */
export interface RegistryStores {
  nodes: Nodes;
  credentials: NodeCredentials;
  reputations: Reputations;
  nonces: Nonces;
  places: EventPlaces;
  /** Undefined in memory. */
  database: Database | undefined;
  stop(): Promise<void>;
}

export async function openRegistryStores(kind: (typeof STORE_KINDS)[number]): Promise<RegistryStores> {
  if (kind === 'memory') return memoryStores();
  const source = await startStorage(kind);
  const database = await openDatabase({
    storage: await source.fresh(),
    schema: 'registry',
    migrations: registryMigrations,
    entities: registryEntities,
    applicationName: 'contract test',
    log: { warn: () => {} },
  });
  return {
    nodes: new TypeormNodes(database),
    credentials: new TypeormNodeCredentials(database),
    reputations: new TypeormReputations(database),
    nonces: new SqlNonces(database),
    places: new SqlEventPlaces(database),
    database,
    stop: async () => {
      await database.close();
      await source.stop();
    },
  };
}

function memoryStores(): RegistryStores {
  const nonces = new MemoryNonces();
  const places = new MemoryEventPlaces();
  const nodes = new MemoryNodes(nonces, places);
  return {
    nodes,
    credentials: new MemoryNodeCredentials(nodes, nonces),
    reputations: new MemoryReputations(nodes),
    nonces,
    places,
    database: undefined,
    stop: async () => {},
  };
}
