import { describe, expect, it } from '@jest/globals';
import { LogReads } from './log-reads.js';

describe('readers of a log that is slow', () => {
  it('are refused when their turn does not come in time, and nothing is read for them', async () => {
    const reads = new LogReads(50);
    let release: (page: string) => void = () => undefined;
    const first = reads.answer('a', () => new Promise<string>((resolve) => (release = resolve)));
    const asked: string[] = [];
    const read = async () => {
      asked.push('read');
      return 'page';
    };
    await expect(reads.answer('a', read)).rejects.toMatchObject({
      status: 503,
      code: 'log_busy',
      retryAfterSeconds: 2,
    });
    const stream = reads.goOn('a', read);
    release('first');
    expect(await first).toBe('first');
    expect(await stream).toBe('page');
    expect(asked).toEqual(['read']);
  });

  it('wait for no other caller', async () => {
    const reads = new LogReads(10_000);
    let release: (page: string) => void = () => undefined;
    const slow = reads.answer('a', () => new Promise<string>((resolve) => (release = resolve)));
    expect(await reads.answer('b', async () => 'page')).toBe('page');
    release('slow');
    expect(await slow).toBe('slow');
  });

  it('are told of what went wrong with their page, and others go on', async () => {
    const reads = new LogReads();
    await expect(reads.answer('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await reads.answer('a', async () => 'page')).toBe('page');
  });
});
