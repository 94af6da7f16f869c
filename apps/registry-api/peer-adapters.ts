import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlPeers } from '@app/infrastructure/typeorm/registry/sql-peers.js';
import { conditionOf, NoPeers, PEER_CONDITIONS, PeerFollowing, PeerLogs, Peers } from '@app/peers';
import type { ValueProvider } from '@nestjs/common';
import type { RegistryResources } from './registry-resources.js';

/** Who follows other registries. */
export function peerAdapters(resources: RegistryResources, database: Database): ValueProvider[] {
  const peers = new SqlPeers(database);
  resources.metrics.gaugeBy('mizan_peers', 'Registries that this one follows, by state', 'state', async () => {
    const counts = Object.fromEntries(PEER_CONDITIONS.map((state) => [state, 0]));
    for (const peer of await peers.all()) counts[conditionOf(peer)]!++;
    return counts;
  });
  return providers(peers, resources);
}

/** Where nothing is kept. */
export function withoutPeers(resources: RegistryResources): ValueProvider[] {
  return providers(new NoPeers(), resources);
}

function providers(peers: Peers, { config, identity, log, peerLogs }: RegistryResources): ValueProvider[] {
  const following: PeerFollowing = {
    registryId: identity.registryId,
    configured: config.peers,
    onRefused: (url, reason) =>
      log.error({ url, reason }, 'the log of a peer cannot be true; nothing more is taken from it'),
    onFailure: (error) => log.warn({ err: error }, 'peers could not be followed; trying again'),
  };
  return [
    { provide: Peers, useValue: peers },
    { provide: PeerLogs, useValue: peerLogs },
    { provide: PeerFollowing, useValue: following },
  ];
}
