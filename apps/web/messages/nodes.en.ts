import type { RegistryTypes } from 'mizan-client';

export const en = {
  title: 'Nodes',
  node: 'Node',
  address: 'Address',
  state: 'State',
  health: 'Health',
  reputation: 'Reputation',
  capabilities: 'Capabilities',
  origin: 'Registry',
  asOf: 'As of',
  none: 'No node matches.',
  filters: 'Choose nodes',
  any: 'any',
  capability: 'Capability',
  atLeast: 'Reputation of at least',
  origins: { local: 'this registry', all: 'all registries' },
  here: 'here',
  show: 'Show',
  states: {
    online: 'online',
    offline: 'offline',
    inactive: 'deregistered',
    unknown: 'not heard yet',
  } satisfies Record<RegistryTypes.NodeStatus, string>,
  healths: {
    healthy: 'healthy',
    degraded: 'degraded',
    unhealthy: 'unhealthy',
    unknown: 'unknown',
  } satisfies Record<RegistryTypes.NodeHealth, string>,
};

export type NodesMessages = typeof en;
