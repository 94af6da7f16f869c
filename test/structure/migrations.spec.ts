import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const TYPEORM = join(import.meta.dirname, '..', '..', 'libs', 'infrastructure', 'typeorm');

/** Migrations that read the text of a function out of the database, to edit it: what they make depends on what they find. */
function editsOfFunctions(directory: string): string[] {
  return ['ledger', 'registry'].flatMap((schema) => {
    const folder = join(directory, schema, 'migrations');
    const files = readdirSync(folder).filter((file) =>
      /pg_get_functiondef|prosrc/.test(readFileSync(join(folder, file), 'utf8')),
    );
    return files.map((file) => `${schema}/${file}`);
  });
}

describe('migrations', () => {
  const planted = mkdtempSync(join(tmpdir(), 'mizan-migrations-'));
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('restate a function whole and edit none', () => {
    expect(editsOfFunctions(TYPEORM)).toEqual([]);
  });

  it('are found out when one edits a function', () => {
    for (const schema of ['ledger', 'registry']) mkdirSync(join(planted, schema, 'migrations'), { recursive: true });
    const edit = "EXECUTE replace(pg_get_functiondef('post_entry'::regproc), 'a', 'b')";
    writeFileSync(join(planted, 'registry', 'migrations', '1-edit.ts'), `export const EDIT = \`${edit}\`;\n`);
    writeFileSync(
      join(planted, 'ledger', 'migrations', '2-restate.ts'),
      'export const RESTATE = `CREATE OR REPLACE …`;\n',
    );
    expect(editsOfFunctions(planted)).toEqual(['registry/1-edit.ts']);
  });
});
