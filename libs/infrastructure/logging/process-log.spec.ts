import { describe, expect, it } from '@jest/globals';
import { createProcessLog } from './process-log.js';

function linesOf(write: (log: ReturnType<typeof createProcessLog>) => void): string[] {
  const lines: string[] = [];
  write(createProcessLog('info', { write: (line) => void lines.push(line) }));
  return lines;
}

describe('the process log', () => {
  it('writes one JSON object per line, whatever is in the values', () => {
    const [line, ...more] = linesOf((log) => log.info({ name: 'a\r\n{"level":"fatal"}\u001b[31m' }, 'hello'));
    expect(more).toEqual([]);
    expect(line?.trimEnd()).not.toMatch(/[\r\n\u001b]/);
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 'info', msg: 'hello' });
  });

  it('cuts secrets out of whatever is logged', () => {
    const lines = linesOf((log) => {
      log.info({
        privKey: 'hidden',
        body: { private_key: 'hidden', otp: 'hidden' },
        headers: { authorization: 'hidden' },
      });
    });
    expect(lines.join()).not.toMatch('hidden');
  });

  it('tells the causes of an error and none of the data that a driver hangs on it', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      parameters: ['hidden'],
      detail: 'hidden',
    });
    const [line] = linesOf((log) => log.error({ err: new Error('cannot store', { cause }) }));
    expect(line).not.toMatch('hidden');
    expect(JSON.parse(line ?? '').err).toMatchObject({
      message: 'cannot store',
      cause: { message: 'duplicate key', code: '23505' },
    });
  });

  it('stays below its level', () => {
    expect(linesOf((log) => log.debug('chatter'))).toEqual([]);
  });
});
