import type { HijriMessages } from './hijri.en.js';

export const ur: HijriMessages = {
  words: (day, month, year) => `${day} ${month} ${year} ہجری`,
  months: [
    'محرم',
    'صفر',
    'ربیع الاول',
    'ربیع الثانی',
    'جمادی الاول',
    'جمادی الثانی',
    'رجب',
    'شعبان',
    'رمضان',
    'شوال',
    'ذوالقعدہ',
    'ذوالحجہ',
  ],
};
