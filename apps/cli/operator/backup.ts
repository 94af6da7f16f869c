import { randomBytes } from 'node:crypto';
import { accessSync, constants, lstatSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { type BackupSummary, exportDatabase } from '@app/infrastructure/backup/export-database.js';
import { describeMasterKey } from '@app/infrastructure/crypto/master-key-source.js';
import { publishFile } from '@app/infrastructure/process/publish-file.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import type { Api } from '../api-option.js';
import { CommandFailure } from '../command-failure.js';
import { describeRows } from '../describe-rows.js';
import { printResult } from '../output.js';
import { demandExisting, readStoragePlace, withStore } from '../stores.js';

const CANNOT_CREATE = 73;

export async function runBackup(file: string, { api }: { api: Api }): Promise<void> {
  const place = readStoragePlace();
  demandExisting(place, api);
  demandFree(file);
  const { rows, sha256 } = await withStore(place, api, (database) => writeBackup(database, file));
  await printResult(
    `backup of the ${api} in ${place.name} written to ${file}: ${describeRows(rows)}\n` +
      `sha256 of its content ${sha256}\n` +
      `Back up the ${describeMasterKey(place.masterKey)} as well, apart from this file: nothing that is sealed opens without it.\n`,
  );
}

/** Before a store is opened, and perhaps brought up to date, for a backup that could not be kept. */
function demandFree(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })) cannotWrite(file, { code: 'EEXIST' });
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    cannotWrite(file, error);
  }
}

/** The file gets its name when it is complete and on disk, and never replaces another. */
async function writeBackup(database: Database, file: string): Promise<BackupSummary> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.partial`;
  const handle = await open(draft, 'wx', 0o600).catch((error) => cannotWrite(file, error));
  try {
    const output = handle.createWriteStream({ flush: true });
    const summary = await exportDatabase(database, output);
    output.end();
    await finished(output);
    publishFile(draft, file);
    return summary;
  } catch (error) {
    if (isSystemError(error)) cannotWrite(file, error);
    throw error;
  } finally {
    await handle.close().catch(() => undefined); // the stream has closed it when all went well
    rmSync(draft, { force: true });
  }
}

/** Of the file, that is: failures of the database have been translated. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function cannotWrite(file: string, cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  throw new CommandFailure(`the backup ${file} cannot be written (${code})`, CANNOT_CREATE, { cause });
}
