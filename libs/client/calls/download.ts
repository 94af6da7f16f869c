import type { Connection } from './connection.js';
import type { CallOptions, Operation } from './operation.js';
import { perform } from './perform.js';
import type { Fields } from './prepare-request.js';

/**
 * What an operation that reads answers, as the server wrote it, to be kept as a file.
 * @throws MizanError, and the reason of the signal
 */
export type Download<Operations> = (operation: keyof Operations, call?: Fields & CallOptions) => Promise<Uint8Array>;

/** Makes the function for the operations of one API. */
export function downloadOf<Operations>(
  connection: Connection,
  operations: Readonly<Record<keyof Operations, Operation>>,
): Download<Operations> {
  return async (name, call = {}) => {
    const operation = operations[name];
    if (operation?.method !== 'GET') throw new TypeError(`${String(name)} reads nothing`);
    const { body } = await perform(connection, String(name), { ...operation, isFile: true }, call);
    return body as Uint8Array;
  };
}
