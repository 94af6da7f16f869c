import { join } from 'node:path';
import type { MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { isStrongPassphrase, MIN_PASSPHRASE_CHARACTERS } from '@app/infrastructure/crypto/master-passphrase.js';
import type { EnvironmentOf, EnvironmentRules } from './read-environment.js';
import * as variables from './variables.js';

export const masterKeyVariables = {
  MASTER_KEY_FILE: variables
    .path(undefined)
    .describe(
      'File with 32 random bytes (raw, hex or Base64), mode 0600, that seals private keys and national IDs. Not set: `DATA_DIR/master.key`, made at the first start',
    ),
  MASTER_PASSPHRASE: variables
    .secret(
      `must have at least ${MIN_PASSPHRASE_CHARACTERS} characters, and not the same few again and again`,
      isStrongPassphrase,
    )
    .describe(
      'In place of the file: a passphrase of at least 16 characters. A file is harder to guess, and is not in the environment',
    ),
};

type MasterKeyShape = typeof masterKeyVariables;

export function masterKeySource(dataDirectory: string, values: EnvironmentOf<MasterKeyShape>): MasterKeySource {
  const { MASTER_KEY_FILE: path, MASTER_PASSPHRASE: passphrase } = values;
  if (passphrase !== undefined) return Object.freeze({ kind: 'passphrase', passphrase });
  return Object.freeze({
    kind: 'file',
    path: path ?? join(dataDirectory, 'master.key'),
    createWhenMissing: path === undefined,
  });
}

/** One master key. */
export const refuseTwoMasterKeys: EnvironmentRules<MasterKeyShape> = (values, addFault) => {
  if (values.MASTER_KEY_FILE !== undefined && values.MASTER_PASSPHRASE !== undefined) {
    addFault('MASTER_KEY_FILE, MASTER_PASSPHRASE: each is a master key; keep one of them');
  }
};
