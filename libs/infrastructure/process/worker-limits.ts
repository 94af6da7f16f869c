import type { ResourceLimits } from 'node:worker_threads';

/**
 * For every worker thread. The process is started with a large space for young objects, for the thread that answers requests;
 * the others would each take as much and have no use for it. This is V8's default.
 */
export const WORKER_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 48 };
