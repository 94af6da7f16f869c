import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryFile, historyPath, isMemorable, MAX_HISTORY_LINES } from './history-file.js';

const home = mkdtempSync(join(tmpdir(), 'mizan-history-'));
afterAll(() => rmSync(home, { recursive: true }));

describe('the history of sessions', () => {
  it('lies in the state directory', () => {
    expect(historyPath({ XDG_STATE_HOME: '/state' })).toBe('/state/mizan/history');
    for (const environment of [{}, { XDG_STATE_HOME: '' }, { XDG_STATE_HOME: 'relative' }])
      expect(historyPath(environment)).toBe(join(homedir(), '.local/state/mizan/history'));
  });

  it('comes back newest first, and only its owner reads it', () => {
    const path = historyPath({ XDG_STATE_HOME: join(home, 'deep') });
    const history = new HistoryFile(path);
    expect(history.load()).toEqual([]);
    history.append('balance a');
    history.append('balance b');
    expect(new HistoryFile(path).load()).toEqual(['balance b', 'balance a']);
    expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700]);
    chmodSync(path, 0o644);
    history.append('balance c');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('forgets the oldest lines', () => {
    const path = join(home, 'long');
    const lines = Array.from({ length: 2 * MAX_HISTORY_LINES + 1 }, (_, index) => `info n${index}`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    expect(new HistoryFile(path).load()).toHaveLength(MAX_HISTORY_LINES);
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(`info n${MAX_HISTORY_LINES + 1}`);
  });

  it('is done without where it cannot be kept', () => {
    writeFileSync(join(home, 'file'), '');
    const history = new HistoryFile(join(home, 'file', 'history'));
    expect(() => history.append('balance a')).not.toThrow();
    expect(history.load()).toEqual([]);
  });

  it.each([
    ['balance node_001', true],
    ['send n FADDRESS 10', true],
    ['', false],
    [' balance node_001', false],
    ['hunter2', false],
    [`balance ${'aB'.repeat(32)}`, false],
    ['send -----BEGIN PRIVATE KEY-----', false],
  ])('of %j remembers: %j', (line, expected) => {
    expect(isMemorable(line, ['balance', 'send'])).toBe(expected);
  });
});
