import type { ContactsMessages } from './contacts.en.js';

export const ur: ContactsMessages = {
  title: 'رابطے',
  none: 'ابھی آپ کا کوئی رابطہ نہیں۔',
  name: 'نام',
  address: 'پتا',
  acts: 'اقدامات',
  add: 'رابطہ شامل کریں',
  remove: (name) => `${name} کو ہٹائیں`,
};
