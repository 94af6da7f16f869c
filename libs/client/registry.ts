import { type ClientOptions, connectionOf } from './calls/connection.js';
import { methodsOf } from './calls/methods.js';
import { type RegistryOperations, registryOperations, registryShapes } from './generated/registry/operations.js';

/** The registry: every operation of its API as a method. */
export interface Registry extends RegistryOperations {}

/** A client of the registry. Nothing is sent before a method is called. @throws TypeError for a `baseUrl` that is none */
export function createRegistry(options: ClientOptions): Registry {
  return methodsOf<RegistryOperations>(connectionOf(options, registryShapes), registryOperations);
}
