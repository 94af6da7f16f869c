import { DamagedStore } from '@app/chain';
import {
  CONFIGURATION_EXIT_CODE,
  ConfigurationFaults,
} from '@app/infrastructure/configuration/configuration-faults.js';
import { RotationUnfinished, WrongMasterKey } from '@app/infrastructure/crypto/key-ring.errors.js';
import { MasterKeyUnusable } from '@app/infrastructure/crypto/master-key.js';
import { SupabaseRefused, UnfitSupabaseProject } from '@app/infrastructure/supabase/supabase.errors.js';
import { DatabaseUnavailable } from '@app/infrastructure/typeorm/database.errors.js';
import { DirectoryInUse, DirectoryUnusable } from '@app/infrastructure/typeorm/embedded/directory.errors.js';
import { ProductionStore } from '@app/infrastructure/typeorm/production-mark.js';
import { SchemaIsNewer } from '@app/infrastructure/typeorm/schema.js';

export interface FailureExplanation {
  /** For stderr; what an operator can act on, without a stack. */
  lines: string[];
  /** From sysexits.h, so that a supervisor can tell "restart later" from "somebody must look". */
  exitCode: number;
}

const CONFIGURED_WRONGLY = [MasterKeyUnusable, WrongMasterKey, RotationUnfinished, ProductionStore];

const DATA_ERROR = 65;
const UNAVAILABLE = 69;
const SOFTWARE = 70;
const TEMPORARY = 75;

/** Turns what stopped the start into lines and an exit code. A bug keeps its stack. */
export function explainFailure(error: unknown): FailureExplanation {
  if (error instanceof ConfigurationFaults) return { lines: [...error.lines], exitCode: CONFIGURATION_EXIT_CODE };
  if (CONFIGURED_WRONGLY.some((fault) => error instanceof fault)) {
    return { lines: [(error as Error).message], exitCode: CONFIGURATION_EXIT_CODE };
  }
  if (error instanceof UnfitSupabaseProject) return { lines: [...error.lines], exitCode: CONFIGURATION_EXIT_CODE };
  if (error instanceof SupabaseRefused)
    return { lines: [`SUPABASE_URL, SUPABASE_KEY: ${error.advice}`], exitCode: CONFIGURATION_EXIT_CODE };
  if (error instanceof DirectoryInUse) return { lines: [error.message], exitCode: TEMPORARY };
  if (error instanceof DamagedStore || error instanceof DirectoryUnusable) {
    return {
      lines: [`refusing to start on a damaged store: ${error.message}`, 'restore a backup'],
      exitCode: DATA_ERROR,
    };
  }
  if (error instanceof SchemaIsNewer) return { lines: [error.message], exitCode: DATA_ERROR };
  if (error instanceof DatabaseUnavailable)
    return { lines: [`${error.message}${reason(error)}`], exitCode: UNAVAILABLE };
  const { code, port, address } = error as { code?: unknown; port?: unknown; address?: unknown };
  if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return { lines: [`cannot listen on ${address}:${port} (${code})`], exitCode: UNAVAILABLE };
  }
  return { lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)], exitCode: SOFTWARE };
}

function reason({ cause }: Error): string {
  return cause instanceof Error && cause.message ? ` (${cause.message.replace(/\/\/[^@\s]*@/g, '//***@')})` : '';
}
