import { join } from 'node:path';

/** Where the embedded database of all APIs lies. */
export function embeddedDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'database');
}
