import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resolve } from '@app/infrastructure/network/lookup-peer.js';
import { HttpWebhookSender } from './http-webhook-sender.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const sending = (url: string) => ({ url, id: 'mined-1', body: '{}', secrets: [SECRET], atMs: 1_614_265_330_000 });

/** Answers of DNS, one after the other. */
const answering = (...answers: string[][]): Resolve => {
  let count = 0;
  return (_name, { all }, callback) => {
    const addresses = answers[Math.min(count++, answers.length - 1)]!;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0]!.address, found[0]!.family);
  };
};

describe('the sender of webhooks', () => {
  let server: Server;
  let connections = 0;
  let port: number;
  const senders: HttpWebhookSender[] = [];
  const senderOf = (options: ConstructorParameters<typeof HttpWebhookSender>[0]) => {
    senders.push(new HttpWebhookSender(options));
    return senders.at(-1)!;
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/hanging') return;
      if (request.url === '/redirecting') response.setHeader('location', '/');
      response.writeHead(request.url === '/redirecting' ? 302 : 200);
      response.end(request.url === '/headers' ? JSON.stringify(request.headers) : 'y'.repeat(10 * 2 ** 20));
    });
    server.on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    for (const sender of senders) sender.close();
    server.closeAllConnections();
    server.close();
  });
  const local = (path: string) => sending(`http://127.0.0.1:${port}${path}`);

  it('signs as the vector of the specification', async () => {
    const outcome = await senderOf({ allowsLoopback: true }).send(local('/headers'));
    const headers = JSON.parse((outcome as { excerpt: string }).excerpt);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'mined-1',
      'webhook-timestamp': '1614265330',
    });
    expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  });

  it('reads 16 KiB of an answer, follows no redirect, and waits no longer than it may', async () => {
    const sender = senderOf({ allowsLoopback: true, timeoutMs: 300 });
    const long = await sender.send(local('/'));
    expect(long).toEqual({ kind: 'answered', status: 200, excerpt: 'y'.repeat(16 * 1024) });
    expect(await sender.send(local('/redirecting'))).toMatchObject({ kind: 'answered', status: 302 });
    expect(await sender.send(local('/hanging'))).toEqual({ kind: 'failed', reason: 'no answer within 0.3 s' });
  });

  it('connects to no address that is not public, whatever a name leads to', async () => {
    const before = connections;
    const reason = 'the URL does not lead to a public address';
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::ffff:7f00:1'],
      ['fd00::1'],
      ['169.254.169.254'],
    ]) {
      const sender = senderOf({ allowsLoopback: false, resolve: answering(addresses) });
      expect(await sender.send(sending(`https://hooks.example.com:${port}/`))).toEqual({ kind: 'failed', reason });
    }
    const plain = senderOf({ allowsLoopback: false });
    for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://[::1]:${port}/`]) {
      expect(await plain.send(sending(url))).toEqual({ kind: 'failed', reason });
    }
    expect(connections).toBe(before);
  });

  it('looks at the address again when it connects: a name that was public may be another one later', async () => {
    const before = connections;
    const sender = senderOf({ allowsLoopback: false, resolve: answering(['8.8.8.8'], ['127.0.0.1']) });
    const url = await sender.accept(`https://rebind.example.com:${port}/hook`);
    expect(await sender.send(sending(url))).toMatchObject({ reason: 'the URL does not lead to a public address' });
    expect(connections).toBe(before);
  });

  it('accepts https to public addresses, and in a demo this machine', async () => {
    const codeOf = (sender: HttpWebhookSender, url: string) =>
      sender.accept(url).catch(({ code }: { code: string }) => code);
    const demo = senderOf({ allowsLoopback: true, resolve: answering(['10.0.0.1']) });
    const production = senderOf({ allowsLoopback: false, resolve: answering(['8.8.8.8']) });
    expect(await codeOf(production, 'https://Hooks.Example.com/x?y=1#z')).toBe('https://hooks.example.com/x?y=1');
    expect(await codeOf(production, 'https://8.8.8.8:8443/')).toBe('https://8.8.8.8:8443/');
    expect(await codeOf(demo, 'http://localhost:4000/')).toBe('http://localhost:4000/');
    expect(await codeOf(demo, 'http://127.1/')).toBe('http://127.0.0.1/');
    expect(await codeOf(demo, 'https://hooks.example.com/')).toBe('forbidden_webhook_address');
    expect(await codeOf(production, 'http://localhost/')).toBe('invalid_webhook_url');
    expect(await codeOf(production, 'https://localhost/')).toBe('forbidden_webhook_address');
    expect(await codeOf(demo, 'http://10.0.0.1/')).toBe('invalid_webhook_url');
    expect(await codeOf(demo, 'https://10.0.0.1/')).toBe('forbidden_webhook_address');
  });
});
