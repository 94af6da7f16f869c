import type { PrintableStatement, TellingLine } from '@app/reporting';
import { extractText } from 'unpdf';
import { renderStatement } from './statement-page.js';
import { statementTexts } from './statement-texts.js';

const LARGE = 999_999_999_999_999_999n;

function statement(count: number): PrintableStatement {
  const lines = Array.from(
    { length: count },
    (_, at): TellingLine => ({
      ...{ time: '2026-11-27T08:15:00.000Z', type: 'send', direction: 'in', counterparty: 'cd'.repeat(32) },
      ...{ units: LARGE, balanceAfter: BigInt(at), txid: Buffer.alloc(32, at), height: at },
    }),
  );
  const head = { address: 'ab'.repeat(32), from: '2026-11-01T00:00:00.000Z', until: undefined, opening: 7n };
  const foot = { totalIn: LARGE, totalOut: 1_234n, closing: 5n, digest: 'ef'.repeat(32) };
  return { head, height: 42, lines, foot };
}

test('a statement says each line, its sums and its digest', async () => {
  const pdf = await renderStatement(statementTexts(statement(3)));
  const { totalPages, text } = await extractText(Uint8Array.from(pdf), { mergePages: true });
  expect(totalPages).toBe(1);
  for (const part of ['2026-11-01 00:00:00', '7 units', '1,234 units', '5 units', 'cdcdcdcdcd…', '0202020202…']) {
    expect(text).toContain(part);
  }
  const joined = text.replace(/\s/g, '');
  for (const part of ['ab'.repeat(32), 'ef'.repeat(32), '999,999,999,999,999,999']) expect(joined).toContain(part);
});

test('the longest statement has all of its lines, with the heads of the columns on each page', async () => {
  const pdf = await renderStatement(statementTexts(statement(1_000)));
  const { totalPages, text } = await extractText(Uint8Array.from(pdf), { mergePages: false });
  expect(totalPages).toBeGreaterThan(15);
  expect(text.join(' ').match(/2026-11-27 08:15:00/g)).toHaveLength(1_000);
  expect(text.filter((page) => page.includes('Other wallet'))).toHaveLength(totalPages);
}, 60_000);
