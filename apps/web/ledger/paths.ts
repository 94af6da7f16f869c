/** Every page of the ledger. The build tells the server, which answers at these paths with the document. */
export const LEDGER_PATHS = [
  '/',
  '/blocks',
  '/block/:block',
  '/tx/:id',
  '/address/:address',
  '/wallet',
  '/pool',
  '/treasury',
] as const;

export type LedgerPath = (typeof LEDGER_PATHS)[number];
