export const en = {
  title: 'Nodes',
  node: 'Node',
  address: 'Address',
  state: 'State',
  reputation: 'Reputation',
  none: 'No node is registered.',
  states: { active: 'active', offline: 'offline', inactive: 'inactive' } as Record<string, string>,
};

export type NodesMessages = typeof en;
