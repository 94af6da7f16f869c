import { type ClientOptions, createRegistry, type Registry } from 'mizan-client';
import { askWhenLost, watchedFetch } from './connection.js';

/** The registry that these pages came from. @param token of an administrator; it is kept by the caller alone */
export function registryOf(token?: string, limits: Partial<ClientOptions> = {}): Registry {
  return createRegistry({ ...limits, baseUrl: location.origin, fetch: watchedFetch, maxRetries: 1, token });
}

/** The same as anyone sees it. */
export const registry: Registry = registryOf();

askWhenLost(() => registry.getHealth());
