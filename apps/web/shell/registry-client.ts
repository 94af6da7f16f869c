import { createRegistry, type Registry } from 'mizan-client';
import { askWhenLost, watchedFetch } from './connection.js';

/** The registry that these pages came from, as anyone sees it. */
export const registry: Registry = createRegistry({ baseUrl: location.origin, fetch: watchedFetch, maxRetries: 1 });

askWhenLost(() => registry.getHealth());
