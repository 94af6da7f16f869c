import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { startApplication } from '../shell/application.js';
import { translated } from '../shell/language.js';
import { LEDGER_ROUTES } from './routes.js';
import { SearchBox } from './search-box.js';

const messages = translated(en, ur);

startApplication({
  title: () => messages().ledger,
  routes: LEDGER_ROUTES,
  menu: [
    { path: '/', name: () => messages().overview },
    { path: '/blocks', name: () => messages().blocks },
    { path: '/wallet', name: () => messages().wallet },
    { path: '/pool', name: () => messages().pool },
    { path: '/treasury', name: () => messages().treasury },
  ],
  tools: SearchBox,
});
