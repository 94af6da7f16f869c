import { MOST_PRINTED_LINES, readPrintedLines, StatementTooLong } from './printed-statement.js';

async function* count(last: number, looked: number[] = []) {
  for (let line = 1; line <= last; line++) {
    looked.push(line);
    yield line;
  }
}

test('as many lines as a document may have are read to their end', async () => {
  expect(await readPrintedLines(count(MOST_PRINTED_LINES))).toHaveLength(MOST_PRINTED_LINES);
});

test('one more is refused, and none is read after it', async () => {
  const looked: number[] = [];
  await expect(readPrintedLines(count(5 * MOST_PRINTED_LINES, looked))).rejects.toThrow(StatementTooLong);
  expect(looked).toHaveLength(MOST_PRINTED_LINES + 1);
});
