import type { HomeMessages } from './home.en.js';

export const ur: HomeMessages = {
  title: 'جائزہ',
  height: 'بلندی',
  supply: 'کل مقدار',
  wallets: 'بٹوے',
  transactions: 'لین دین',
  newestBlocks: 'تازہ ترین بلاک',
  allBlocks: 'تمام بلاک',
};
