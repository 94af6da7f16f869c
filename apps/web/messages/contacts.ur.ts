import type { ContactsMessages } from './contacts.en.js';

export const ur: ContactsMessages = {
  title: 'رابطے',
  none: 'ابھی آپ کا کوئی رابطہ نہیں۔',
  name: 'نام',
  address: 'پتا',
  acts: 'اقدامات',
  add: 'رابطہ شامل کریں',
  change: (name) => `${name} کو بدلیں`,
  save: 'تبدیلی محفوظ کریں',
  leave: 'جیسا ہے رہنے دیں',
  remove: (name) => `${name} کو ہٹائیں`,
};
