import { DatabaseReadOnly } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SqlPeers } from '@app/infrastructure/typeorm/registry/sql-peers.js';
import { conditionOf, lagMs, NoPeers, PEER_CONDITIONS, type Peer, PeerFollowing, PeerLogs, Peers } from '@app/peers';
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
  const { clock, metrics } = resources;
  const byRegistry = async (measure: (peer: Peer) => number | undefined) => {
    const known = (await peers.all()).flatMap((peer) => {
      const value = peer.registryId === undefined ? undefined : measure(peer);
      return value === undefined ? [] : [[peer.registryId, value]];
    });
    return Object.fromEntries(known) as Record<string, number>;
  };
  // One label for each peer that was reached, of which there are 100 at most.
  metrics.gaugeBy('mizan_peer_lag_seconds', 'Time since the end of the log of a peer was reached', 'registry_id', () =>
    byRegistry((peer) => lagMs(peer, clock.nowMs()) / 1_000),
  );
  metrics.gaugeBy(
    'mizan_peer_last_seen_timestamp_seconds',
    'When a peer gave an answer last that could be taken',
    'registry_id',
    () => byRegistry(({ lastSeenAtMs }) => lastSeenAtMs && lastSeenAtMs / 1_000),
  );
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
    onFailure: (error) => {
      // On a hot standby nothing is followed; the role of the process says so.
      if (!(error instanceof DatabaseReadOnly)) log.warn({ err: error }, 'peers could not be followed; trying again');
    },
  };
  return [
    { provide: Peers, useValue: peers },
    { provide: PeerLogs, useValue: peerLogs },
    { provide: PeerFollowing, useValue: following },
  ];
}
