import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile, readKeyFile } from './key-file.js';
import { makeNodeKey, publicKeyOf } from './node-key.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-keys-'));
afterAll(() => rmSync(directory, { recursive: true }));
const at = (name: string) => join(directory, name);

describe('a key file', () => {
  it.each(['secp256k1', 'ed25519'] as const)(
    'gives back the %s key that was put into it, to its owner only',
    (scheme) => {
      const key = makeNodeKey(scheme);
      createKeyFile(at(scheme), key);
      expect(statSync(at(scheme)).mode & 0o777).toBe(0o600);
      const read = readKeyFile(at(scheme));
      expect([read.scheme, publicKeyOf(read)]).toEqual([scheme, publicKeyOf(key)]);
    },
  );

  it('is never overwritten', () => {
    createKeyFile(at('kept'), makeNodeKey('secp256k1'));
    const before = readFileSync(at('kept'));
    expect(() => createKeyFile(at('kept'), makeNodeKey('secp256k1'))).toThrow(/exists already/);
    expect(readFileSync(at('kept'))).toEqual(before);
    expect(() => createKeyFile(at('no/such/folder'), makeNodeKey('ed25519'))).toThrow(/cannot be written \(ENOENT\)/);
  });

  it.each([0o640, 0o604, 0o660, 0o610])('is refused when others may use it (mode %o)', (mode) => {
    const name = `open-${mode}`;
    createKeyFile(at(name), makeNodeKey('ed25519'));
    chmodSync(at(name), mode);
    expect(() => readKeyFile(at(name))).toThrow(`is open to others (mode 0${mode.toString(8)}); chmod 600 it first`);
  });

  it('is refused when it is missing, or holds no key of ours', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const contents = {
      empty: '',
      text: 'a key',
      other: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      public: publicKey.export({ type: 'spki', format: 'pem' }),
      locked: privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
    };
    for (const [name, content] of Object.entries(contents)) {
      writeFileSync(at(name), content, { mode: 0o600 });
      expect(() => readKeyFile(at(name))).toThrow(/holds no unencrypted secp256k1 or Ed25519 private key/);
    }
    expect(() => readKeyFile(at('missing'))).toThrow(/cannot be read \(ENOENT\)/);
    chmodSync(directory, 0o700);
    expect(() => readKeyFile(directory)).toThrow(/cannot be read \(EISDIR\)/);
  });
});
