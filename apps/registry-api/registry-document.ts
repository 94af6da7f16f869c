import { documentOf } from '@app/infrastructure/http/openapi/serve-docs.js';
import { createProcessLog } from '@app/infrastructure/logging/process-log.js';
import { RegistryModule } from './app.module.js';
import { readRegistryConfig } from './registry.config.js';
import { REGISTRY_API } from './registry.openapi.js';
import { closeRegistryResources, openRegistryResources, type RegistryResources } from './registry-resources.js';

/** Stand where a database and a coin would: the description is made without a call to either. */
const NO_DATABASE = {} as RegistryResources['database'];
const NO_COIN = {
  coin: { node: {}, wallet: {}, payments: {} },
  devnet: {},
  senderLock: { onLost: () => undefined },
} as unknown as RegistryResources['wallets'];

/** The OpenAPI document of the registry with everything that it can serve; opens no database and no socket. */
export async function registryDocument() {
  const log = createProcessLog('silent', { write: () => {} });
  const resources = await openRegistryResources(readRegistryConfig('', 'demo', {}), { kind: 'memory' }, log);
  try {
    return await documentOf(
      RegistryModule.with({ ...resources, database: NO_DATABASE, wallets: NO_COIN }),
      REGISTRY_API,
    );
  } finally {
    await closeRegistryResources(resources);
  }
}
