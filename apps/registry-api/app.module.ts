import { NodeRegistryModule, NodeWalletsModule } from '@app/node-registry';
import { type DynamicModule, Module } from '@nestjs/common';
import { AdaptersModule } from './adapters.module.js';
import { DevnetController } from './devnet/devnet.controller.js';
import { PlayCoin } from './devnet/play-coin.js';
import { CapabilitiesAlias, CapabilitiesController } from './nodes/capabilities.controller.js';
import { NodesAlias, NodesController } from './nodes/nodes.controller.js';
import { ReputationAlias, ReputationController } from './nodes/reputation.controller.js';
import type { RegistryResources } from './registry-resources.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletHealthController } from './wallet/wallet-health.controller.js';
import { WalletsDisabledController } from './wallet/wallets-disabled.controller.js';

/** The registry's HTTP words on the library's use cases. */
@Module({})
export class RegistryModule {
  static with(resources: RegistryResources): DynamicModule {
    const { wallets, config } = resources;
    return {
      module: RegistryModule,
      imports: [AdaptersModule.with(resources), NodeRegistryModule, ...(wallets ? [NodeWalletsModule] : [])],
      controllers: [
        NodesController,
        CapabilitiesController,
        ReputationController,
        NodesAlias,
        CapabilitiesAlias,
        ReputationAlias,
        ...(wallets ? [WalletHealthController, WalletController] : [WalletsDisabledController]),
        // Money out of nothing, so for the demo alone.
        ...(wallets?.devnet && config.credentials === 'optional' ? [DevnetController] : []),
      ],
      providers: wallets?.devnet ? [{ provide: PlayCoin, useValue: wallets.devnet }] : [],
    };
  }
}
