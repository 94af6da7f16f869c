export const en = {
  title: 'Blocks',
  height: 'Height',
  time: 'Time',
  transactions: 'Transactions',
  hash: 'Hash',
};

export type BlocksMessages = typeof en;
