export * from './model/peer.js';
export * from './model/peer-node.js';
export * from './peers.errors.js';
export { PeersModule } from './peers.module.js';
export * from './ports/no-peers.js';
export * from './ports/peer-logs.js';
export * from './ports/peers.js';
export * from './services/follow-peers.js';
export * from './use-cases/manage-peers.js';
