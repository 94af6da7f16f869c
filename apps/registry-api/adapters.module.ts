import { MemoryEventPlaces } from '@app/infrastructure/memory/memory-event-places.js';
import { MemoryNodeCredentials } from '@app/infrastructure/memory/memory-node-credentials.js';
import { MemoryNodes, MemoryReputations } from '@app/infrastructure/memory/memory-nodes.js';
import { MemoryNonces } from '@app/infrastructure/memory/memory-nonces.js';
import { WatchedPauses } from '@app/infrastructure/process/watched-pauses.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlEventPlaces } from '@app/infrastructure/typeorm/registry/sql-event-places.js';
import { SqlNonces } from '@app/infrastructure/typeorm/registry/sql-nonces.js';
import { TypeormNodeCredentials } from '@app/infrastructure/typeorm/registry/typeorm-node-credentials.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import { TypeormReputations } from '@app/infrastructure/typeorm/registry/typeorm-reputations.js';
import { Administrators, AppMode, Clock, EventBell, KeyVault } from '@app/kernel';
import {
  CredentialPolicy,
  EventPlaces,
  HeartbeatSchedule,
  LogKeeping,
  NodeCredentials,
  Nodes,
  NodeWalletStates,
  NoNodeWallets,
  Nonces,
  RegistrationPolicy,
  RegistryIdentity,
  Reputations,
  SignaturePolicy,
  SignatureVerifier,
} from '@app/node-registry';
import { type DynamicModule, Module, type ValueProvider } from '@nestjs/common';
import type { RegistryResources } from './registry-resources.js';
import { walletAdapters } from './wallet/wallet-adapters.js';

/** Which adapter stands behind each port: the one place that decides. */
@Module({})
export class AdaptersModule {
  static with(resources: RegistryResources): DynamicModule {
    const { config, database, wallets } = resources;
    const providers: ValueProvider[] = [
      { provide: AppMode, useValue: new AppMode(config.mode) },
      { provide: Clock, useValue: resources.clock },
      { provide: KeyVault, useValue: resources.vault },
      { provide: SignatureVerifier, useValue: resources.verifier },
      { provide: Administrators, useValue: resources.administrators },
      { provide: CredentialPolicy, useValue: { credentials: config.credentials } satisfies CredentialPolicy },
      { provide: RegistrationPolicy, useValue: config.registrations },
      { provide: SignaturePolicy, useValue: config.signatures },
      { provide: HeartbeatSchedule, useValue: heartbeatSchedule(config.heartbeatIntervalMs, resources) },
      { provide: RegistryIdentity, useValue: resources.identity },
      ...logKeeping(resources),
      ...(database ? stored(database) : inMemory(resources)),
      ...(database && wallets ? walletAdapters(resources, database, wallets) : [NO_WALLETS]),
    ];
    return { module: AdaptersModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** A restart is a pause too, as long as it is a short one. */
function heartbeatSchedule(intervalMs: number, { clock, lastHeardAtMs }: RegistryResources): HeartbeatSchedule {
  const { offlineAfterMs } = new HeartbeatSchedule(intervalMs);
  const pauses = new WatchedPauses(offlineAfterMs);
  const nowMs = clock.nowMs();
  if (lastHeardAtMs !== undefined && nowMs - lastHeardAtMs <= 2 * offlineAfterMs) pauses.unheard(lastHeardAtMs, nowMs);
  return new HeartbeatSchedule(intervalMs, pauses);
}

/** Nobody else writes to an embedded database. */
const LOOK_MS = { embedded: 5_000, postgres: 200 };

function logKeeping({ database, log }: RegistryResources): ValueProvider[] {
  const placed = new EventBell();
  const keeping: LogKeeping = {
    lookMs: LOOK_MS[database?.kind ?? 'embedded'],
    onPlaced: () => placed.ring(),
    onFailure: (error) => log.warn({ err: error }, 'the log of events could not be kept; trying again'),
  };
  return [
    { provide: EventBell, useValue: placed },
    { provide: LogKeeping, useValue: keeping },
  ];
}

/** Money is not kept in memory. */
const NO_WALLETS: ValueProvider = { provide: NodeWalletStates, useValue: new NoNodeWallets() };

function stored(database: Database): ValueProvider[] {
  return [
    { provide: Nodes, useValue: new TypeormNodes(database) },
    { provide: NodeCredentials, useValue: new TypeormNodeCredentials(database) },
    { provide: Reputations, useValue: new TypeormReputations(database) },
    { provide: Nonces, useValue: new SqlNonces(database) },
    { provide: EventPlaces, useValue: new SqlEventPlaces(database) },
  ];
}

function inMemory({ told }: RegistryResources): ValueProvider[] {
  const nonces = new MemoryNonces();
  const events = new MemoryEventPlaces(() => told.ring());
  const nodes = new MemoryNodes(nonces, events);
  return [
    { provide: Nodes, useValue: nodes },
    { provide: NodeCredentials, useValue: new MemoryNodeCredentials(nodes, nonces) },
    { provide: Reputations, useValue: new MemoryReputations(nodes) },
    { provide: Nonces, useValue: nonces },
    { provide: EventPlaces, useValue: events },
  ];
}
