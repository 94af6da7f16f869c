import type { DataSourceOptions } from 'typeorm';
import { AuditRowEntity } from '../entities/audit-row.entity.js';
import { MasterKeyEntity } from '../entities/master-key.entity.js';
import { ProductionMarkEntity } from '../entities/production-mark.entity.js';
import { WebhookDeliveryEntity, WebhookDutyEntity, WebhookEntity } from '../entities/webhook.entity.js';
import { AccountEntity, JournalEntryEntity, PostingEntity } from './entities/book.entity.js';
import { DepositEntity, OperatorSpendEntity, SetAsideRowEntity } from './entities/deposit.entity.js';
import {
  DevnetBlockEntity,
  DevnetKeyEntity,
  DevnetRequestEntity,
  DevnetTipEntity,
  DevnetTransactionEntity,
} from './entities/devnet.entity.js';
import { EventEntity, RegistryIdentityEntity, UnplacedEventEntity } from './entities/event.entity.js';
import { NodeCapabilityEntity, NodeEntity, ReputationEventEntity } from './entities/node.entity.js';
import {
  NodeCredentialEntity,
  NodeKeyRotationEntity,
  NodeNonceEntity,
  NodePublicKeyEntity,
} from './entities/node-key.entity.js';
import { IdempotencyKeyEntity, PaymentEndingEntity, PaymentEntity } from './entities/payment.entity.js';
import { ConsolidationEntity, PaymentInputEntity } from './entities/payment-input.entity.js';
import { PeerEntity, PeerNodeEntity } from './entities/peer.entity.js';
import {
  AdoptionEntity,
  CoinAuditEntity,
  CoinPinEntity,
  FrozenPaymentEntity,
  WalletMarkEntity,
} from './entities/reserve.entity.js';
import { WalletAddressEntity, WalletEntity } from './entities/wallet.entity.js';
import { WalletHistoryLineEntity } from './entities/wallet-history.entity.js';
import { CreateNodes1795219210000 } from './migrations/1795219210000-create-nodes.js';
import { CreateWallets1795219211000 } from './migrations/1795219211000-create-wallets.js';
import { CreateDevnet1795219211001 } from './migrations/1795219211001-create-devnet.js';
import { CreateOperatorSpends1795219211002 } from './migrations/1795219211002-create-operator-spends.js';
import { ProductionMark1795219213000 } from './migrations/1795219213000-production-mark.js';
import { CreateKeyRing1795219215000 } from './migrations/1795219215000-create-key-ring.js';
import { CreateAuditLog1795219215001 } from './migrations/1795219215001-create-audit-log.js';
import { CreateDevnetRequests1795219216000 } from './migrations/1795219216000-create-devnet-requests.js';
import { DecimalReputations1795701000001 } from './migrations/1795701000001-decimal-reputations.js';
import { RegisteredFrom1795701000002 } from './migrations/1795701000002-registered-from.js';
import { StandDevnetTransactions1795704000000 } from './migrations/1795704000000-stand-devnet-transactions.js';
import { AccountTransactions1795704001000 } from './migrations/1795704001000-account-transactions.js';
import { CreateAdoptions1795704002000 } from './migrations/1795704002000-create-adoptions.js';
import { CreateConsolidations1795705000000 } from './migrations/1795705000000-create-consolidations.js';
import { CreateWalletMarks1795705000001 } from './migrations/1795705000001-create-wallet-marks.js';
import { RotateNodeKeys1795801000001 } from './migrations/1795801000001-rotate-node-keys.js';
import { AdoptTransactions1795802000000 } from './migrations/1795802000000-adopt-transactions.js';
import { SetRowsAside1795803000000 } from './migrations/1795803000000-set-rows-aside.js';
import { RefusedPayments1795803001000 } from './migrations/1795803001000-refused-payments.js';
import { NameAdministrators1795806220000 } from './migrations/1795806220000-name-administrators.js';
import { CreateEvents1795806285000 } from './migrations/1795806285000-create-events.js';
import { CreatePeers1795806300000 } from './migrations/1795806300000-create-peers.js';
import { IndexPostings1795806321000 } from './migrations/1795806321000-index-postings.js';
import { CreateWebhooks1795806331000 } from './migrations/1795806331000-create-webhooks.js';
import { BoundPeers1795806340000 } from './migrations/1795806340000-bound-peers.js';
import { NoteLastSeen1795806341000 } from './migrations/1795806341000-note-last-seen.js';
import { ShareBalances1795806342000 } from './migrations/1795806342000-share-balances.js';

/** Every table of the schema but TypeORM's own. test/database/entities.spec.ts holds them to what the migrations make. */
export const registryEntities = [
  AuditRowEntity,
  MasterKeyEntity,
  ProductionMarkEntity,
  NodeEntity,
  NodeCapabilityEntity,
  ReputationEventEntity,
  NodePublicKeyEntity,
  NodeCredentialEntity,
  NodeKeyRotationEntity,
  NodeNonceEntity,
  WalletEntity,
  WalletAddressEntity,
  WalletHistoryLineEntity,
  AccountEntity,
  JournalEntryEntity,
  PostingEntity,
  PaymentEntity,
  PaymentEndingEntity,
  IdempotencyKeyEntity,
  ConsolidationEntity,
  PaymentInputEntity,
  DepositEntity,
  OperatorSpendEntity,
  SetAsideRowEntity,
  CoinPinEntity,
  CoinAuditEntity,
  FrozenPaymentEntity,
  AdoptionEntity,
  WalletMarkEntity,
  PeerEntity,
  PeerNodeEntity,
  DevnetKeyEntity,
  DevnetTransactionEntity,
  DevnetBlockEntity,
  DevnetTipEntity,
  DevnetRequestEntity,
  UnplacedEventEntity,
  EventEntity,
  RegistryIdentityEntity,
  WebhookEntity,
  WebhookDeliveryEntity,
  WebhookDutyEntity,
];

/** Migrations of the schema `registry`, oldest first. One that was released is never edited. */
export const registryMigrations: NonNullable<DataSourceOptions['migrations']> = [
  CreateNodes1795219210000,
  CreateWallets1795219211000,
  CreateDevnet1795219211001,
  CreateOperatorSpends1795219211002,
  ProductionMark1795219213000,
  CreateKeyRing1795219215000,
  CreateAuditLog1795219215001,
  CreateDevnetRequests1795219216000,
  DecimalReputations1795701000001,
  RegisteredFrom1795701000002,
  StandDevnetTransactions1795704000000,
  AccountTransactions1795704001000,
  CreateAdoptions1795704002000,
  CreateConsolidations1795705000000,
  CreateWalletMarks1795705000001,
  RotateNodeKeys1795801000001,
  AdoptTransactions1795802000000,
  SetRowsAside1795803000000,
  RefusedPayments1795803001000,
  NameAdministrators1795806220000,
  CreateEvents1795806285000,
  CreatePeers1795806300000,
  IndexPostings1795806321000,
  CreateWebhooks1795806331000,
  BoundPeers1795806340000,
  NoteLastSeen1795806341000,
  ShareBalances1795806342000,
];

/** Removes the operator's accounts as the migrations made them, from a store that has moved no money. */
export const REMOVE_REGISTRY_SEEDS = `
DELETE FROM accounts WHERE wallet_id IS NULL AND balance = 0 AND NOT EXISTS (SELECT FROM journal_entries)`;
