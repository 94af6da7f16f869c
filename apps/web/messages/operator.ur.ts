import type { OperatorMessages } from './operator.en.js';

export const ur: OperatorMessages = {
  administrator: 'منتظم',
  token: 'منتظم کا ٹوکن',
  use: 'استعمال کریں',
  leave: 'ٹوکن بھلا دیں',
};
