import type { Plugin } from 'vite';

type Paths = Readonly<Record<'ledger' | 'registry', readonly string[]>>;

/** Tells the server which paths are pages (`ledger.pages.json`), and the development server the document of each. */
export function listedPages(paths: Paths): Plugin {
  const documents = Object.entries(paths).flatMap(([app, own]) =>
    own.map((path) => ({ app, pattern: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`) })),
  );
  return {
    name: 'mizan:listed-pages',
    generateBundle() {
      for (const [app, own] of Object.entries(paths)) {
        this.emitFile({ type: 'asset', fileName: `${app}.pages.json`, source: JSON.stringify(own) });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        const path = request.url?.split('?')[0] ?? '/';
        // The first page of the registry, whose paths are few, is at its own name here.
        const found = path === '/registry' ? { app: 'registry' } : documents.find(({ pattern }) => pattern.test(path));
        if (found) request.url = `/${found.app}.html`;
        next();
      });
    },
  };
}
