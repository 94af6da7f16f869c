var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var LedgerModule_1;
import { ChainModule } from "../../libs/chain/index.js";
import { IdentityModule } from "../../libs/identity/index.js";
import { ReportingModule } from "../../libs/reporting/index.js";
import { WalletModule } from "../../libs/wallet/index.js";
import { ZakatModule } from "../../libs/zakat/index.js";
import { Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { AdaptersModule } from './adapters.module.js';
import { AuthController } from './auth/auth.controller.js';
import { BlocksController } from './blocks/blocks.controller.js';
import { ChainController } from './chain/chain.controller.js';
import { FaucetController } from './faucet/faucet.controller.js';
import { HealthController } from './health/health.controller.js';
import { LogsController } from './logs/logs.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { WalletsController } from './wallets/wallets.controller.js';
import { ZakatController } from './zakat/zakat.controller.js';
/** Every route of the ledger stands below this path. */
export const LEDGER_PREFIX = 'api/v1';
/** The ledger's HTTP words on the libraries' use cases. */
let LedgerModule = LedgerModule_1 = class LedgerModule {
    static with(resources) {
        return {
            module: LedgerModule_1,
            imports: [
                AdaptersModule.with(resources),
                ChainModule,
                WalletModule,
                IdentityModule,
                ZakatModule,
                ReportingModule,
                RouterModule.register([{ path: LEDGER_PREFIX, module: LedgerModule_1 }]),
            ],
            controllers: [
                HealthController,
                AuthController,
                WalletsController,
                TransactionsController,
                ChainController,
                BlocksController,
                ReportsController,
                LogsController,
                ZakatController,
                ...(resources.config.faucetEnabled ? [FaucetController] : []),
            ],
        };
    }
};
LedgerModule = LedgerModule_1 = __decorate([
    Module({})
], LedgerModule);
export { LedgerModule };
//# sourceMappingURL=app.module.js.map