import { BackupRefused } from '@app/infrastructure/backup/backup.errors.js';
import { DamagedRecords, OtherRotationUnfinished } from '@app/infrastructure/key-rotation/rotation.errors.js';
import { DirectoryInUse } from '@app/infrastructure/pglite/directory.errors.js';
import { explainFailure, type FailureExplanation } from '@app/infrastructure/serving/explain-failure.js';
import { CommandFailure } from './command-failure.js';

const DATA_ERROR = 65;
const CONFIGURATION = 78;

/** The server's explanations, and those of what only commands do. @param command the one that failed */
export function explainCommandFailure(error: unknown, command: string | undefined): FailureExplanation {
  if (error instanceof CommandFailure) return { lines: [error.message], exitCode: error.exitCode };
  if (error instanceof BackupRefused) {
    return { lines: [`not restored: ${error.message}`, 'nothing was changed'], exitCode: DATA_ERROR };
  }
  if (error instanceof DamagedRecords) return { lines: [error.message], exitCode: DATA_ERROR };
  if (error instanceof OtherRotationUnfinished) return { lines: [error.message], exitCode: CONFIGURATION };
  const explained = explainFailure(error);
  if (error instanceof DirectoryInUse) {
    const orAsk = command === 'verify-chain' ? ', or ask it: mizan verify-chain --url http://127.0.0.1:8080' : '';
    return { ...explained, lines: [error.message, `stop the server first${orAsk}`] };
  }
  return explained;
}
