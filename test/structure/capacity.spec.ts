import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capacityRows, figuresOf } from './capacity.js';
import { PROJECT } from './source-files.js';

const document = (name: string) => readFileSync(join(PROJECT, 'docs', name), 'utf8');
/** Rows whose last cell is a number: those of the tables that are computed. */
const computedRows = (text: string) => text.split('\n').filter((line) => /^\|.*\| [\d.,]+ \|$/.test(line));

describe('the capacity of a ledger, in docs/scaling.md', () => {
  it('is computed from what docs/performance.md measured, row by row', () => {
    expect(computedRows(document('scaling.md'))).toEqual(capacityRows(figuresOf(document('performance.md'))));
  });

  it('has a row that depends on each figure', () => {
    const figures = figuresOf(document('performance.md'));
    const rows = capacityRows(figures);
    for (const [name, value] of Object.entries(figures))
      expect([name, capacityRows({ ...figures, [name]: value * 2 })]).not.toEqual([name, rows]);
  });

  it('is refused where a figure is missing, or stands there twice', () => {
    const text = document('performance.md');
    const row = /^\| processor time of a send .*\n/m.exec(text)![0];
    expect(() => figuresOf(text.replace(row, ''))).toThrow('docs/performance.md has sendMs 0 times');
    expect(() => figuresOf(text + row)).toThrow('docs/performance.md has sendMs 2 times');
  });
});
