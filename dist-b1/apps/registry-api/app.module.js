var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var RegistryModule_1;
import { NodeRegistryModule, NodeWalletsModule } from "../../libs/node-registry/index.js";
import { Module } from '@nestjs/common';
import { AdaptersModule } from './adapters.module.js';
import { DevnetController } from './devnet/devnet.controller.js';
import { PlayCoin } from './devnet/play-coin.js';
import { CapabilitiesAlias, CapabilitiesController } from './nodes/capabilities.controller.js';
import { NodesAlias, NodesController } from './nodes/nodes.controller.js';
import { ReputationAlias, ReputationController } from './nodes/reputation.controller.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletHealthController } from './wallet/wallet-health.controller.js';
import { WalletsDisabledController } from './wallet/wallets-disabled.controller.js';
/** The registry's HTTP words on the library's use cases. */
let RegistryModule = RegistryModule_1 = class RegistryModule {
    static with(resources) {
        const { wallets, config } = resources;
        const devnet = wallets?.devnet;
        const extent = {
            wallets: wallets !== undefined,
            devnet: devnet !== undefined && config.credentials === 'optional',
        };
        return {
            module: RegistryModule_1,
            imports: [AdaptersModule.with(resources), NodeRegistryModule, ...(wallets ? [NodeWalletsModule] : [])],
            controllers: controllersOf(extent),
            providers: devnet ? [{ provide: PlayCoin, useValue: devnet }] : [],
        };
    }
};
RegistryModule = RegistryModule_1 = __decorate([
    Module({})
], RegistryModule);
export { RegistryModule };
function controllersOf({ wallets, devnet }) {
    return [
        NodesController,
        CapabilitiesController,
        ReputationController,
        NodesAlias,
        CapabilitiesAlias,
        ReputationAlias,
        ...(wallets ? [WalletHealthController, WalletController] : [WalletsDisabledController]),
        ...(devnet ? [DevnetController] : []),
    ];
}
//# sourceMappingURL=app.module.js.map