import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administratorToken } from './administrator-token.js';

const tokenFor = (url: string, token?: string) =>
  administratorToken(new URL(url), token === undefined ? {} : { MIZAN_ADMIN_TOKEN: token });

describe('the token of an administrator', () => {
  it('goes with the requests of the user who has set it', () => {
    for (const url of ['https://nodes.example.com', 'http://localhost:8000', 'http://127.0.0.1', 'http://[::1]:8000'])
      expect(tokenFor(url, 'mizan_admin_x')).toBe('mizan_admin_x');
  });

  it('is not sent by those who have none', () => {
    expect(tokenFor('http://nodes.example.com')).toBeUndefined();
    expect(tokenFor('http://nodes.example.com', ' ')).toBeUndefined();
  });

  it('does not travel over a network in the clear', () => {
    for (const url of ['http://nodes.example.com', 'http://10.0.0.7:8000', 'http://127.0.0.1.evil.example'])
      expect(() => tokenFor(url, 'mizan_admin_x')).toThrow('over https');
  });

  it('may stand in a file that only its owner reads', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mizan-token-'));
    const file = join(directory, 'token');
    writeFileSync(file, 'mizan_admin_y\n', { mode: 0o600 });
    const url = new URL('http://localhost:8080');
    expect(administratorToken(url, { MIZAN_ADMIN_TOKEN_FILE: file })).toBe('mizan_admin_y');
    expect(() => administratorToken(url, { MIZAN_ADMIN_TOKEN_FILE: file, MIZAN_ADMIN_TOKEN: 'x' })).toThrow('not both');
    chmodSync(file, 0o640);
    expect(() => administratorToken(url, { MIZAN_ADMIN_TOKEN_FILE: file })).toThrow(/open to others \(mode 0640\)/);
    rmSync(directory, { recursive: true });
    expect(() => administratorToken(url, { MIZAN_ADMIN_TOKEN_FILE: file })).toThrow(/cannot be read \(ENOENT\)/);
  });
});
