import type { NodesMessages } from './nodes.en.js';

export const ur: NodesMessages = {
  title: 'نوڈ',
  node: 'نوڈ',
  address: 'پتا',
  state: 'حالت',
  reputation: 'ساکھ',
  none: 'کوئی نوڈ رجسٹر نہیں۔',
  states: { active: 'فعال', offline: 'آف لائن', inactive: 'غیر فعال' },
};
