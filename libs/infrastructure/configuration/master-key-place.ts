import { join } from 'node:path';
import * as variables from './variables.js';

export const masterKeyVariables = { MASTER_KEY_FILE: variables.text(undefined) };

export interface MasterKeyPlace {
  readonly path: string;
  /** Whether the first start makes the key: not in a place that the operator named, where a missing key is a mistake. */
  readonly createWhenMissing: boolean;
}

export function masterKeyPlace(dataDirectory: string, named: string | undefined): MasterKeyPlace {
  return { path: named ?? join(dataDirectory, 'master.key'), createWhenMissing: named === undefined };
}
