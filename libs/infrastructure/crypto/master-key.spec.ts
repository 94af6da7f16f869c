import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { transformSync } from '@swc/core';
import { MasterKeyUnusable, readMasterKey, readOrCreateMasterKey } from './master-key.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mizan-key-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('the first start makes a key of 32 bytes that only its owner may read, and later starts read it', () => {
  const path = join(directory, 'data', 'master.key');
  const key = readOrCreateMasterKey(path);
  expect(key).toHaveLength(32);
  expect(key.equals(Buffer.alloc(32))).toBe(false);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  expect(readOrCreateMasterKey(path)).toEqual(key);
  expect(readdirSync(join(directory, 'data'))).toEqual(['master.key']);
});

test.each([0o644, 0o640, 0o604, 0o660, 0o601])(
  'a key file of mode %o is refused with the fix, and not touched',
  (mode) => {
    const path = join(directory, 'master.key');
    writeFileSync(path, Buffer.alloc(32, 3));
    chmodSync(path, mode);
    expect(() => readOrCreateMasterKey(path)).toThrow(`chmod 600 ${path}`);
    expect(statSync(path).mode & 0o777).toBe(mode);
  },
);

test('a key may be written in hex or in Base64, with a line end or without', () => {
  const key = randomBytes(32);
  const texts = [key.toString('hex'), key.toString('hex').toUpperCase(), key.toString('base64')];
  for (const text of texts.flatMap((form) => [form, `${form}\n`, `${form}\r\n`])) {
    const path = join(directory, 'master.key');
    writeFileSync(path, text, { mode: 0o600 });
    expect(readMasterKey(path).equals(key)).toBe(true);
  }
});

test.each([
  ['half a key in hex', 'ab'.repeat(16)],
  ['a sentence', 'correct horse battery staple 123'],
  ['nothing but zeros', Buffer.alloc(32)],
])('%s is no key', (_, content) => {
  const path = join(directory, 'master.key');
  writeFileSync(path, content, { mode: 0o600 });
  expect(() => readMasterKey(path)).toThrow('is not random');
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;
asRoot('a key that belongs to another user is refused: he could replace it', () => {
  const path = join(directory, 'master.key');
  writeFileSync(path, randomBytes(32), { mode: 0o600 });
  chownSync(path, 12345, 0);
  expect(() => readMasterKey(path)).toThrow('belongs to another user (12345)');
});

test('a pipe in the place of the key is refused at once, not waited for', () => {
  const path = join(directory, 'pipe');
  execFileSync('mkfifo', ['-m', '600', path]);
  expect(() => readMasterKey(path)).toThrow('it is no file');
});

test.each([0, 31, 33, 65])('a key file of %i bytes is refused and not replaced', (length) => {
  const path = join(directory, 'master.key');
  writeFileSync(path, Buffer.alloc(length, 3), { mode: 0o600 });
  expect(() => readOrCreateMasterKey(path)).toThrow(MasterKeyUnusable);
  expect(readFileSync(path)).toHaveLength(length);
});

test('a missing key, a directory and a dangling link are unusable, by name and without a key in the message', () => {
  expect(() => readMasterKey(join(directory, 'none'))).toThrow(MasterKeyUnusable);
  mkdirSync(join(directory, 'folder'));
  expect(() => readOrCreateMasterKey(join(directory, 'folder'))).toThrow(MasterKeyUnusable);
  symlinkSync(join(directory, 'nowhere'), join(directory, 'link'));
  expect(() => readOrCreateMasterKey(join(directory, 'link'))).toThrow(MasterKeyUnusable);
});

test('a place where no key can be made is unusable, by name', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => readOrCreateMasterKey(join(directory, 'file', 'master.key'))).toThrow(MasterKeyUnusable);
});

/** master-key.ts and what it imports as a worker's own program: waits for the start, then prints the key it got. */
function racer(): URL {
  const imported = ['process/exhaustion', 'process/publish-file'];
  for (const file of imported) asJavaScript(file, readFileSync(`libs/infrastructure/${file}.ts`, 'utf8'));
  return asJavaScript(
    'racer',
    `${readFileSync('libs/infrastructure/crypto/master-key.ts', 'utf8')}
    import { parentPort, workerData } from 'node:worker_threads';
    parentPort!.postMessage('ready');
    Atomics.wait(new Int32Array(workerData.start), 0, 0);
    parentPort!.postMessage(readOrCreateMasterKey(workerData.path).toString('hex'));`,
  );
}

function asJavaScript(name: string, source: string): URL {
  const { code } = transformSync(source.replaceAll(/@app\/infrastructure\/process\/([\w-]+)\.js/g, './$1.mjs'), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  const file = join(directory, `${basename(name)}.mjs`);
  writeFileSync(file, code);
  return pathToFileURL(file);
}

test('of six creators at once all get the one key that won', async () => {
  const path = join(directory, 'data', 'master.key');
  const start = new Int32Array(new SharedArrayBuffer(4));
  const program = racer();
  const workers = Array.from({ length: 6 }, () => new Worker(program, { workerData: { path, start: start.buffer } }));
  const next = (worker: Worker) => once(worker, 'message').then(([message]) => String(message));
  await Promise.all(workers.map(next));
  await wait(200); // from saying so to being asleep
  const keys = Promise.all(workers.map(next));
  Atomics.store(start, 0, 1);
  expect(Atomics.notify(start, 0)).toBeGreaterThan(1);
  expect(new Set(await keys)).toEqual(new Set([readFileSync(path).toString('hex')]));
  expect(readdirSync(join(directory, 'data'))).toEqual(['master.key']);
});
