export const en = {
  title: 'Contacts',
  none: 'You have no contacts yet.',
  name: 'Name',
  address: 'Address',
  acts: 'Actions',
  add: 'Add the contact',
  change: (name: string) => `Change ${name}`,
  save: 'Keep the change',
  leave: 'Leave it as it is',
  remove: (name: string) => `Remove ${name}`,
};

export type ContactsMessages = typeof en;
