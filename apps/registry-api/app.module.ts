import { NodeRegistryModule } from '@app/node-registry';
import { type DynamicModule, Module } from '@nestjs/common';
import { AdaptersModule } from './adapters.module.js';
import { CapabilitiesAlias, CapabilitiesController } from './nodes/capabilities.controller.js';
import { NodesAlias, NodesController } from './nodes/nodes.controller.js';
import { ReputationAlias, ReputationController } from './nodes/reputation.controller.js';
import type { RegistryResources } from './registry-resources.js';

/** The registry's HTTP words on the library's use cases. */
@Module({})
export class RegistryModule {
  static with(resources: RegistryResources): DynamicModule {
    return {
      module: RegistryModule,
      imports: [AdaptersModule.with(resources), NodeRegistryModule],
      controllers: [
        NodesController,
        CapabilitiesController,
        ReputationController,
        NodesAlias,
        CapabilitiesAlias,
        ReputationAlias,
      ],
    };
  }
}
