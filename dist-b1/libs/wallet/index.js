export * from './model/address.js';
export * from './model/key-pair.js';
export * from './model/payment.js';
export * from './ports/wallet-directory.js';
export * from './ports/wallet-history.js';
export * from './use-cases/create-wallet.js';
export * from './use-cases/fund-wallet.js';
export * from './use-cases/list-coins.js';
export * from './use-cases/list-history.js';
export * from './use-cases/prepare-transfer.js';
export * from './use-cases/read-balance.js';
export * from './use-cases/submit-transfer.js';
export * from './use-cases/transfer-funds.js';
export * from './wallet.errors.js';
export * from './wallet.module.js';
//# sourceMappingURL=index.js.map