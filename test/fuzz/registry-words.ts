import type { KnownValues } from './json-texts.js';

/** What means the same to the registry in every mode. */
export const REGISTRY_WORDS: KnownValues = {
  wallet_name: ['my wallet'],
  capability: ['gpu', 'storage', 'custom_1'],
  capabilities: ['gpu', 'storage', 'custom_1'],
  new_capabilities: ['gpu', 'network', 'custom_1'],
  capabilities_to_remove: ['gpu', 'network'],
  event_type: ['task_success', 'task_failure', 'malicious_behavior'],
  'Idempotency-Key': ['key-1', 'key-2', 'key-3'],
};
