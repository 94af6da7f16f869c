import type { ReservesMessages } from './reserves.en.js';

export const ur: ReservesMessages = {
  title: 'ذخائر',
  core: 'کور کے پاس',
  liabilities: 'نوڈوں کا حق',
  house: 'ادارہ',
  drift: 'کور منفی کھاتے',
  kinds: { available: 'دستیاب', pending: 'آنے والا', reserved: 'مختص' },
  agrees: 'کور کے پاس ٹھیک اتنا ہی ہے جتنا کھاتے بتاتے ہیں۔',
  differs: 'کور اور کھاتوں میں فرق ہے۔ متعلقہ نوڈوں کی ادائیگیاں منتظم کی وضاحت تک رکی رہیں گی۔',
  notAudited: 'ابھی موازنہ نہیں ہوا۔',
  frozen: {
    drift: 'ادائیگیاں رکی ہیں: کور اور کھاتوں میں فرق ہے۔',
    shortfall: 'ادائیگیاں رکی ہیں: کور کے پاس نوڈوں کے حق سے کم ہے۔',
  },
  audited: 'موازنے کا وقت',
  height: 'بلندی',
  stuck: 'رکی ہوئی ادائیگیاں',
  noneStuck: 'کوئی ادائیگی منتظم کی منتظر نہیں۔',
  state: 'حالت',
  states: { signed: 'دستخط شدہ', broadcast: 'نشر شدہ', confirmed: 'تصدیق شدہ' },
  refusals: 'کور نے اتنی بار رد کیا',
  transaction: 'لین دین',
  amount: 'رقم، فلاپ',
};
