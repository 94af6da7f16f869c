var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var AdaptersModule_1;
import { MemoryNodeCredentials, MemoryNodes, MemoryReputations } from "../../libs/infrastructure/memory/memory-nodes.js";
import { MemoryNonces } from "../../libs/infrastructure/memory/memory-nonces.js";
import { TypeormNodeCredentials } from "../../libs/infrastructure/typeorm/registry/typeorm-node-credentials.js";
import { TypeormNodes } from "../../libs/infrastructure/typeorm/registry/typeorm-nodes.js";
import { TypeormNonces } from "../../libs/infrastructure/typeorm/registry/typeorm-nonces.js";
import { TypeormReputations } from "../../libs/infrastructure/typeorm/registry/typeorm-reputations.js";
import { Clock, KeyVault } from "../../libs/kernel/index.js";
import { Administrators, CredentialPolicy, HeartbeatSchedule, NodeCredentials, Nodes, NodeWalletStates, NoNodeWallets, Nonces, Reputations, SignatureVerifier, } from "../../libs/node-registry/index.js";
import { Module } from '@nestjs/common';
import { walletAdapters } from './wallet-adapters.js';
/** Which adapter stands behind each port: the one place that decides. */
let AdaptersModule = AdaptersModule_1 = class AdaptersModule {
    static with(resources) {
        const { config, database, wallets } = resources;
        const providers = [
            { provide: Clock, useValue: resources.clock },
            { provide: KeyVault, useValue: resources.vault },
            { provide: SignatureVerifier, useValue: resources.verifier },
            { provide: Administrators, useValue: resources.administrators },
            { provide: CredentialPolicy, useValue: { credentials: config.credentials } },
            { provide: HeartbeatSchedule, useValue: new HeartbeatSchedule(config.heartbeatIntervalMs) },
            ...(database ? stored(database) : inMemory()),
            ...(database && wallets ? walletAdapters(resources, database, wallets) : [NO_WALLETS]),
        ];
        return { module: AdaptersModule_1, global: true, providers, exports: providers.map(({ provide }) => provide) };
    }
};
AdaptersModule = AdaptersModule_1 = __decorate([
    Module({})
], AdaptersModule);
export { AdaptersModule };
/** Money is not kept in memory. */
const NO_WALLETS = { provide: NodeWalletStates, useValue: new NoNodeWallets() };
function stored(database) {
    return [
        { provide: Nodes, useValue: new TypeormNodes(database) },
        { provide: NodeCredentials, useValue: new TypeormNodeCredentials(database) },
        { provide: Reputations, useValue: new TypeormReputations(database) },
        { provide: Nonces, useValue: new TypeormNonces(database) },
    ];
}
function inMemory() {
    const nodes = new MemoryNodes();
    return [
        { provide: Nodes, useValue: nodes },
        { provide: NodeCredentials, useValue: new MemoryNodeCredentials(nodes) },
        { provide: Reputations, useValue: new MemoryReputations(nodes) },
        { provide: Nonces, useValue: new MemoryNonces() },
    ];
}
//# sourceMappingURL=adapters.module.js.map