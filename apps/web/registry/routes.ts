import type { Routes } from '../shell/routes.js';
import type { RegistryPath } from './paths.js';

/** What is loaded for each path. A page is the default export of its file. */
export const REGISTRY_ROUTES: Routes<RegistryPath> = {
  '/': () => import('./nodes-page.js'),
  '/node/:node': () => import('./node-page.js'),
  '/reserves': () => import('./reserves-page.js'),
  '/registries': () => import('./registries-page.js'),
};
