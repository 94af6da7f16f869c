import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this program, as `package.json` has it: of the command line, of the API documents and of the server. */
export const VERSION: string = readVersion(import.meta.dirname);

/** Source and build stand at different depths below the one `package.json`. */
function readVersion(directory: string): string {
  const file = join(directory, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('package.json is missing');
  return readVersion(parent);
}
