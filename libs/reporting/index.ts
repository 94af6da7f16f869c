export * from './model/event-places.js';
export * from './model/ledger-events.js';
export * from './ports/system-logs.js';
export * from './ports/transaction-records.js';
export * from './reporting.errors.js';
export * from './reporting.module.js';
export * from './use-cases/list-system-logs.js';
export * from './use-cases/report-wallet.js';
