import { AppendUncertain, DamagedStore } from '@app/chain';
import {
  CONFIGURATION_EXIT_CODE,
  ConfigurationFaults,
} from '@app/infrastructure/configuration/configuration-faults.js';
import { RotationUnfinished, WrongMasterKey } from '@app/infrastructure/crypto/key-ring.errors.js';
import { MasterKeyUnusable } from '@app/infrastructure/crypto/master-key.js';
import {
  DirectoryInUse,
  DirectoryUnavailable,
  DirectoryUnusable,
} from '@app/infrastructure/pglite/directory.errors.js';
import { exhaustionOf } from '@app/infrastructure/process/exhaustion.js';
import { sourceStack } from '@app/infrastructure/process/source-stack.js';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { ProductionStore } from '@app/infrastructure/sql/production-mark.js';
import { SupabaseRefused, UnfitSupabaseProject } from '@app/infrastructure/supabase/supabase.errors.js';
import { TwoStores } from '@app/infrastructure/takeover/takeover.errors.js';
import { UnfitDatabase } from '@app/infrastructure/typeorm/database-encoding.js';
import { SchemaIsNewer } from '@app/infrastructure/typeorm/schema.js';
import { UnfitServer } from '@app/infrastructure/typeorm/unfit-server.js';
import { BlocksLost } from '@app/utxo';

export interface FailureExplanation {
  /** For stderr; what an operator can act on, without a stack. */
  lines: string[];
  /** From sysexits.h, so that a supervisor can tell "restart later" from "somebody must look". */
  exitCode: number;
}

const CONFIGURED_WRONGLY = [MasterKeyUnusable, WrongMasterKey, RotationUnfinished, ProductionStore, UnfitDatabase];

/** By SQLSTATE or errno. */
const FIXES: Readonly<Record<string, string>> = {
  '28P01':
    'check the user and the password of DATABASE_URL, where signs such as # / ? @ % are written %23 %2F %3F %40 %25',
  '28000': 'let this user and address in (pg_hba.conf), or correct DATABASE_URL',
  '3D000': 'create the database, or correct its name in DATABASE_URL',
  '53300': 'raise max_connections, or end other clients',
  '53100': 'make room on the disk of the database; the data are untouched',
  '25006': 'DATABASE_URL must lead to a server that takes writes',
  '42501': 'give the role of DATABASE_URL the right to it (GRANT), or make it the owner',
  ENOTFOUND: 'correct the host in DATABASE_URL',
  ECONNREFUSED: 'start the database, or correct host and port in DATABASE_URL',
};

const ONE_PROCESS =
  'one process has the embedded database: let it serve both APIs, or give each process a DATA_DIR of its own or a PostgreSQL (DATABASE_URL)';

const DATA_ERROR = 65;
const UNAVAILABLE = 69;
const SOFTWARE = 70;
const TEMPORARY = 75;

/** Turns what stopped the start into lines and an exit code. A bug keeps its stack. */
export function explainFailure(error: unknown): FailureExplanation {
  if (error instanceof ConfigurationFaults) return { lines: [...error.lines], exitCode: CONFIGURATION_EXIT_CODE };
  if (CONFIGURED_WRONGLY.some((fault) => error instanceof fault)) {
    return { lines: [(error as Error).message], exitCode: isOutOfRoom(error) ? UNAVAILABLE : CONFIGURATION_EXIT_CODE };
  }
  if (error instanceof UnfitSupabaseProject) return { lines: [...error.lines], exitCode: CONFIGURATION_EXIT_CODE };
  if (error instanceof SupabaseRefused)
    return { lines: [`SUPABASE_URL, SUPABASE_KEY: ${error.advice}`], exitCode: CONFIGURATION_EXIT_CODE };
  if (error instanceof DirectoryInUse) return { lines: [error.message, ONE_PROCESS], exitCode: TEMPORARY };
  if (error instanceof TwoStores) return { lines: [error.message], exitCode: DATA_ERROR };
  if (error instanceof DamagedStore || error instanceof DirectoryUnusable) {
    return {
      lines: [`refusing to start on a damaged store: ${error.message}`, 'restore a backup'],
      exitCode: DATA_ERROR,
    };
  }
  if (error instanceof BlocksLost)
    return {
      lines: ['the store went back while it was read; nothing was served from it. Start again'],
      exitCode: TEMPORARY,
    };
  if (error instanceof AppendUncertain)
    return { lines: [`the first block: ${error.message}. Start again`], exitCode: UNAVAILABLE };
  if (error instanceof SchemaIsNewer) return { lines: [error.message], exitCode: DATA_ERROR };
  if (error instanceof DatabaseUnavailable)
    return { lines: [`${error.message}${reason(error)}`], exitCode: UNAVAILABLE };
  if (error instanceof DirectoryUnavailable || error instanceof UnfitServer)
    return { lines: [error.message], exitCode: UNAVAILABLE };
  const { code, port, address } = error as { code?: unknown; port?: unknown; address?: unknown };
  if (port !== undefined && (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL')) {
    return { lines: [`cannot listen on ${address}:${port} (${code})`], exitCode: UNAVAILABLE };
  }
  const exhaustion = exhaustionOf(error);
  if (exhaustion)
    return { lines: [`${placeOf(error)}${exhaustion.advice}; the data are untouched`], exitCode: UNAVAILABLE };
  return {
    lines: [error instanceof Error ? (sourceStack(error) ?? error.message) : String(error)],
    exitCode: SOFTWARE,
  };
}

/** What is right as it is configured, and works once there is room. */
function isOutOfRoom(error: unknown): boolean {
  const code = exhaustionOf(error)?.code;
  return code !== undefined && !['EACCES', 'EPERM', 'ENOTDIR'].includes(code);
}

/** The file that a system call was about. */
function placeOf(error: unknown): string {
  const { path } = error as NodeJS.ErrnoException;
  return path === undefined ? '' : `${path}: `;
}

function reason({ cause }: Error): string {
  if (!(cause instanceof Error) || !cause.message) return '';
  const fix = FIXES[(cause as NodeJS.ErrnoException).code ?? ''];
  return ` (${cause.message.replace(/\/\/[^@\s]*@/g, '//***@')})${fix ? `; ${fix}` : ''}`;
}
