import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { toHex } from '@app/chain';
import { recordAct } from '@app/infrastructure/audit/record-act.js';
import { BackupRefused } from '@app/infrastructure/backup/backup.errors.js';
import { parseHeader } from '@app/infrastructure/backup/backup-format.js';
import { importDatabase } from '@app/infrastructure/backup/import-database.js';
import { describeMasterKey, type MasterKeySource } from '@app/infrastructure/crypto/master-key-source.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { REMOVE_REGISTRY_SEEDS } from '@app/infrastructure/typeorm/registry/schema.js';
import { APIS, type Api } from '../api-option.js';
import { CommandFailure } from '../command-failure.js';
import { describeRows } from '../describe-rows.js';
import { type MasterKeyState, masterKeyState } from '../master-key-state.js';
import { printResult } from '../output.js';
import { readStoragePlace, withStore } from '../stores.js';

const NO_INPUT = 66;

export async function runRestore(file: string, { api }: { api: Api }): Promise<void> {
  const place = readStoragePlace();
  await demandBackupOf(api, file); // before a store is made for it
  const input = await openBackup(file);
  const restore = async (database: Database) => {
    const { rows } = await importDatabase(database, input, {
      removeSeeds: api === 'registry' ? REMOVE_REGISTRY_SEEDS : undefined,
      finish: (query, { sha256 }) =>
        recordAct(query, { actor: 'operator', action: 'backup_restored', subject: api, details: { sha256 } }),
    });
    return [
      `restored into the ${api} in ${place.name}: ${describeRows(rows)}`,
      ...(api === 'ledger' ? await describeTip(database) : []),
      keyAdvice(await masterKeyState(database, api, place.masterKey), place.masterKey),
    ];
  };
  const lines = await withStore(place, api, restore, { create: true });
  await printResult(`${lines.join('\n')}\n`);
}

/** What is told apart by its first line; the rest is looked at while it is read. @throws CommandFailure, BackupRefused */
async function demandBackupOf(api: Api, file: string): Promise<void> {
  const header = parseHeader(await firstLineOf(file));
  if (header.schema === api) return;
  const isOfOther = APIS.some((other) => other === header.schema);
  const hint = isOfOther ? `: add --api ${header.schema}` : '';
  throw new BackupRefused('schema-differs', `the backup is of schema ${header.schema}, not of ${api}${hint}`);
}

async function firstLineOf(file: string): Promise<string> {
  const input = await openBackup(file);
  for await (const line of createInterface({ input })) {
    input.destroy();
    return line;
  }
  return '';
}

async function openBackup(file: string) {
  const input = createReadStream(file);
  await once(input, 'open').catch((cause) => {
    throw new CommandFailure(`the backup ${file} cannot be read (${cause.code})`, NO_INPUT, { cause });
  });
  return input;
}

/** What `GET /chain` says of the origin too. */
async function describeTip(database: Database): Promise<string[]> {
  const tip = await new SqlBlockStore(database).tip();
  return tip ? [`height ${tip.header.height}, supply ${tip.supply} units, utxo digest ${toHex(tip.utxoDigest)}`] : [];
}

function keyAdvice(state: MasterKeyState, source: MasterKeySource): string {
  const key = describeMasterKey(source);
  switch (state) {
    case 'fits':
      return `The ${key} is the one that this is sealed with.`;
    case 'missing':
      return `The master key is missing: copy it to ${'path' in source ? source.path : '?'} (mode 0600) before the server starts.`;
    case 'wrong':
      return `The ${key} is NOT the one that this is sealed with: the server will not start with it.`;
    case 'unusable':
      return `The ${key} is none that the server would take: 32 bytes, mode 0600.`;
    case 'rotating':
      return 'A rotation of the master key was under way: run the same mizan rotate-master-key again before the server starts.';
    case 'not-needed':
      return 'No master key has been used yet.';
  }
}
