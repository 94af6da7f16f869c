import type { HomeMessages } from './home.en.js';

export const ur: HomeMessages = {
  title: 'جائزہ',
  height: 'بلندی',
  supply: 'کل مقدار',
  wallets: 'بٹوے',
  transactions: 'لین دین',
  chart: 'پچھلے آدھے گھنٹے میں فی منٹ لین دین',
  newestTransfers: 'تازہ ترین لین دین',
  noTransfers: 'ابھی کوئی لین دین نہیں۔',
  transaction: 'لین دین',
  from: 'بھیجنے والا',
  to: 'وصول کنندہ',
  units: 'اکائیاں',
  minted: 'نئے سکے',
  newestBlocks: 'تازہ ترین بلاک',
  allBlocks: 'تمام بلاک',
};
