import { MemoryEventPlaces } from '@app/infrastructure/memory/memory-event-places.js';
import { MemoryNodeCredentials } from '@app/infrastructure/memory/memory-node-credentials.js';
import { MemoryNodes, MemoryReputations } from '@app/infrastructure/memory/memory-nodes.js';
import { MemoryNonces } from '@app/infrastructure/memory/memory-nonces.js';
import { MemoryRegistryLog } from '@app/infrastructure/memory/memory-registry-log.js';
import { WatchedPauses } from '@app/infrastructure/process/watched-pauses.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlEventPlaces } from '@app/infrastructure/typeorm/registry/sql-event-places.js';
import { SqlNonces } from '@app/infrastructure/typeorm/registry/sql-nonces.js';
import { SqlRegistryLog } from '@app/infrastructure/typeorm/registry/sql-registry-log.js';
import { TypeormNodeCredentials } from '@app/infrastructure/typeorm/registry/typeorm-node-credentials.js';
import { TypeormNodes } from '@app/infrastructure/typeorm/registry/typeorm-nodes.js';
import { TypeormReputations } from '@app/infrastructure/typeorm/registry/typeorm-reputations.js';
import { Administrators, AppMode, Clock, KeyVault } from '@app/kernel';
import {
  CredentialPolicy,
  HeartbeatSchedule,
  NodeCredentials,
  Nodes,
  NodeWalletStates,
  NoNodeWallets,
  Nonces,
  RegistrationPolicy,
  Reputations,
  SignaturePolicy,
  SignatureVerifier,
} from '@app/node-registry';
import { type DynamicModule, Module, type ValueProvider } from '@nestjs/common';
import { eventAdapters } from './event-adapters.js';
import { peerAdapters, withoutPeers } from './peer-adapters.js';
import type { RegistryResources } from './registry-resources.js';
import { walletAdapters } from './wallet/wallet-adapters.js';
import { webhookAdapters } from './webhook-adapters.js';

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
      ...webhookAdapters(resources),
      ...(database ? stored(database, resources) : inMemory(resources)),
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

/** Money is not kept in memory. */
const NO_WALLETS: ValueProvider = { provide: NodeWalletStates, useValue: new NoNodeWallets() };

function stored(database: Database, resources: RegistryResources): ValueProvider[] {
  return [
    { provide: Nodes, useValue: new TypeormNodes(database) },
    { provide: NodeCredentials, useValue: new TypeormNodeCredentials(database) },
    { provide: Reputations, useValue: new TypeormReputations(database) },
    { provide: Nonces, useValue: new SqlNonces(database) },
    ...eventAdapters(resources, new SqlEventPlaces(database), new SqlRegistryLog(database)),
    ...peerAdapters(resources, database),
  ];
}

function inMemory(resources: RegistryResources): ValueProvider[] {
  const nonces = new MemoryNonces();
  const events = new MemoryEventPlaces(() => resources.told.ring());
  const nodes = new MemoryNodes(nonces, events);
  return [
    { provide: Nodes, useValue: nodes },
    { provide: NodeCredentials, useValue: new MemoryNodeCredentials(nodes, nonces) },
    { provide: Reputations, useValue: new MemoryReputations(nodes) },
    { provide: Nonces, useValue: nonces },
    ...eventAdapters(resources, events, new MemoryRegistryLog(events)),
    ...withoutPeers(resources),
  ];
}
