import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', '..');

/** What `npm start` gives Node, flags first and the program last, so that what is tested and measured is started as users start it. */
export const START_ARGUMENTS: readonly string[] = startArguments();

function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, flags, program] = /^exec node ((?:--\S+ )*)(dist\/bundle\/server\.js)$/.exec(scripts.start) ?? [];
  if (flags === undefined || program === undefined) throw new Error(`npm start is not understood: ${scripts.start}`);
  return [...flags.split(' ').filter((flag) => flag !== ''), join(PROJECT, program)];
}
