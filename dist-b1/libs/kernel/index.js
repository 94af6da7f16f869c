export * from './amount.js';
export * from './clock.js';
export * from './database-not-configured.js';
export * from './domain-error.js';
export * from './key-vault.js';
export * from './system-log.js';
export * from './wiring.js';
//# sourceMappingURL=index.js.map