import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import type { ApiDocument } from './api-document.js';
import { clientOperations } from './client-operation.js';
import { clientSchemas } from './client-schemas.js';
import { writeOperations } from './write-operations.js';

// `npm run client [folder]` writes the generated half of the client: types, and a table of operations.
const project = join(import.meta.dirname, '../../..');
const folder = process.argv[2] ?? join(project, 'libs/client/generated');

for (const api of ['ledger', 'registry']) {
  const document: ApiDocument = JSON.parse(readFileSync(join(project, `openapi/${api}.json`), 'utf8'));
  const operations = clientOperations(document);
  const info = { title: api, version: '1' };
  const schemas = clientSchemas(document, operations);
  await createClient({
    input: { openapi: '3.1.0', info, paths: {}, components: { schemas } },
    output: { path: join(folder, api), entryFile: false },
    logs: { level: 'silent' },
    plugins: [
      {
        name: '@hey-api/typescript',
        '~resolvers': { number: ({ $, schema }) => (schema.format === 'int64' ? $.type('bigint') : undefined) },
      },
    ],
  });
  writeFileSync(join(folder, api, 'operations.ts'), writeOperations(api, document, operations));
}
