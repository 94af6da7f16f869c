import { generateKeyPairSync } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Administrators } from '@app/kernel';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';
import { type CommandOutcome, mizan } from '../support/mizan.js';

const DIE_AT = join(import.meta.dirname, 'support', 'die-at.mjs');

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'the-right-token' ? 'amina' : undefined;
  }
}

describe.each(['optional', 'required'] as const)('mizan nodes rotate-key, where credentials are %s', (credentials) => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-rotate-'));
  const at = (name: string) => join(home, name);
  let registry: TestRegistry;
  let sequence = 0;
  beforeAll(async () => {
    registry = await startTestRegistry({
      storage: { kind: 'memory' },
      credentials,
      administrators: new OneAdministrator(),
      signatures: { version1EndsAtMs: 0 },
    });
  });
  afterAll(async () => {
    await registry?.close();
    rmSync(home, { recursive: true });
  });

  const nodes = (words: string[], env: Record<string, string> = {}) =>
    mizan(['nodes', ...words, '--url', registry.url], env);
  const rotate = (id: string, more: string[] = [], env: Record<string, string> = {}) =>
    nodes(['rotate-key', id, '--key-file', at(`${id}.pem`), ...more], env);
  const beat = (id: string, keyFile: string) =>
    nodes(['heartbeat', id, '--sequence', `${++sequence}`, '--key-file', keyFile]);
  const done = ({ code, stderr }: CommandOutcome) => expect([code, stderr]).toEqual([0, '']);

  /** A node with a key in `<id>.pem`, of which `<id>.old` is a copy. */
  async function registered(id: string): Promise<void> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    writeFileSync(at(`${id}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    copyFileSync(at(`${id}.pem`), at(`${id}.old`));
    done(await nodes(['register', id, 'a:1', '--key-file', at(`${id}.pem`)]));
  }

  /** The key file is the node's key, the copy of the old one is none, and nothing else is left that the node needs. */
  async function expectRotated(id: string): Promise<void> {
    expect(readFileSync(at(`${id}.pem`), 'utf8')).not.toBe(readFileSync(at(`${id}.old`), 'utf8'));
    expect(readdirSync(home).filter((name) => name === `${id}.pem.new`)).toEqual([]);
    expect(statSync(at(`${id}.pem`)).mode & 0o777).toBe(0o600);
    const [accepted, refused] = await Promise.all([beat(id, at(`${id}.pem`)), beat(id, at(`${id}.old`))]);
    done(accepted);
    expect([refused.code, refused.stderr]).toEqual([1, 'mizan: Invalid authentication credentials\n']);
  }

  it('puts a new key in the place of the old one, which is refused from then on', async () => {
    await registered('plain');
    const { code, stdout, stderr } = await rotate('plain', ['--ed25519']);
    expect([code, stderr]).toEqual([0, '']);
    const [said, key] = stdout.split('\n') as [string, string];
    expect(said).toBe('The key of node plain was rotated.');
    expect(key).toMatch(/plain\.pem holds the new key: [0-9a-f]{64}$/);
    await expectRotated('plain');
  });

  it('says where the new key waits when the answer is lost, and goes on with that one', async () => {
    await registered('lost');
    const deaf = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}`;
    const words = ['nodes', 'rotate-key', 'lost', '--key-file', at('lost.pem'), '--url', url];
    const { code, stdout, stderr } = await mizan(words);
    deaf.close();
    expect([code, stdout]).toEqual([69, '']);
    expect(stderr).toContain(`The new key waits in ${at('lost.pem')}.new; the same command asks again with it.`);
    const waiting = readFileSync(at('lost.pem.new'), 'utf8');
    done(await rotate('lost'));
    expect(readFileSync(at('lost.pem'), 'utf8')).toBe(waiting);
    await expectRotated('lost');
  });

  it('lets an administrator enter the public key of a node that has lost its own', async () => {
    await registered('helped');
    const key = (await mizan(['key', 'create', at('helped.new-one')])).stdout.trim();
    const words = ['rotate-key', 'helped', '--new-public-key', key];
    const unknown = await nodes(words);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('Authentication required')]);
    const { code, stdout } = await nodes(words, { MIZAN_ADMIN_TOKEN: 'the-right-token' });
    expect([code, stdout]).toEqual([0, 'The key of node helped was rotated.\n']);
    done(await beat('helped', at('helped.new-one')));
    expect((await beat('helped', at('helped.pem'))).code).toBe(1);
  });

  // The rest is about files on the node's side, the same in both modes.
  if (credentials === 'required') {
    it('loses no key, wherever it is killed', async () => {
      let step = 1;
      for (; step < 50; step++) {
        const id = `killed-${step}`;
        await registered(id);
        const env = { NODE_OPTIONS: `--import ${DIE_AT}`, DIE_AT: `${step}`, DIE_BELOW: home };
        const { code } = await rotate(id, [], env);
        // It has come to its end before that step.
        if (code === 0) break;
        expect(code).toBeNull();
        done(await rotate(id));
        await expectRotated(id);
      }
      // Draft, its flush, link, directory, draft removed, request, answer, rename, directory.
      expect(step).toBe(10);
    }, 240_000);

    it('keeps the old key when something else than a registry says that all is well', async () => {
      await registered('fooled');
      const before = readFileSync(at('fooled.pem'), 'utf8');
      const other = createServer((_, response) => response.end('{"success":true,"message":"rotated"}'));
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      const words = ['nodes', 'rotate-key', 'fooled', '--key-file', at('fooled.pem'), '--url', url];
      for (const more of [[], ['--json']]) {
        const { code, stdout, stderr } = await mizan([...words, ...more]);
        expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('is no registry')]);
      }
      other.close();
      expect(readFileSync(at('fooled.pem'), 'utf8')).toBe(before);
      done(await rotate('fooled'));
      await expectRotated('fooled');
    });

    it('replaces what a link leads to, and prints the bare answer', async () => {
      await registered('linked');
      symlinkSync(at('linked.pem'), at('link'));
      const { code, stdout } = await nodes(['rotate-key', 'linked', '--key-file', at('link'), '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ success: true, node_id: 'linked' });
      expect(readFileSync(at('link'), 'utf8')).toBe(readFileSync(at('linked.pem'), 'utf8'));
      await expectRotated('linked');
    });

    it('makes one key when it runs three times at once', async () => {
      await registered('thrice');
      const outcomes = await Promise.all([rotate('thrice'), rotate('thrice'), rotate('thrice')]);
      expect(outcomes.some(({ code }) => code === 0)).toBe(true);
      const { code } = await rotate('thrice'); // another one, with whatever was left
      expect(code).toBe(0);
      await expectRotated('thrice');
    });

    it('takes over the key that waits, when an administrator has entered it meanwhile', async () => {
      await registered('stolen');
      const key = (await mizan(['key', 'create', at('stolen.pem.new')])).stdout.trim();
      const words = ['rotate-key', 'stolen', '--new-public-key', key];
      done(await nodes(words, { MIZAN_ADMIN_TOKEN: 'the-right-token' }));
      done(await rotate('stolen'));
      await expectRotated('stolen');
    });

    it('wants to know whose key it is, and says what is wrong', async () => {
      const neither = await nodes(['rotate-key', 'plain']);
      expect([neither.code, neither.stderr]).toEqual([2, expect.stringContaining('--key-file FILE')]);
      const both = await rotate('plain', ['--new-public-key', 'ab']);
      expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('MIZAN_ADMIN_TOKEN')]);
      writeFileSync(at('plain.pem.new'), 'no key', { mode: 0o600 });
      const broken = await rotate('plain');
      expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('plain.pem.new holds no unencrypted')]);
      rmSync(at('plain.pem.new'));
      const foreign = await nodes(['rotate-key', 'nowhere', '--key-file', at('plain.pem')]);
      expect([foreign.code, foreign.stderr]).toEqual([1, expect.stringContaining('Not authorized for this node')]);
      expect(foreign.stderr).toContain('The new key waits in');
    });
  }
});
