import { AppMode, construct } from '@app/kernel';
import { Module } from '@nestjs/common';
import { PeerLogs } from './ports/peer-logs.js';
import { Peers } from './ports/peers.js';
import { FollowPeers, PeerFollowing } from './services/follow-peers.js';
import { ManagePeers } from './use-cases/manage-peers.js';

const useCases = [construct(FollowPeers, [Peers, PeerLogs, PeerFollowing]), construct(ManagePeers, [Peers, AppMode])];

/** Other registries, whose logs this one follows. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class PeersModule {}
