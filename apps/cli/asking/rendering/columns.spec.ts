import { fieldLines, tableLines } from './columns.js';
import { choosePalette, stateColour } from './palette.js';

const colourful = choosePalette(true, {});
const colourless = choosePalette(false, {});

it('puts values of different length below one another', () => {
  const columns = [{ title: 'name' }, { title: 'amount', align: 'right' as const }];
  const rows = [
    ['a', '1.5'],
    ['longer', '90000000.00000014'],
  ];
  expect(tableLines(columns, rows, colourless.faint)).toEqual([
    'name               amount',
    'a                     1.5',
    'longer  90000000.00000014',
  ]);
  expect(
    fieldLines([
      ['a', '1'],
      ['longer', '2'],
    ]),
  ).toEqual(['a       1', 'longer  2']);
});

it('does not count colours as letters', () => {
  const cell = { text: 'ok', paint: stateColour(colourful, 'ok') };
  const [, line] = tableLines([{ title: 'state' }, { title: 'x' }], [[cell, 'y']], colourless.faint);
  expect(line).toBe('\u001b[32mok\u001b[39m     y');
});

it.each([
  [false, {}],
  [true, { NO_COLOR: '1' }],
  [true, { TERM: 'dumb' }],
])('has no colours when terminal is %j in %j', (isTerminal, environment) => {
  expect(choosePalette(isTerminal, environment).bad('x')).toBe('x');
});

it('has colours on a terminal, also where NO_COLOR is empty', () => {
  expect(choosePalette(true, { NO_COLOR: '' }).bad('x')).toBe('\u001b[31mx\u001b[39m');
});

it('gives each row lines of its own where the table is wider than the terminal', () => {
  const txid = 'f'.repeat(64);
  const columns = [{ title: 'amount', align: 'right' as const }, { title: 'txid' }];
  const rows = [
    ['1.5', txid],
    ['22', txid],
  ];
  expect(tableLines(columns, rows, (text) => text, 72)[0]).toBe('amount  txid');
  expect(tableLines(columns, rows, (text) => text, 71)).toEqual([
    'amount  1.5',
    `txid    ${txid}`,
    '',
    'amount  22',
    `txid    ${txid}`,
  ]);
});
