import type { DataSourceOptions } from 'typeorm';
import { CreateLedger1795219200000 } from './migrations/1795219200000-create-ledger.js';
import { AppendBlock1795219200001 } from './migrations/1795219200001-append-block.js';
import { ProductionMark1795219201000 } from './migrations/1795219201000-production-mark.js';
import { SessionsAndThrottles1795219202000 } from './migrations/1795219202000-sessions-and-throttles.js';
import { CreateKeyRing1795219203000 } from './migrations/1795219203000-create-key-ring.js';
import { IdempotencyKeys1795219204000 } from './migrations/1795219204000-idempotency-keys.js';
import { CreateAuditLog1795219208000 } from './migrations/1795219208000-create-audit-log.js';
import { HistoryAmounts1795700001000 } from './migrations/1795700001000-history-amounts.js';
import { BoundThrottleRows1795701000000 } from './migrations/1795701000000-bound-throttle-rows.js';
import { ClaimsWhenConfirmed1795702000000 } from './migrations/1795702000000-claims-when-confirmed.js';
import { ZakatPeriodOnce1795703000000 } from './migrations/1795703000000-zakat-period-once.js';

/** Mappings of the ledger's tables: none, every statement is written out. See docs/decisions.md. */
export const ledgerEntities: NonNullable<DataSourceOptions['entities']> = [];

/** Migrations of the schema `ledger`, oldest first. One that was released is never edited. */
export const ledgerMigrations: NonNullable<DataSourceOptions['migrations']> = [
  CreateLedger1795219200000,
  AppendBlock1795219200001,
  ProductionMark1795219201000,
  SessionsAndThrottles1795219202000,
  CreateKeyRing1795219203000,
  IdempotencyKeys1795219204000,
  CreateAuditLog1795219208000,
  HistoryAmounts1795700001000,
  BoundThrottleRows1795701000000,
  ClaimsWhenConfirmed1795702000000,
  ZakatPeriodOnce1795703000000,
];
