export const en = {
  title: 'Overview',
  height: 'Height',
  supply: 'Supply',
  wallets: 'Wallets',
  transactions: 'Transactions',
  newestBlocks: 'Newest blocks',
  allBlocks: 'All blocks',
};

export type HomeMessages = typeof en;
