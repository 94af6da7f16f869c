import type { ComponentType } from 'preact';

/** The named parts of a path: of `/block/:block` the member `block`, decoded. */
export type PathParameters = Readonly<Record<string, string>>;

export interface PageProps {
  readonly parameters: PathParameters;
}

export type LoadPage = () => Promise<{ default: ComponentType<PageProps> }>;

export type Routes<Path extends string = string> = Readonly<Record<Path, LoadPage>>;

export interface FoundPage {
  readonly load: LoadPage;
  readonly parameters: PathParameters;
}

/** The page at `path`, or `undefined` where there is none. */
export function findPage(routes: Routes, path: string): FoundPage | undefined {
  for (const [pattern, load] of Object.entries(routes)) {
    const parameters = match(pattern.split('/'), path.split('/'));
    if (parameters) return { load, parameters };
  }
}

function match(pattern: readonly string[], path: readonly string[]): PathParameters | undefined {
  if (pattern.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const given = path[index] ?? '';
    if (segment.startsWith(':')) {
      const text = decoded(given);
      if (!text) return undefined;
      parameters[segment.slice(1)] = text;
    } else if (segment !== given) return undefined;
  }
  return parameters;
}

/** Of what is no encoded text: nothing. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
