import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { toHex } from '@app/chain';
import { importDatabase } from '@app/infrastructure/typeorm/backup/import-database.js';
import { TypeormBlockStore } from '@app/infrastructure/typeorm/ledger/typeorm-block-store.js';
import type { Command } from 'commander';
import { CommandFailure } from '../command-failure.js';
import { type LedgerPlace, readLedgerPlace, withLedger } from '../ledger-store.js';
import { masterKeyState } from '../master-key-state.js';

const NO_INPUT = 66;

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('Read a backup into an empty ledger, of either kind of database: all of it, or nothing')
    .argument('<file>', 'what `mizan backup` wrote')
    .addHelpText(
      'after',
      '\nA ledger that holds anything is refused. Put the master key in its place before the server starts.',
    )
    .action(async (file: string) => {
      const place = readLedgerPlace();
      const input = createReadStream(file);
      await once(input, 'open').catch((cause) => {
        throw new CommandFailure(`the backup ${file} cannot be read (${cause.code})`, NO_INPUT, { cause });
      }); // before a database is made for it
      const lines = await withLedger(place, async (database) => {
        await importDatabase(database, input);
        const tip = await new TypeormBlockStore(database).tip();
        return [
          tip
            ? `restored into ${place.name}: height ${tip.header.height}, ${tip.supply} units, utxo digest ${toHex(tip.utxoDigest)}`
            : `restored into ${place.name}: a ledger without a block`,
          keyAdvice(await masterKeyState(database, place.masterKeyFile), place),
        ];
      });
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

function keyAdvice(state: Awaited<ReturnType<typeof masterKeyState>>, { masterKeyFile }: LedgerPlace): string {
  switch (state) {
    case 'fits':
      return `The master key ${masterKeyFile} is the one that this ledger is sealed with.`;
    case 'missing':
      return `The master key is missing: copy it to ${masterKeyFile} (mode 0600) before the server starts.`;
    case 'wrong':
      return `The master key ${masterKeyFile} is NOT the one that this ledger is sealed with: the server will not start with it.`;
    case 'not-needed':
      return 'Nothing in it is sealed.';
  }
}
