import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './operations.js';

/** Second paths of a route do not make second operations: the first names them, with `x-deprecated-path`. */
export function foldAliases({ paths }: OpenAPIObject, aliases: Readonly<Record<string, string>>): void {
  for (const path of Object.keys(paths)) {
    const alias = Object.keys(aliases).find((beginning) => path === beginning || path.startsWith(`${beginning}/`));
    if (alias === undefined) continue;
    const meant = paths[aliases[alias] + path.slice(alias.length)];
    for (const method of Object.keys(paths[path]!)) {
      const operation = meant?.[method as 'get'] as Operation | undefined;
      if (!operation) throw new Error(`${path} is an alias of nothing`);
      operation['x-deprecated-path'] = path;
    }
    delete paths[path];
  }
}
