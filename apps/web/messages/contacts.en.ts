export const en = {
  title: 'Contacts',
  none: 'You have no contacts yet.',
  name: 'Name',
  address: 'Address',
  acts: 'Actions',
  add: 'Add the contact',
  remove: (name: string) => `Remove ${name}`,
};

export type ContactsMessages = typeof en;
