var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { SignatureScheme } from "../chain/index.js";
import { Clock, construct, KeyVault, SystemLog } from "../kernel/index.js";
import { ProduceBlocks } from "../utxo/index.js";
import { WalletDirectory, WalletModule } from "../wallet/index.js";
import { Module } from '@nestjs/common';
import { ZakatRuns } from './ports/zakat-runs.js';
import { RunZakat, ZakatPolicy } from './use-cases/run-zakat.js';
const useCases = [
    construct(RunZakat, [
        ZakatRuns,
        WalletDirectory,
        ProduceBlocks,
        KeyVault,
        SignatureScheme,
        Clock,
        SystemLog,
        ZakatPolicy,
    ]),
];
/** Zakat. The ports come from the app's adapters module. */
let ZakatModule = class ZakatModule {
};
ZakatModule = __decorate([
    Module({ imports: [WalletModule], providers: useCases, exports: useCases })
], ZakatModule);
export { ZakatModule };
//# sourceMappingURL=zakat.module.js.map