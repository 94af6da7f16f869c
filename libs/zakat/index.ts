export * from './model/assess-zakat.js';
export * from './model/zakat-period.js';
export * from './model/zakat-record.js';
export * from './ports/zakat-runs.js';
export * from './use-cases/run-zakat.js';
export * from './zakat.errors.js';
export * from './zakat.module.js';
