import type { NodeStatementLine, PrintableNodeStatement } from '@app/node-wallet';
import { extractText } from 'unpdf';
import { nodeStatementTexts } from './node-statement-texts.js';
import { renderStatement } from './statement-page.js';

const FLOP = 100_000_000n;

function statement(...lines: Partial<NodeStatementLine>[]): PrintableNodeStatement {
  const line = {
    ...{ time: '2026-11-27T08:15:00.000Z', entry: 1n, type: 'network_fees', direction: 'out' as const },
    ...{ address: 'FQ4mHe91zPp7', txid: 'ab'.repeat(32), units: 1n, balanceAfter: -1_234n * FLOP },
  };
  return {
    ...{ nodeId: 'node_001', walletName: 'والٹ of <b>Amina</b>', from: undefined, until: '2026-12-01T00:00:00.000Z' },
    ...{ opening: 1_234_567n * FLOP + 1n, lines: lines.map((other) => ({ ...line, ...other })) },
    foot: { totalIn: 0n, totalOut: 999n * FLOP, closing: -1_000n * FLOP - 50_000_000n, digest: 'ef'.repeat(32) },
  };
}

test('amounts are FLOP with their thousands, below 0 too', () => {
  const { head, lines, foot } = nodeStatementTexts(statement({}, { direction: 'in', address: undefined }));
  const value = (label: string) => [...head, ...foot].find((row) => row.label === label)!.value;
  expect(['opening', 'totalIn', 'totalOut', 'closing', 'from'].map(value)).toEqual([
    '1,234,567.00000001 FLOP',
    '0 FLOP',
    '999 FLOP',
    '-1,000.5 FLOP',
    '–',
  ]);
  expect(lines).toEqual([
    expect.objectContaining({
      type: 'network fees',
      other: 'FQ4mHe91zP…',
      in: '',
      out: '0.00000001',
      balance: '-1,234',
    }),
    expect.objectContaining({ other: '', in: '0.00000001', out: '' }),
  ]);
});

test('the document says whose it is, each line, the sums and the digest', async () => {
  const pdf = await renderStatement(nodeStatementTexts(statement({}, {})));
  const { text } = await extractText(Uint8Array.from(pdf), { mergePages: true });
  for (const part of ['node_001', '<b>Amina</b>', '2026-12-01 00:00:00', 'Address']) expect(text).toContain(part);
  expect(text).not.toContain('Other wallet');
  expect(text.match(/2026-11-27 08:15:00/g)).toHaveLength(2);
  expect(text.replace(/\s/g, '')).toContain('ef'.repeat(32));
});
