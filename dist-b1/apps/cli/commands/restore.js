import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { toHex } from "../../../libs/chain/index.js";
import { importDatabase } from "../../../libs/infrastructure/typeorm/backup/import-database.js";
import { TypeormBlockStore } from "../../../libs/infrastructure/typeorm/ledger/typeorm-block-store.js";
import { apiOption } from '../api-option.js';
import { CommandFailure } from '../command-failure.js';
import { describeRows } from '../describe-rows.js';
import { masterKeyState } from '../master-key-state.js';
import { readStoragePlace, withStore } from '../stores.js';
const NO_INPUT = 66;
export function addRestore(program) {
    program
        .command('restore')
        .description('read a backup into an empty store, of either kind of database: all of it, or nothing')
        .argument('<file>', 'what `mizan backup` wrote')
        .addOption(apiOption('whose data'))
        .addHelpText('after', '\nA store that holds anything is refused. Put the master key in its place before the server starts.')
        .action(async (file, { api }) => {
        const place = readStoragePlace();
        const input = await openBackup(file); // before a store is made for it
        const lines = await withStore(place, api, async (database) => {
            const { rows } = await importDatabase(database, input);
            return [
                `restored into the ${api} in ${place.name}: ${describeRows(rows)}`,
                ...(api === 'ledger' ? await describeTip(database) : []),
                keyAdvice(await masterKeyState(database, place.masterKeyFile), place.masterKeyFile),
            ];
        });
        process.stdout.write(`${lines.join('\n')}\n`);
    });
}
async function openBackup(file) {
    const input = createReadStream(file);
    await once(input, 'open').catch((cause) => {
        throw new CommandFailure(`the backup ${file} cannot be read (${cause.code})`, NO_INPUT, { cause });
    });
    return input;
}
/** What `GET /chain` says of the origin too. */
async function describeTip(database) {
    const tip = await new TypeormBlockStore(database).tip();
    return tip ? [`height ${tip.header.height}, supply ${tip.supply} units, utxo digest ${toHex(tip.utxoDigest)}`] : [];
}
function keyAdvice(state, file) {
    switch (state) {
        case 'fits':
            return `The master key ${file} is the one that this is sealed with.`;
        case 'missing':
            return `The master key is missing: copy it to ${file} (mode 0600) before the server starts.`;
        case 'wrong':
            return `The master key ${file} is NOT the one that this is sealed with: the server will not start with it.`;
        case 'unusable':
            return `${file} is no master key that the server would take: 32 bytes, mode 0600.`;
        case 'not-needed':
            return 'No master key has been used yet.';
    }
}
//# sourceMappingURL=restore.js.map