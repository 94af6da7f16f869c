import type { DataSourceOptions } from 'typeorm';
import { AuditRowEntity } from '../entities/audit-row.entity.js';
import { MasterKeyEntity } from '../entities/master-key.entity.js';
import { ProductionMarkEntity } from '../entities/production-mark.entity.js';
import { WebhookDeliveryEntity, WebhookDutyEntity, WebhookEntity } from '../entities/webhook.entity.js';
import { ApiKeyEntity } from './entities/api-key.entity.js';
import { AddressEntity, BlockEntity, ChainDayEntity } from './entities/block.entity.js';
import { ContactEntity } from './entities/contact.entity.js';
import { IdempotencyKeyEntity } from './entities/idempotency-key.entity.js';
import { PaymentRequestEntity, RequestPaymentEntity } from './entities/payment-request.entity.js';
import { SendTotalEntity } from './entities/send-total.entity.js';
import {
  FamiliarNetworkEntity,
  OneTimePasswordEntity,
  SessionEntity,
  ThrottleEntity,
} from './entities/session.entity.js';
import { SystemLogEntity } from './entities/system-log.entity.js';
import {
  OutputEntity,
  SpendEntity,
  TransactionEntity,
  WalletHistoryLineEntity,
} from './entities/transaction.entity.js';
import { TransferNoteEntity } from './entities/transfer-note.entity.js';
import {
  TreasuryApprovalEntity,
  TreasuryOrderEntity,
  TreasurySettlementEntity,
} from './entities/treasury-order.entity.js';
import { UserEntity, WalletProfileEntity } from './entities/user.entity.js';
import { ZakatReceiptEntity, ZakatRecordEntity, ZakatRunEntity } from './entities/zakat.entity.js';
import { ZakatAssessmentEntity, ZakatAssessmentLineEntity } from './entities/zakat-assessment.entity.js';
import {
  ZakatDebtEntity,
  ZakatDebtSettlementEntity,
  ZakatExemptionAcceptanceEntity,
  ZakatExemptionEndingEntity,
  ZakatExemptionEntity,
} from './entities/zakat-declarations.entity.js';
import { ZakatPoolWalletEntity } from './entities/zakat-pool.entity.js';
import { ZakatPoolBookEntity, ZakatPoolLineEntity } from './entities/zakat-pool-books.entity.js';
import {
  ZakatApprovalEntity,
  ZakatRunCompletionEntity,
  ZakatShortfallEntity,
} from './entities/zakat-run-of-assessment.entity.js';
import { ZakatCalendarEntity, ZakatNisabEntity, ZakatPolicyEntity } from './entities/zakat-terms.entity.js';
import {
  ZakatVoucherApprovalEntity,
  ZakatVoucherEntity,
  ZakatVoucherOrderEntity,
  ZakatVoucherPaymentEntity,
} from './entities/zakat-voucher.entity.js';
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
import { DeclareZakat1795806221000 } from './migrations/1795806221000-declare-zakat.js';
import { AssessZakat1795806230000 } from './migrations/1795806230000-assess-zakat.js';
import { ZakatReceipts1795806240000 } from './migrations/1795806240000-zakat-receipts.js';
import { ZakatPoolWallet1795806250000 } from './migrations/1795806250000-zakat-pool-wallet.js';
import { ZakatVouchers1795806251000 } from './migrations/1795806251000-zakat-vouchers.js';
import { ZakatPoolBooks1795806252000 } from './migrations/1795806252000-zakat-pool-books.js';
import { RunAssessments1795806260000 } from './migrations/1795806260000-run-assessments.js';
import { WholeAssessments1795806270000 } from './migrations/1795806270000-whole-assessments.js';
import { LookUpAssessedLines1795806275000 } from './migrations/1795806275000-look-up-assessed-lines.js';
import { RunningBalances1795806280000 } from './migrations/1795806280000-running-balances.js';
import { PlaceCompletedRuns1795806281000 } from './migrations/1795806281000-place-completed-runs.js';
import { ChainDays1795806320000 } from './migrations/1795806320000-chain-days.js';
import { CreateWebhooks1795806330000 } from './migrations/1795806330000-create-webhooks.js';
import { TransferNotes1795806360000 } from './migrations/1795806360000-transfer-notes.js';
import { PaymentRequests1795806362000 } from './migrations/1795806362000-payment-requests.js';
import { Contacts1795806363000 } from './migrations/1795806363000-contacts.js';
import { SendTotals1795806370000 } from './migrations/1795806370000-send-totals.js';
import { ApiKeys1795806371000 } from './migrations/1795806371000-api-keys.js';
import { EndDemoKeys1795806372000 } from './migrations/1795806372000-end-demo-keys.js';
import { TreasuryOrders1795806400000 } from './migrations/1795806400000-treasury-orders.js';
import { BurntRedemptions1795806401000 } from './migrations/1795806401000-burnt-redemptions.js';

/** Every table of the schema but TypeORM's own. test/database/entities.spec.ts holds them to what the migrations make. */
export const ledgerEntities = [
  AuditRowEntity,
  MasterKeyEntity,
  ProductionMarkEntity,
  AddressEntity,
  BlockEntity,
  ChainDayEntity,
  TransactionEntity,
  OutputEntity,
  SpendEntity,
  WalletHistoryLineEntity,
  TransferNoteEntity,
  UserEntity,
  WalletProfileEntity,
  ContactEntity,
  PaymentRequestEntity,
  RequestPaymentEntity,
  SessionEntity,
  FamiliarNetworkEntity,
  OneTimePasswordEntity,
  ThrottleEntity,
  SendTotalEntity,
  ApiKeyEntity,
  TreasuryOrderEntity,
  TreasuryApprovalEntity,
  TreasurySettlementEntity,
  ZakatRunEntity,
  ZakatRecordEntity,
  ZakatPolicyEntity,
  ZakatNisabEntity,
  ZakatCalendarEntity,
  ZakatDebtEntity,
  ZakatDebtSettlementEntity,
  ZakatExemptionEntity,
  ZakatExemptionAcceptanceEntity,
  ZakatExemptionEndingEntity,
  ZakatAssessmentEntity,
  ZakatAssessmentLineEntity,
  ZakatReceiptEntity,
  ZakatPoolWalletEntity,
  ZakatVoucherEntity,
  ZakatVoucherApprovalEntity,
  ZakatVoucherPaymentEntity,
  ZakatVoucherOrderEntity,
  ZakatPoolBookEntity,
  ZakatPoolLineEntity,
  ZakatApprovalEntity,
  ZakatShortfallEntity,
  ZakatRunCompletionEntity,
  IdempotencyKeyEntity,
  SystemLogEntity,
  WebhookEntity,
  WebhookDeliveryEntity,
  WebhookDutyEntity,
];

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
  DeclareZakat1795806221000,
  AssessZakat1795806230000,
  ZakatReceipts1795806240000,
  ZakatPoolWallet1795806250000,
  ZakatVouchers1795806251000,
  ZakatPoolBooks1795806252000,
  RunAssessments1795806260000,
  WholeAssessments1795806270000,
  LookUpAssessedLines1795806275000,
  RunningBalances1795806280000,
  PlaceCompletedRuns1795806281000,
  ChainDays1795806320000,
  CreateWebhooks1795806330000,
  TransferNotes1795806360000,
  PaymentRequests1795806362000,
  Contacts1795806363000,
  SendTotals1795806370000,
  ApiKeys1795806371000,
  EndDemoKeys1795806372000,
  TreasuryOrders1795806400000,
  BurntRedemptions1795806401000,
];
