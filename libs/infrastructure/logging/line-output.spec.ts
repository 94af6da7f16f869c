import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineOutput } from './line-output.js';

const report = (dropped: number, reason: string) => `lost ${dropped} ${reason}\n`;
const lines = (count: number, length = 99) => Buffer.from(`${'x'.repeat(length)}\n`.repeat(count));
let directory: string;
let fifo: string;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mizan-lines-'));
  fifo = join(directory, 'fifo');
  execFileSync('mkfifo', [fifo]);
});
afterEach(() => {
  for (const fd of open.splice(0)) closeSync(fd);
  rmSync(directory, { recursive: true });
});

function openFifo(flags: number): number {
  const fd = openSync(fifo, flags | constants.O_NONBLOCK);
  open.push(fd);
  return fd;
}

/** All that a pipe holds. */
function readAll(fd: number): string {
  let text = '';
  const chunk = Buffer.alloc(1 << 20);
  try {
    for (let size = readSync(fd, chunk); size > 0; size = readSync(fd, chunk))
      text += chunk.toString('latin1', 0, size);
  } catch {} // EAGAIN: it is empty
  return text;
}

test('a reader that falls behind gets whole lines, and is told how many it missed', () => {
  const reader = openFifo(constants.O_RDONLY);
  const output = new LineOutput({ fd: openFifo(constants.O_WRONLY), isFile: false }, { report, maxWaiting: 20_000 });
  for (let round = 0; round < 20; round++) output.write(lines(100));
  expect(output.dropped).toBeGreaterThan(500);
  let read = readAll(reader);
  output.flushSync();
  read += readAll(reader);
  const got = read.trimEnd().split('\n');
  const lost = got.filter((line) => line.startsWith('lost'));
  expect(lost).toEqual([`lost ${output.dropped} EAGAIN`]);
  expect(got.filter((line) => line === 'x'.repeat(99))).toHaveLength(2000 - output.dropped);
  expect(got).toHaveLength(2001 - output.dropped);
});

test('a reader that does not read does not keep the process from ending', () => {
  openFifo(constants.O_RDONLY);
  const output = new LineOutput({ fd: openFifo(constants.O_WRONLY), isFile: false }, { report });
  output.write(lines(2000));
  output.flushSync();
  expect(output.dropped).toBeGreaterThan(1000);
});

test('lines to a reader that left are counted, and the next reader is told', () => {
  const left = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const output = new LineOutput({ fd: openFifo(constants.O_WRONLY), isFile: false }, { report });
  closeSync(left);
  output.write(lines(3));
  expect(output.dropped).toBe(3);
  const next = openFifo(constants.O_RDONLY);
  output.write(lines(1, 5));
  expect(readAll(next)).toBe('lost 3 EPIPE\nxxxxx\n');
});

test('lines to a file come out in their order', async () => {
  const file = join(directory, 'log');
  const fd = openSync(file, 'w');
  open.push(fd);
  const output = new LineOutput({ fd, isFile: true }, { report });
  for (let line = 0; line < 50; line++) output.write(Buffer.from(`${line}\n`));
  await new Promise((resolve) => setTimeout(resolve, 100));
  output.flushSync();
  expect(readFileSync(file, 'utf8')).toBe(Array.from({ length: 50 }, (_, line) => `${line}\n`).join(''));
  expect(output.dropped).toBe(0);
});
