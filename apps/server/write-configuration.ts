import { readFileSync, writeFileSync } from 'node:fs';
import { environmentExample, withTables } from './configuration-document.js';

// `npm run configuration` writes docs/configuration.md and .env.example below the directory that the command runs in.
const DOCUMENT = 'docs/configuration.md';
writeFileSync(DOCUMENT, withTables(readFileSync(DOCUMENT, 'utf8')));
writeFileSync('.env.example', environmentExample());
