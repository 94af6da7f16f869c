import type { BlocksMessages } from './blocks.en.js';

export const ur: BlocksMessages = {
  title: 'بلاک',
  height: 'بلندی',
  time: 'وقت',
  transactions: 'لین دین',
  hash: 'ہیش',
};
