import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { startApplication } from '../shell/application.js';
import { translated } from '../shell/language.js';
import { REGISTRY_ROUTES } from './routes.js';

const messages = translated(en, ur);

startApplication({
  title: () => messages().registry,
  routes: REGISTRY_ROUTES,
  menu: [{ path: '/', name: () => messages().nodes }],
});
