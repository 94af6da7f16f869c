import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { connectionFlagsOf, parseTimeout, parseUrl } from '../asking/connection-flags.js';
import { addConnectionOptions, openConnection } from './connection.js';
import { createKeyFile } from './key-file.js';
import { makeNodeKey, publicKeyOf } from './node-key.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-connection-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a connection', () => {
  it('goes to the local registry, unsigned, with 30 s of patience, unless something else is said', () => {
    const { url, timeoutMs, key, isBare } = openConnection({}, {});
    expect([url.href, timeoutMs, key, isBare]).toEqual(['http://localhost:8000/', 30_000, undefined, false]);
  });

  it('prefers what stands nearest: the command, its groups, what was said before', async () => {
    const program = addConnectionOptions(new Command()).enablePositionalOptions();
    let flags = {};
    addConnectionOptions(program.command('inner')).action((_, command) => {
      flags = connectionFlagsOf(command, { timeout: 7, json: true, url: new URL('http://before/') });
    });
    await program.parseAsync(['--url', 'http://outer', '--key-file', 'k', 'inner', '--url', 'http://inner'], {
      from: 'user',
    });
    expect(flags).toEqual({ url: new URL('http://inner'), keyFile: 'k', timeout: 7, json: true });
  });

  it('signs with the key of the flag, else of the environment', () => {
    const [first, second] = ['a', 'b'].map((name) => {
      const key = makeNodeKey('ed25519');
      const file = join(directory, name);
      createKeyFile(file, key);
      return { file, publicKey: publicKeyOf(key) };
    });
    expect(publicKeyOf(openConnection({}, { MIZAN_KEY_FILE: first!.file }).key!)).toBe(first!.publicKey);
    const both = openConnection({ keyFile: second!.file }, { MIZAN_KEY_FILE: first!.file });
    expect(publicKeyOf(both.key!)).toBe(second!.publicKey);
    expect(openConnection({}, { MIZAN_KEY_FILE: '' }).key).toBeUndefined();
  });

  it.each(['localhost:8000', 'ftp://h', 'http://', 'http://u:p@h', 'http://h?q', 'http://h#f', ''])(
    'does not go to %j',
    (text) => {
      expect(() => parseUrl(text, 'http://localhost:8000')).toThrow(InvalidArgumentError);
    },
  );

  it.each(['0', '-1', 'soon', '1e3', '3601', 'Infinity', ''])('does not wait for %j seconds', (text) => {
    expect(() => parseTimeout(text)).toThrow(InvalidArgumentError);
    expect(parseTimeout('0.5')).toBe(0.5);
  });
});
