import type { AddressMessages } from './address.en.js';

export const ur: AddressMessages = {
  title: 'پتا',
  balance: 'بقایا',
  qr: 'اس پتے کا کیو آر کوڈ',
  history: 'سرگزشت',
  empty: 'ابھی کچھ آیا نہ گیا۔',
  pageEmpty: 'اس صفحے پر کوئی سطر نہیں۔',
  time: 'وقت',
  type: 'قسم',
  counterparty: 'کس کے ساتھ',
  units: 'اکائیاں',
  after: 'بعد کا بقایا',
  transaction: 'لین دین',
  note: 'نوٹ',
  types: { reward: 'انعام', send: 'منتقلی', zakat_deduction: 'زکوٰۃ' },
  self: 'خود',
  chart: (count) => `تازہ ترین ${count} لین دین میں سے ہر ایک کے بعد کا بقایا`,
  coins: 'سکے',
  noCoins: 'کوئی سکہ نہیں۔',
  moreCoins: 'مزید سکے',
  block: 'بلاک',
};
