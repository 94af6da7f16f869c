import { describe, expect, it } from '@jest/globals';
import { LEDGER_ANSWERS } from '../../apps/ledger-api/ledger-answers.js';
import { REGISTRY_ANSWERS } from '../../apps/registry-api/registry-answers.js';
import { programTexts } from './source-files.js';

const sources = programTexts(['libs', 'apps']);
const statusInside = /class \w+ extends (?!HttpRefusal)\w+ \{[^}]*?readonly status = \d/;

describe('refusals', () => {
  it('have no status of their own, but in HTTP', () => {
    expect(sources.filter(({ text }) => statusInside.test(text)).map(({ file }) => file)).toEqual([]);
    expect("class Lost extends DomainError {\n  readonly kind = 'missing';\n  readonly status = 410;\n}").toMatch(
      statusInside,
    );
  });

  it.each(Object.entries({ LEDGER_ANSWERS, REGISTRY_ANSWERS }))('are known by their codes in %s', (_name, table) => {
    const codes = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/readonly code = '(\w+)'/g)].map((found) => found[1]!)),
    );
    expect(Object.keys(table).filter((code) => !codes.has(code))).toEqual([]);
  });
});
