import { AccessGuard, AccessPolicy } from '@app/infrastructure/http/access-guard.js';
import { NodeRegistryModule } from '@app/node-registry';
import { NodeWalletModule } from '@app/node-wallet';
import { PeersModule } from '@app/peers';
import { WebhooksModule } from '@app/webhooks';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RegistryAccess } from './access/registry-access.js';
import { AdaptersModule } from './adapters.module.js';
import { DevnetController } from './devnet/devnet.controller.js';
import { DevnetControls } from './devnet/devnet-controls.js';
import { EventsController } from './events/events.controller.js';
import { IdentityController, RegistryPresence } from './events/identity.controller.js';
import { CapabilitiesController } from './nodes/capabilities.controller.js';
import { NodeKeysController } from './nodes/node-keys.controller.js';
import { NodesController } from './nodes/nodes.controller.js';
import { ReputationController } from './nodes/reputation.controller.js';
import { PeersController } from './peers/peers.controller.js';
import type { RegistryResources } from './registry-resources.js';
import { ReserveCorrectionsController } from './wallet/reserve-corrections.controller.js';
import { StatementController } from './wallet/statement.controller.js';
import { StuckController } from './wallet/stuck.controller.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletHealthController } from './wallet/wallet-health.controller.js';
import { WalletsDisabledController } from './wallet/wallets-disabled.controller.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** What not every registry serves. */
interface Extent {
  /** Not without a database: money is not kept in memory. */
  wallets: boolean;
  /** Money out of nothing: in production an administrator's, on a stage that allows play money at all. */
  devnet: boolean;
}

/** The registry's HTTP words on the library's use cases. */
@Module({})
export class RegistryModule {
  static with(resources: RegistryResources): DynamicModule {
    const { wallets } = resources;
    const devnet = wallets?.devnet;
    const extent = { wallets: wallets !== undefined, devnet: devnet !== undefined };
    return {
      module: RegistryModule,
      imports: [
        AdaptersModule.with(resources),
        NodeRegistryModule,
        PeersModule,
        WebhooksModule,
        ...(wallets ? [NodeWalletModule] : []),
      ],
      controllers: controllersOf(extent),
      providers: [
        { provide: AccessPolicy, useClass: RegistryAccess },
        { provide: RegistryPresence, useValue: resources.config satisfies RegistryPresence },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...(devnet ? [{ provide: DevnetControls, useValue: devnet }] : []),
      ],
    };
  }
}

function controllersOf({ wallets, devnet }: Extent): Type[] {
  return [
    NodesController,
    CapabilitiesController,
    ReputationController,
    NodeKeysController,
    EventsController,
    IdentityController,
    PeersController,
    WebhooksController,
    DeliveriesController,
    ...(wallets
      ? [WalletHealthController, ReserveCorrectionsController, StuckController, StatementController, WalletController]
      : [WalletsDisabledController]),
    ...(devnet ? [DevnetController] : []),
  ];
}
