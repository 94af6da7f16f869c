import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** A frame of a stack in one of our own built modules. */
const BUILT_FRAME = /(file:\/\/\S+\/dist\/(?!\S*\/node_modules\/)\S+\.js):(\d+):(\d+)/g;

const maps = new Map<string, SourceMap | undefined>();

/**
 * The stack of an error with places in the TypeScript source, as `--enable-source-maps` would give it. A source map is read when
 * a stack that needs it is written: Node reads those of all modules at the start, which takes 0.2 s and 40 MB.
 */
export function sourceStack(error: Error): string | undefined {
  return error.stack?.replace(BUILT_FRAME, (place, url: string, line: string, column: string) => {
    const entry = mapOf(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    return `${new URL(entry.originalSource, url).href}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url);
}

/** A stack is told without the source rather than not at all, for instance when descriptors are used up. */
function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}
