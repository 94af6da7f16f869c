import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** The pages of one API as `npm run build` wrote them. */
export interface BuiltPages {
  /** Holds `<api>.html`, which is every page, and `assets`. */
  readonly directory: string;
  readonly document: string;
  /** Paths of pages beside `/`, as Fastify writes them: `/block/:block`. */
  readonly paths: readonly string[];
}

/** Beside the programs that were built, whether this file is one of them or a source. */
const DIRECTORY = [join(import.meta.dirname, '../../../../web'), join(import.meta.dirname, '../../../../dist/web')];

/** The pages of `api`, or `undefined`, with a line in the log, when only the server was built. */
export function builtPages(api: 'ledger' | 'registry', log: Logger): BuiltPages | undefined {
  const directory = DIRECTORY.find((folder) => existsSync(join(folder, `${api}.pages.json`)));
  if (directory === undefined) {
    log.warn('WEB: the pages are not built; `npm run build` builds them');
    return undefined;
  }
  const paths: string[] = JSON.parse(readFileSync(join(directory, `${api}.pages.json`), 'utf8'));
  return { directory, document: `${api}.html`, paths: paths.filter((path) => path !== '/') };
}
