import { databaseUrl } from './database-url.js';
import type { EnvironmentOf, EnvironmentRules } from './read-environment.js';
import { isServiceRoleKey, supabaseUrl } from './supabase-variables.js';
import * as variables from './variables.js';

/** Where a process of ours keeps what it must not lose; `directory` is DATA_DIR. */
export type StorageChoice =
  | { kind: 'embedded'; directory: string }
  | { kind: 'postgres'; url: string }
  | { kind: 'memory' };

/** The ledger alone can be kept in a Supabase project, whose REST interface is all that is used of it. */
export type LedgerStorageChoice = StorageChoice | { kind: 'supabase'; url: string; key: string };

/** A choice that keeps anything at all. */
export type DurableStorage = Exclude<StorageChoice, { kind: 'memory' }>;

export const DEFAULT_DATA_DIRECTORY = './data';

/** The variables that choose a database; part of the shape of every program that opens one. */
export const storageVariables = {
  DATA_DIR: variables
    .path(DEFAULT_DATA_DIRECTORY)
    .describe('Where the embedded database and the master key are kept. The process that uses it locks it'),
  DATABASE_URL: databaseUrl().describe(
    'PostgreSQL for both APIs, in the schemas `ledger` and `registry`: `postgres://user:password@host:5432/database`',
  ),
  SUPABASE_URL: supabaseUrl().describe(
    'The ledger in a Supabase project ([supabase.md](supabase.md)): its URL. `SUPABASE_KEY` belongs to it, `DATABASE_URL` excludes it',
  ),
  SUPABASE_KEY: variables
    .secret('must be the secret key of the service role, not the public one', isServiceRoleKey)
    .describe('The secret key of the role `service_role` of that project'),
  PERSISTENCE: variables
    .oneOf(['memory'], undefined)
    .describe('`memory`: nothing is kept, and requests that need a database answer `database not configured`'),
};

type StorageShape = typeof storageVariables;

export function chooseStorage(values: EnvironmentOf<StorageShape>): StorageChoice {
  if (values.PERSISTENCE === 'memory') return { kind: 'memory' };
  if (values.DATABASE_URL !== undefined) return { kind: 'postgres', url: values.DATABASE_URL };
  return { kind: 'embedded', directory: values.DATA_DIR };
}

export function chooseLedgerStorage(values: EnvironmentOf<StorageShape>): LedgerStorageChoice {
  const { SUPABASE_URL: url, SUPABASE_KEY: key } = values;
  return url !== undefined && key !== undefined ? { kind: 'supabase', url, key } : chooseStorage(values);
}

/** One database, completely named. */
export const refuseTwoDatabases: EnvironmentRules<StorageShape> = (values, addFault) => {
  const { SUPABASE_URL, SUPABASE_KEY, DATABASE_URL, PERSISTENCE } = values;
  // `in` because a wrong value has its own line already.
  if (SUPABASE_URL !== undefined && SUPABASE_KEY === undefined && 'SUPABASE_KEY' in values) {
    addFault('SUPABASE_KEY: SUPABASE_URL is set; set the key as well, or neither');
  }
  if (SUPABASE_KEY !== undefined && SUPABASE_URL === undefined && 'SUPABASE_URL' in values) {
    addFault('SUPABASE_URL: SUPABASE_KEY is set; set the URL as well, or neither');
  }
  const chosen = [
    DATABASE_URL !== undefined && 'DATABASE_URL',
    SUPABASE_URL !== undefined && 'SUPABASE_URL',
    PERSISTENCE !== undefined && 'PERSISTENCE',
  ].filter((name) => name !== false);
  if (chosen.length > 1) addFault(`${chosen.join(', ')}: each names a database; keep one of them`);
};
