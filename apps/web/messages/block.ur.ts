import type { BlockMessages } from './block.en.js';

export const ur: BlockMessages = {
  title: (height) => `بلاک ${height}`,
  hash: 'ہیش',
  previousHash: 'پچھلے بلاک کا ہیش',
  merkleRoot: 'مرکل روٹ',
  time: 'وقت',
  nonce: 'نانس',
  work: 'کام کا ثبوت',
  workIs: (bits) => `ہیش کم از کم ${bits} صفر بٹوں سے شروع ہوتا ہے`,
  none: 'کوئی نہیں: یہ پہلا بلاک ہے',
  transactions: (count) => `لین دین (${count})`,
  transaction: 'لین دین',
  to: 'وصول کنندہ',
  amount: 'اکائیاں',
  around: 'آس پاس کے بلاک',
  more: 'مزید لین دین',
};
