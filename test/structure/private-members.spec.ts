import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hashedMembers, parse } from './source-code.js';
import { PROJECT, sourceFiles } from './source-files.js';

const hashedIn = (file: string, text: string) => hashedMembers(parse(file, text)).map((name) => `${file} ${name}`);

describe('a private member', () => {
  it('is written `private`, and nowhere `#`', () => {
    const files = sourceFiles(['apps', 'libs', 'test', 'bench']);
    expect(files.flatMap((file) => hashedIn(file, readFileSync(join(PROJECT, file), 'utf8')))).toEqual([]);
  });

  it.each(['class A {\n  #a = 1;\n}', 'class A {\n  b() {\n    return this.#a(1);\n  }\n}'])(
    'is found out in %j',
    (text) => expect(hashedIn('planted.ts', text)).toEqual(['planted.ts #a']),
  );
});
