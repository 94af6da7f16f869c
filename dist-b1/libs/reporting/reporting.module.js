var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { construct, SystemLog } from "../kernel/index.js";
import { ReadBalance, WalletModule } from "../wallet/index.js";
import { ZakatRecords } from "../zakat/index.js";
import { Module } from '@nestjs/common';
import { SystemLogs } from './ports/system-logs.js';
import { TransactionRecords } from './ports/transaction-records.js';
import { ListSystemLogs } from './use-cases/list-system-logs.js';
import { ReportWallet } from './use-cases/report-wallet.js';
const useCases = [
    construct(ReportWallet, [TransactionRecords, ZakatRecords, ReadBalance, SystemLog]),
    construct(ListSystemLogs, [SystemLogs, SystemLog]),
];
/** Reports and the operator's journal. The ports come from the app's adapters module. */
let ReportingModule = class ReportingModule {
};
ReportingModule = __decorate([
    Module({ imports: [WalletModule], providers: useCases, exports: useCases })
], ReportingModule);
export { ReportingModule };
//# sourceMappingURL=reporting.module.js.map