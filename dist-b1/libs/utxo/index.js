export * from './model/assemble-block.js';
export * from './model/block-intent.js';
export * from './model/index-draft.js';
export * from './model/select-coins.js';
export * from './model/utxo-index.js';
export * from './ports/block-sealer.js';
export * from './ports/production-observer.js';
export * from './ports/unspent-outputs.js';
export * from './ports/writer-lease.js';
export * from './use-cases/append-block.js';
export * from './use-cases/follow-chain.js';
export * from './use-cases/lead-chain.js';
export * from './use-cases/open-chain.js';
export * from './use-cases/produce-blocks.js';
export * from './utxo.errors.js';
export * from './utxo.module.js';
//# sourceMappingURL=index.js.map