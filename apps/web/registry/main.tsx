import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { startApplication } from '../shell/application.js';
import { translated } from '../shell/language.js';
import { OperatorAccess } from './operator-access.js';
import { REGISTRY_ROUTES } from './routes.js';

const messages = translated(en, ur);

startApplication({
  title: () => messages().registry,
  routes: REGISTRY_ROUTES,
  menu: [
    { path: '/', name: () => messages().nodes },
    { path: '/reserves', name: () => messages().reserves },
    { path: '/registries', name: () => messages().registries },
  ],
  tools: OperatorAccess,
});
