import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ledgerDocument } from '../ledger-api/ledger-document.js';
import { registryDocument } from '../registry-api/registry-document.js';
// `npm run openapi` writes the documents of the APIs to openapi/; with --check it only says which of them are out of date.
const FOLDER = 'openapi';
const documents = { ledger: ledgerDocument, registry: registryDocument };
const checkOnly = process.argv.includes('--check');
mkdirSync(FOLDER, { recursive: true });
for (const [api, describe] of Object.entries(documents)) {
    const file = `${FOLDER}/${api}.json`;
    const text = `${JSON.stringify(await describe(), null, 2)}\n`;
    if (!checkOnly)
        writeFileSync(file, text);
    else if (read(file) !== text) {
        process.stderr.write(`${file} is out of date: npm run openapi\n`);
        process.exitCode = 1;
    }
}
function read(file) {
    try {
        return readFileSync(file, 'utf8');
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=write-openapi.js.map