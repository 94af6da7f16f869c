export const en = {
  label: 'Search a block, transaction, address, receipt or node',
  placeholder: 'Block, transaction, address…',
  search: 'Search',
  searching: 'Searching…',
  nothing: 'Nothing has this name.',
  elsewhere: {
    receipt: 'This is the number of a receipt. Its owner verifies it with the code that is printed on it.',
    node: 'This may be a node. The registry shows nodes, on its own port.',
  },
};

export type SearchMessages = typeof en;
