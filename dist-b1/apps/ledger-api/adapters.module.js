var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var AdaptersModule_1;
import { BlockStore, BlockVerifier, SignatureScheme, SpentOutputs } from "../../libs/chain/index.js";
import { OneTimePasswords, Users } from "../../libs/identity/index.js";
import { DisabledSystemLogs, DisabledTransactionRecords, DisabledWalletDirectory, DisabledZakatRecords, DisabledZakatRuns, } from "../../libs/infrastructure/memory/disabled-adapters.js";
import { MemoryChainStore } from "../../libs/infrastructure/memory/memory-chain-store.js";
import { MemoryOneTimePasswords, MemoryUsers } from "../../libs/infrastructure/memory/memory-identity.js";
import { MemoryUnspentOutputs, MemoryWalletHistory } from "../../libs/infrastructure/memory/memory-wallets.js";
import { OnlyWriter } from "../../libs/infrastructure/memory/only-writer.js";
import { MeteredProduction } from "../../libs/infrastructure/metrics/metered-production.js";
import { DatabaseLease } from "../../libs/infrastructure/typeorm/database-lease.js";
import { TypeormBlockStore } from "../../libs/infrastructure/typeorm/ledger/typeorm-block-store.js";
import { TypeormOneTimePasswords } from "../../libs/infrastructure/typeorm/ledger/typeorm-one-time-passwords.js";
import { TypeormSystemLogs } from "../../libs/infrastructure/typeorm/ledger/typeorm-system-logs.js";
import { TypeormTransactionRecords } from "../../libs/infrastructure/typeorm/ledger/typeorm-transaction-records.js";
import { TypeormUnspentOutputs } from "../../libs/infrastructure/typeorm/ledger/typeorm-unspent-outputs.js";
import { TypeormUsers } from "../../libs/infrastructure/typeorm/ledger/typeorm-users.js";
import { TypeormWalletDirectory } from "../../libs/infrastructure/typeorm/ledger/typeorm-wallet-directory.js";
import { TypeormWalletHistory } from "../../libs/infrastructure/typeorm/ledger/typeorm-wallet-history.js";
import { TypeormZakatRecords, TypeormZakatRuns } from "../../libs/infrastructure/typeorm/ledger/typeorm-zakat.js";
import { Clock, KeyVault, SystemClock, SystemLog } from "../../libs/kernel/index.js";
import { SystemLogs, TransactionRecords } from "../../libs/reporting/index.js";
import { BlockSealer, ProductionObserver, ProductionOptions, UnspentOutputs, WriterLease } from "../../libs/utxo/index.js";
import { WalletDirectory, WalletHistory } from "../../libs/wallet/index.js";
import { ZakatPolicy, ZakatRecords, ZakatRuns } from "../../libs/zakat/index.js";
import { Module } from '@nestjs/common';
import { StorageHealth } from './storage-health.js';
/** Which adapter stands behind each port: the one place that decides. */
let AdaptersModule = AdaptersModule_1 = class AdaptersModule {
    static with(resources) {
        const clock = new SystemClock();
        const providers = [
            { provide: Clock, useValue: clock },
            { provide: SignatureScheme, useValue: resources.scheme },
            { provide: KeyVault, useValue: resources.vault },
            { provide: BlockSealer, useValue: resources.sealer },
            { provide: BlockVerifier, useValue: resources.verifier },
            { provide: ProductionObserver, useValue: new MeteredProduction(resources.metrics, resources.log) },
            {
                provide: ProductionOptions,
                useValue: new ProductionOptions(resources.config.powBits, resources.config.maxBlockTransactions),
            },
            { provide: ZakatPolicy, useValue: new ZakatPolicy(resources.config.zakatPoolAddress) },
            ...(resources.store ? stored(resources, resources.store, clock) : inMemory()),
        ];
        return { module: AdaptersModule_1, global: true, providers, exports: providers.map(tokenOf) };
    }
};
AdaptersModule = AdaptersModule_1 = __decorate([
    Module({})
], AdaptersModule);
export { AdaptersModule };
function stored({ log }, { database, writerLock }, clock) {
    const chain = new TypeormBlockStore(database);
    const journal = new TypeormSystemLogs(database, clock, (error, lost) => {
        log.error({ err: error, lost }, 'entries of the system log were lost');
    });
    return [
        { provide: BlockStore, useValue: chain },
        { provide: SpentOutputs, useValue: chain },
        { provide: UnspentOutputs, useValue: new TypeormUnspentOutputs(database) },
        { provide: WriterLease, useValue: new DatabaseLease(writerLock) },
        { provide: WalletHistory, useValue: new TypeormWalletHistory(database) },
        { provide: WalletDirectory, useValue: new TypeormWalletDirectory(database) },
        { provide: Users, useValue: new TypeormUsers(database) },
        { provide: OneTimePasswords, useValue: new TypeormOneTimePasswords(database) },
        { provide: ZakatRuns, useValue: new TypeormZakatRuns(database) },
        { provide: ZakatRecords, useValue: new TypeormZakatRecords(database) },
        { provide: TransactionRecords, useValue: new TypeormTransactionRecords(database) },
        { provide: SystemLogs, useValue: journal },
        { provide: SystemLog, useValue: journal },
        {
            provide: StorageHealth,
            useValue: { name: database.kind, healthy: (timeoutMs) => database.healthy(timeoutMs) },
        },
    ];
}
function inMemory() {
    const chain = new MemoryChainStore();
    const journal = new DisabledSystemLogs();
    return [
        { provide: BlockStore, useValue: chain },
        { provide: SpentOutputs, useValue: chain },
        { provide: UnspentOutputs, useValue: new MemoryUnspentOutputs(chain) },
        { provide: WriterLease, useValue: new OnlyWriter() },
        { provide: WalletHistory, useValue: new MemoryWalletHistory(chain) },
        { provide: WalletDirectory, useValue: new DisabledWalletDirectory() },
        { provide: Users, useValue: new MemoryUsers() },
        { provide: OneTimePasswords, useValue: new MemoryOneTimePasswords() },
        { provide: ZakatRuns, useValue: new DisabledZakatRuns() },
        { provide: ZakatRecords, useValue: new DisabledZakatRecords() },
        { provide: TransactionRecords, useValue: new DisabledTransactionRecords() },
        { provide: SystemLogs, useValue: journal },
        { provide: SystemLog, useValue: journal },
        { provide: StorageHealth, useValue: { name: 'none', healthy: async () => true } },
    ];
}
function tokenOf(provider) {
    return 'provide' in provider ? provider.provide : provider;
}
//# sourceMappingURL=adapters.module.js.map