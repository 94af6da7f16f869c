import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BackupRefused } from './backup.errors.js';

const NEWLINE = 10;
/** Longest line that is read; a row of ours is far below. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export interface HashedLine {
  /** From 1 on. */
  number: number;
  text: string;
  /** SHA-256 of every byte before this line, as hex; computed when asked for. */
  digestBefore(): string;
}

/** The lines of `input`, one at a time. @throws BackupRefused when it does not end with a line's end */
export async function* backupLines(input: Readable): AsyncGenerator<HashedLine> {
  const hash = createHash('sha256');
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  for await (const chunk of input) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end + 1)]);
      number++;
      yield { number, text: line.toString('utf8', 0, line.length - 1), digestBefore: () => hash.copy().digest('hex') };
      hash.update(line);
      rest = rest.subarray(end + 1);
      parts = [];
      length = 0;
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
    if (length > MAX_LINE_BYTES) throw new BackupRefused('not-a-backup', 'the file is not a backup');
  }
  if (length > 0) throw new BackupRefused('truncated', `the backup ends in the middle of line ${number + 1}`);
}
