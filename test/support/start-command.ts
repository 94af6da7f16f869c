import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', '..');

/** What `npm start` gives Node before the program, so that what is tested and measured is started as users start it. */
export const START_FLAGS: readonly string[] = startFlags();

function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const flags = /^exec node ((?:--\S+ )*)dist\/apps\/server\/main\.js$/.exec(scripts.start)?.[1];
  if (flags === undefined) throw new Error(`npm start is not understood: ${scripts.start}`);
  return flags.split(' ').filter((flag) => flag !== '');
}
