import type { Routes } from '../shell/routes.js';
import type { LedgerPath } from './paths.js';

/** What is loaded for each path. A page is the default export of its file. */
export const LEDGER_ROUTES: Routes<LedgerPath> = {
  '/': () => import('./home-page.js'),
  '/blocks': () => import('./blocks-page.js'),
  '/block/:block': () => import('./block-page.js'),
  '/tx/:id': () => import('./transaction-page.js'),
  '/address/:address': () => import('./address-page.js'),
  '/wallet': () => import('./wallet/wallet-page.js'),
  '/pool': () => import('./pool/pool-page.js'),
  '/treasury': () => import('./treasury/treasury-page.js'),
};
