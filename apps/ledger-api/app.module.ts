import { ChainModule } from '@app/chain/chain.module.js';
import { AuthenticateApiKey, AuthenticateSession, IdentityModule } from '@app/identity';
import { AccessGuard, AccessPolicy } from '@app/infrastructure/http/access-guard.js';
import { Administrators } from '@app/kernel';
import { ReportingModule } from '@app/reporting';
import { TreasuryModule } from '@app/treasury';
import { WalletModule } from '@app/wallet';
import { WebhooksModule } from '@app/webhooks';
import { ZakatModule } from '@app/zakat';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD, RouterModule } from '@nestjs/core';
import { LedgerAccess } from './access/ledger-access.js';
import { AdministratorResolver, ApiKeyResolver, Principals, SessionResolver } from './access/principals.js';
import { AdaptersModule } from './adapters.module.js';
import { AuthController } from './auth/auth.controller.js';
import { BlocksController } from './blocks/blocks.controller.js';
import { ChainController } from './chain/chain.controller.js';
import { ClaimsController } from './claims/claims.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { EventsController } from './events/events.controller.js';
import { FaucetController } from './faucet/faucet.controller.js';
import { HealthController } from './health/health.controller.js';
import { AdminKeysController } from './keys/admin-keys.controller.js';
import { MyKeysController } from './keys/my-keys.controller.js';
import type { LedgerResources } from './ledger-resources.js';
import { LogsController } from './logs/logs.controller.js';
import { MeController } from './me/me.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { RequestsController } from './requests/requests.controller.js';
import { SearchController } from './search/search.controller.js';
import { StatementsController } from './statements/statements.controller.js';
import { StatsController } from './stats/stats.controller.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { IssuesController } from './treasury/issues.controller.js';
import { RedemptionsController } from './treasury/redemptions.controller.js';
import { TreasuryController } from './treasury/treasury.controller.js';
import { HistoryController } from './wallets/history.controller.js';
import { KeyGenerationController } from './wallets/key-generation.controller.js';
import { WalletsController } from './wallets/wallets.controller.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { AssessmentsController } from './zakat/assessments.controller.js';
import { CalendarController } from './zakat/calendar.controller.js';
import { DebtsController } from './zakat/debts.controller.js';
import { ExemptionsController } from './zakat/exemptions.controller.js';
import { MyReceiptsController } from './zakat/my-receipts.controller.js';
import { MyZakatController } from './zakat/my-zakat.controller.js';
import { NisabController } from './zakat/nisab.controller.js';
import { PolicyController } from './zakat/policy.controller.js';
import { PoolController } from './zakat/pool.controller.js';
import { ReceiptsController } from './zakat/receipts.controller.js';
import { ReturnController } from './zakat/return.controller.js';
import { RunsController } from './zakat/runs.controller.js';
import { VouchersController } from './zakat/vouchers.controller.js';
import { ZakatController } from './zakat/zakat.controller.js';

/** Every route of the ledger stands below this path. */
export const LEDGER_PREFIX = 'api/v1';

/** Before every route, with whatever can tell who is asking. */
const ACCESS: Provider[] = [
  { provide: AccessPolicy, useClass: LedgerAccess },
  { provide: APP_GUARD, useClass: AccessGuard },
  {
    provide: Principals,
    useFactory: (administrators: Administrators, sessions: AuthenticateSession, keys: AuthenticateApiKey) =>
      new Principals([
        new AdministratorResolver(administrators),
        new SessionResolver(sessions),
        new ApiKeyResolver(keys, administrators),
      ]),
    inject: [Administrators, AuthenticateSession, AuthenticateApiKey],
  },
];

/** The ledger's HTTP words on the libraries' use cases. */
@Module({})
export class LedgerModule {
  static with(resources: LedgerResources): DynamicModule {
    return {
      module: LedgerModule,
      imports: [
        AdaptersModule.with(resources),
        ChainModule,
        WalletModule,
        IdentityModule,
        ZakatModule,
        TreasuryModule,
        ReportingModule,
        WebhooksModule,
        RouterModule.register([{ path: LEDGER_PREFIX, module: LedgerModule }]),
      ],
      providers: ACCESS,
      controllers: [
        HealthController,
        AuthController,
        MeController,
        ContactsController,
        MyKeysController,
        AdminKeysController,
        ClaimsController,
        ...(resources.config.keyGeneration ? [KeyGenerationController] : []),
        WalletsController,
        HistoryController,
        StatementsController,
        TransactionsController,
        RequestsController,
        ChainController,
        TreasuryController,
        IssuesController,
        RedemptionsController,
        BlocksController,
        EventsController,
        WebhooksController,
        DeliveriesController,
        StatsController,
        SearchController,
        ReportsController,
        LogsController,
        ZakatController,
        PolicyController,
        NisabController,
        CalendarController,
        DebtsController,
        ExemptionsController,
        MyZakatController,
        AssessmentsController,
        RunsController,
        ReceiptsController,
        MyReceiptsController,
        PoolController,
        VouchersController,
        ReturnController,
        ...(resources.config.faucetEnabled ? [FaucetController] : []),
      ],
    };
  }
}
