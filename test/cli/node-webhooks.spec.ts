import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { mizan } from '../support/mizan.js';
import { type RunningServer, startServer } from '../support/server.js';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(60_000);

let server: RunningServer;
let receiver: WebhookReceiver;
const run = (...words: string[]) => mizan([...words, '--url', server.registryUrl]);

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  server = await startServer({ env: { SERVE: 'registry', PERSISTENCE: 'memory' } });
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});

it('mizan nodes webhooks makes, shows, tries, pauses and deletes a webhook of the registry', async () => {
  const url = receiver.url('/ok/nodes');
  const made = await run('nodes', 'webhooks', 'create', url, '--types', 'node.registered', '--node', 'n1');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const [, id = ''] = /^(\S+) {2}active/.exec(made.stdout) ?? [];
  const [, secret = ''] = /^secret {2}(whsec_\S+)$/m.exec(made.stdout) ?? [];
  expect(made.stdout).toContain('of n1');

  await run('nodes', 'register', 'n1', '10.0.0.1:9000');
  const [first] = await receiver.until('/ok/nodes', 1);
  verifyWith(secret, first!);
  expect(first!.event.type).toBe('node.registered');
  expect((await run('nodes', 'webhooks', 'test', id)).code).toBe(0);
  expect((await receiver.until('/ok/nodes', 2))[1]!.event.type).toBe('webhook.test');
  expect((await run('nodes', 'webhooks', 'redeliver', id, '1')).code).toBe(0);
  await receiver.until('/ok/nodes', 3);
  const one = await run('nodes', 'webhooks', 'deliveries', id, '--limit', '1');
  expect(one.stdout).toMatch(/^\d+ .*\nmore: --cursor \S+\n$/s);
  const [, cursor = ''] = /--cursor (\S+)/.exec(one.stdout) ?? [];
  const rest = await run('nodes', 'webhooks', 'deliveries', id, '--cursor', cursor);
  expect(rest.stdout).toContain('node.registered');

  expect((await run('nodes', 'webhooks', 'pause', id)).stdout).toMatch(/ {2}paused {2}/);
  expect((await run('nodes', 'webhooks', 'resume', id)).stdout).toMatch(/ {2}active {2}/);
  expect((await run('nodes', 'webhooks', 'show', id)).stdout).toContain(url);
  expect((await run('nodes', 'webhooks', 'rotate', id)).stdout).toMatch(/^secret {2}whsec_/m);
  expect((await run('nodes', 'webhooks')).stdout).toContain('the secret before this one signs until');
  expect(await run('nodes', 'webhooks', 'delete', id)).toMatchObject({ code: 0, stdout: `${id} is deleted\n` });
  expect((await run('nodes', 'webhooks', 'list')).stdout).toBe('no webhooks\n');
});

it('makes one webhook for one key, and says why another is refused', async () => {
  const create = (...words: string[]) =>
    run('nodes', 'webhooks', 'create', receiver.url('/ok/keyed'), '--types', 'node.online', ...words);
  const [first, second] = [await create('--idempotency-key', 'once'), await create('--idempotency-key', 'once')];
  expect(second.stdout).toBe(first.stdout);
  expect((await run('nodes', 'webhooks', 'list')).stdout.match(/active/g)).toHaveLength(1);
  expect(await create('--node', 'no such node!')).toMatchObject({ code: 1, stdout: '' });
  expect(await run('nodes', 'webhooks', 'create', 'http://10.0.0.1/', '--types', 'node.online')).toMatchObject({
    code: 1,
    stdout: '',
  });
});

it('says how to ask again when the answer is lost, also in a session', async () => {
  const deaf = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  const url = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`;
  const words = ['nodes', 'webhooks', 'create', 'https://a.example/', '--types', 'node.online', '--node', 'n1'];
  const again = ['mizan', ...words, '--idempotency-key', 'once', '--url', url].join(' ');
  const asked = [...words, '--idempotency-key', 'once'];
  const shell = await mizan([...asked, '--url', url]);
  expect([shell.code, shell.stderr]).toEqual([69, expect.stringContaining(again)]);
  const session = await mizan(['--url', url], {}, `${asked.join(' ')}\nquit\n`);
  expect([session.code, session.stderr]).toEqual([69, expect.stringContaining(again)]);
  deaf.close();
});
