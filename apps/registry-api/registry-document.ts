import { documentOf } from '@app/infrastructure/http/openapi.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { RegistryModule } from './app.module.js';
import { readRegistryConfig } from './registry.config.js';
import { REGISTRY_API } from './registry.openapi.js';
import { closeRegistryResources, openRegistryResources } from './registry-resources.js';

/** The OpenAPI document of the registry as it answers with nothing configured; opens no database and no socket. */
export async function registryDocument() {
  const log = createProcessLog('silent');
  const resources = await openRegistryResources(readRegistryConfig('', 'demo', {}), { kind: 'memory' }, log);
  try {
    return await documentOf(RegistryModule.with(resources), REGISTRY_API);
  } finally {
    await closeRegistryResources(resources);
  }
}
