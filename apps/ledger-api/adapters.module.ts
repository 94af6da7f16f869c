import { BlockStore, BlockVerifier, SignatureScheme, SpentOutputs, StoredBlocks, WitnessVerifier } from '@app/chain';
import { CodeDelivery, IdentityPolicy } from '@app/identity';
import { EventAnswers } from '@app/infrastructure/http/events/event-answers.js';
import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { observeStreams } from '@app/infrastructure/http/events/observe-streams.js';
import { STREAM_LIMITS } from '@app/infrastructure/http/events/open-streams.js';
import {
  DisabledAssessedRuns,
  DisabledAssessmentApprovals,
  DisabledAssessments,
  DisabledCalendarOverrides,
  DisabledDebts,
  DisabledExemptions,
  DisabledMadeRecords,
  DisabledNisabSnapshots,
  DisabledRunLines,
  DisabledSystemLogs,
  DisabledTransactionRecords,
  DisabledWalletDirectory,
  DisabledWealthRecords,
  DisabledZakatPolicies,
  DisabledZakatReceipts,
  DisabledZakatRuns,
} from '@app/infrastructure/memory/disabled-adapters.js';
import { MemoryChainDays } from '@app/infrastructure/memory/memory-chain-days.js';
import { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryClaimedRequests } from '@app/infrastructure/memory/memory-claimed-requests.js';
import { MemoryEventLog } from '@app/infrastructure/memory/memory-event-log.js';
import { MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemoryTreasuryOrders } from '@app/infrastructure/memory/memory-treasury-orders.js';
import { MemoryWalletLines } from '@app/infrastructure/memory/memory-wallet-lines.js';
import { MemoryUnspentOutputs, MemoryWalletHistory } from '@app/infrastructure/memory/memory-wallets.js';
import { OnlyWriter } from '@app/infrastructure/memory/only-writer.js';
import {
  SqlAssessedRuns,
  SqlAssessmentApprovals,
  SqlRunLines,
} from '@app/infrastructure/sql/ledger/sql-assessed-runs.js';
import { SqlAssessments } from '@app/infrastructure/sql/ledger/sql-assessments.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlCalendarOverrides } from '@app/infrastructure/sql/ledger/sql-calendar-overrides.js';
import { SqlChainDays } from '@app/infrastructure/sql/ledger/sql-chain-days.js';
import { SqlClaimedRequests } from '@app/infrastructure/sql/ledger/sql-claimed-requests.js';
import { SqlDebts } from '@app/infrastructure/sql/ledger/sql-debts.js';
import { SqlEventLog } from '@app/infrastructure/sql/ledger/sql-event-log.js';
import { SqlExemptions } from '@app/infrastructure/sql/ledger/sql-exemptions.js';
import { SqlMadeRecords } from '@app/infrastructure/sql/ledger/sql-made-records.js';
import { SqlNisabSnapshots } from '@app/infrastructure/sql/ledger/sql-nisab-snapshots.js';
import { SqlSystemLogs } from '@app/infrastructure/sql/ledger/sql-system-logs.js';
import { SqlTransactionRecords } from '@app/infrastructure/sql/ledger/sql-transaction-records.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import { SqlWalletDirectory } from '@app/infrastructure/sql/ledger/sql-wallet-directory.js';
import { SqlWalletHistory } from '@app/infrastructure/sql/ledger/sql-wallet-history.js';
import { SqlWalletLines } from '@app/infrastructure/sql/ledger/sql-wallet-lines.js';
import { SqlWealthRecords } from '@app/infrastructure/sql/ledger/sql-wealth-records.js';
import { SqlZakatRuns } from '@app/infrastructure/sql/ledger/sql-zakat.js';
import { SqlZakatPolicies } from '@app/infrastructure/sql/ledger/sql-zakat-policies.js';
import { SqlZakatReceipts } from '@app/infrastructure/sql/ledger/sql-zakat-receipts.js';
import { TouchedWallets } from '@app/infrastructure/sql/ledger/touched-wallets.js';
import {
  Administrators,
  AppMode,
  Clock,
  EventBell,
  EventLog,
  KeyVault,
  StorageHealth,
  SystemClock,
  SystemLog,
} from '@app/kernel';
import { ChainDays, StatementPrinter, SystemLogs, TransactionRecords, WalletLines } from '@app/reporting';
import { BlockSealer, ClaimedRequests, ProductionOptions, UnspentOutputs, WriterLease } from '@app/utxo';
import { WalletDirectory, WalletHistory } from '@app/wallet';
import {
  AssessedRuns,
  AssessmentApprovals,
  Assessments,
  CalendarOverrides,
  Debts,
  DefaultPolicy,
  defaultZakatPolicy,
  Exemptions,
  MadeRecords,
  NisabSnapshots,
  PoolChoice,
  ReceiptPrinter,
  RunLines,
  WealthRecords,
  ZakatPolicies,
  ZakatReceipts,
  ZakatRunPolicy,
  ZakatRuns,
} from '@app/zakat';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { identityInMemory, storedIdentity } from './identity-adapters.js';
import { tellLosses } from './journal-notes.js';
import type { LedgerResources } from './ledger-resources.js';
import { paymentsInMemory, storedPayments } from './payment-adapters.js';
import { noPool, storedPool } from './pool-adapters.js';
import { UnreadableTransactions } from './presentation/unreadable-transactions.js';
import { observedProduction } from './production-adapters.js';
import { storedTreasury, treasuryInMemory, treasuryPolicy } from './treasury-adapters.js';
import { webhookAdapters } from './webhook-adapters.js';

/** Which adapter stands behind each port: the one place that decides. */
@Module({})
export class AdaptersModule {
  static with(resources: LedgerResources): DynamicModule {
    const clock = new SystemClock();
    const bell = new EventBell();
    const providers: Provider[] = [
      { provide: AppMode, useValue: new AppMode(resources.config.mode) },
      { provide: Administrators, useValue: resources.administrators },
      { provide: Clock, useValue: clock },
      { provide: SignatureScheme, useValue: resources.scheme },
      { provide: KeyVault, useValue: resources.vault },
      { provide: BlockSealer, useValue: resources.sealer },
      { provide: BlockVerifier, useValue: resources.verifier },
      { provide: WitnessVerifier, useValue: resources.verifier },
      { provide: ReceiptPrinter, useValue: resources.printer },
      { provide: StatementPrinter, useValue: resources.statementPrinter },
      observedProduction(resources, bell),
      { provide: EventAnswers, useFactory: (log: EventLog) => eventAnswers(log, bell, resources), inject: [EventLog] },
      { provide: ProductionOptions, useValue: productionOptions(resources.config) },
      { provide: ZakatRunPolicy, useValue: new ZakatRunPolicy(resources.config.mode === 'production') },
      { provide: PoolChoice, useValue: new PoolChoice(resources.config.zakatPoolAddress) },
      {
        provide: DefaultPolicy,
        useValue: new DefaultPolicy(defaultZakatPolicy(resources.config.mode === 'production' ? 2 : 1)),
      },
      treasuryPolicy(resources.config),
      { provide: IdentityPolicy, useValue: identityPolicy(resources.config) },
      { provide: UnreadableTransactions, useValue: unreadableTransactions(resources) },
      { provide: CodeDelivery, useValue: resources.codes.delivery },
      ...webhookAdapters(resources, bell),
      ...(resources.store ? stored(resources, resources.store, clock) : inMemory()),
    ];
    return { module: AdaptersModule, global: true, providers, exports: providers.map(tokenOf) };
  }
}

function unreadableTransactions({ log, metrics }: LedgerResources): UnreadableTransactions {
  const help = 'Stored transactions that were left out of a list because their bytes cannot be read';
  const total = metrics.counter('mizan_unreadable_transactions_total', help);
  return new UnreadableTransactions(log, () => total.add());
}

function eventAnswers(eventLog: EventLog, bell: EventBell, { log, metrics, config }: LedgerResources): EventAnswers {
  const answers = new EventAnswers(eventLog, {
    cursor: new LogCursor('ledger'),
    bell,
    ...STREAM_LIMITS[config.mode],
    onFailure: (error) => log.warn({ err: error }, 'the events could not be read; trying again'),
  });
  observeStreams(metrics, answers);
  return answers;
}

function identityPolicy({ mode, stepUpAmount, rawKeySigning, sendLimits }: LedgerResources['config']): IdentityPolicy {
  return mode === 'production'
    ? IdentityPolicy.production({ stepUpAmount, rawKeySigning, sendLimits })
    : IdentityPolicy.demo({ stepUpAmount, sendLimits });
}

function stored({ log, config, vault }: LedgerResources, store: NonNullable<LedgerResources['store']>, clock: Clock) {
  const { statements } = store;
  const touched = new TouchedWallets();
  const chain = new SqlBlockStore(statements, touched);
  const journal = new SqlSystemLogs(statements, clock, tellLosses(log), store.journalDelayMs, config.journal);
  return [
    { provide: BlockStore, useValue: chain },
    { provide: SpentOutputs, useValue: chain },
    { provide: StoredBlocks, useValue: chain },
    { provide: EventLog, useValue: new SqlEventLog(statements, touched) },
    { provide: WalletLines, useValue: new SqlWalletLines(statements) },
    { provide: ChainDays, useValue: new SqlChainDays(statements) },
    { provide: UnspentOutputs, useValue: new SqlUnspentOutputs(statements) },
    { provide: ClaimedRequests, useValue: new SqlClaimedRequests(statements) },
    { provide: WriterLease, useValue: store.lease },
    { provide: WalletHistory, useValue: new SqlWalletHistory(statements) },
    { provide: WalletDirectory, useValue: new SqlWalletDirectory(statements) },
    ...storedPayments(statements),
    ...storedIdentity(statements),
    { provide: ZakatRuns, useValue: new SqlZakatRuns(statements) },
    { provide: ZakatReceipts, useValue: new SqlZakatReceipts(statements, vault) },
    { provide: WealthRecords, useValue: new SqlWealthRecords(statements) },
    { provide: Assessments, useValue: new SqlAssessments(statements, vault) },
    { provide: AssessmentApprovals, useValue: new SqlAssessmentApprovals(statements) },
    { provide: AssessedRuns, useValue: new SqlAssessedRuns(statements) },
    { provide: RunLines, useValue: new SqlRunLines(statements) },
    { provide: ZakatPolicies, useValue: new SqlZakatPolicies(statements) },
    { provide: NisabSnapshots, useValue: new SqlNisabSnapshots(statements) },
    { provide: CalendarOverrides, useValue: new SqlCalendarOverrides(statements) },
    { provide: Debts, useValue: new SqlDebts(statements) },
    { provide: Exemptions, useValue: new SqlExemptions(statements) },
    { provide: MadeRecords, useValue: new SqlMadeRecords(statements) },
    ...storedPool(statements),
    ...storedTreasury(statements),
    { provide: TransactionRecords, useValue: new SqlTransactionRecords(statements) },
    { provide: SystemLogs, useValue: journal },
    { provide: SystemLog, useValue: journal },
    {
      provide: StorageHealth,
      useValue: { name: store.kind, trouble: store.trouble },
    },
  ];
}

function inMemory() {
  const users = new MemoryUsers();
  const chain = new MemoryChainStore();
  const orders = new MemoryTreasuryOrders(chain);
  const journal = new DisabledSystemLogs();
  return [
    { provide: BlockStore, useValue: chain },
    { provide: SpentOutputs, useValue: chain },
    { provide: StoredBlocks, useValue: chain },
    { provide: EventLog, useValue: new MemoryEventLog(chain, orders) },
    { provide: WalletLines, useValue: new MemoryWalletLines(chain) },
    { provide: ChainDays, useValue: new MemoryChainDays(chain) },
    { provide: UnspentOutputs, useValue: new MemoryUnspentOutputs(chain) },
    { provide: ClaimedRequests, useValue: new MemoryClaimedRequests(chain) },
    { provide: WriterLease, useValue: new OnlyWriter() },
    { provide: WalletHistory, useValue: new MemoryWalletHistory(chain) },
    { provide: WalletDirectory, useValue: new DisabledWalletDirectory() },
    ...paymentsInMemory(chain, users),
    ...identityInMemory(users),
    { provide: ZakatRuns, useValue: new DisabledZakatRuns() },
    { provide: ZakatReceipts, useValue: new DisabledZakatReceipts() },
    { provide: WealthRecords, useValue: new DisabledWealthRecords() },
    { provide: Assessments, useValue: new DisabledAssessments() },
    { provide: AssessmentApprovals, useValue: new DisabledAssessmentApprovals() },
    { provide: AssessedRuns, useValue: new DisabledAssessedRuns() },
    { provide: RunLines, useValue: new DisabledRunLines() },
    { provide: ZakatPolicies, useValue: new DisabledZakatPolicies() },
    { provide: NisabSnapshots, useValue: new DisabledNisabSnapshots() },
    { provide: CalendarOverrides, useValue: new DisabledCalendarOverrides() },
    { provide: Debts, useValue: new DisabledDebts() },
    { provide: Exemptions, useValue: new DisabledExemptions() },
    { provide: MadeRecords, useValue: new DisabledMadeRecords() },
    ...noPool(),
    ...treasuryInMemory(orders),
    { provide: TransactionRecords, useValue: new DisabledTransactionRecords() },
    { provide: SystemLogs, useValue: journal },
    { provide: SystemLog, useValue: journal },
    { provide: StorageHealth, useValue: { name: 'none', trouble: async () => undefined } },
  ];
}

function tokenOf(provider: Provider) {
  return 'provide' in provider ? provider.provide : provider;
}

function productionOptions({ powBits, maxBlockTransactions, maxWaitMs }: LedgerResources['config']) {
  return new ProductionOptions(powBits, maxBlockTransactions, undefined, maxWaitMs);
}
