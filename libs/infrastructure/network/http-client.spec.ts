import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { HttpClient, type HttpClientOptions } from './http-client.js';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const request = { method: 'POST', path: '/', headers: {}, body: 'order' };

describe('a call to another server', () => {
  let server: Server;
  let client: HttpClient;
  let serve: (socket: Socket) => void;
  let received: string;
  const sockets = new Set<Socket>();
  const connect = (options: Partial<HttpClientOptions> = {}) => {
    const { port } = server.address() as AddressInfo;
    const limits = { timeoutMs: 10_000, maxAnswerBytes: 1000 };
    client = new HttpClient({ server: { protocol: 'http:', hostname: '127.0.0.1', port }, ...limits, ...options });
  };

  beforeEach(async () => {
    received = '';
    serve = (socket) => socket.write(ANSWER);
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
      socket.on('data', (bytes) => {
        received += bytes;
        serve(socket);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    connect();
  });

  afterEach(() => {
    client.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('has the answer, its headers and its bytes, and is written to the byte', async () => {
    const sent = { ...request, path: '/a%2fb?c=%20', headers: { host: 'elsewhere' } };
    const { status, headers, body } = await client.send(sent);
    expect([status, headers['content-length'], body.toString()]).toEqual([200, '2', '{}']);
    expect(received).toMatch(/^POST \/a%2fb\?c=%20 HTTP\/1\.1\r\n(?:.+\r\n)*host: elsewhere\r\n/i);
    expect(received).toMatch(/\r\n\r\norder$/);
  });

  it('keeps its connection where that is wanted, and counts those that come and go', async () => {
    connect({ idleMs: 10_000 });
    for (let call = 0; call < 3; call++) await client.send(request);
    expect(client.connectionChanges).toBe(1);
    for (const socket of sockets) socket.destroy();
    while (client.connectionChanges < 2) await new Promise(setImmediate);
    await client.send(request);
    expect(client.connectionChanges).toBe(3);
  });

  it('ends at its time however slowly the answer drips, and may have been carried out', async () => {
    serve = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 5);
      socket.once('close', () => clearInterval(drip));
    };
    const failure = client.send({ ...request, timeoutMs: 200 });
    await expect(failure).rejects.toMatchObject({ name: 'AnswerLost', how: 'timed_out' });
    await expect(failure).rejects.toMatchObject({ cause: { message: 'no answer within 0.2 s' } });
  });

  it.each([
    ['is longer than it may be', 'HTTP/1.1 200 OK\r\n\r\n'.padEnd(2000, 'x'), 'too_large'],
    ['is cut', 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf', 'connection_lost'],
    ['is no HTTP', 'hello', 'connection_lost'],
    ['does not come', '', 'connection_lost'],
  ])('has lost an answer that %s', async (_, bytes, how) => {
    serve = (socket) => socket.end(bytes);
    await expect(client.send(request)).rejects.toMatchObject({ name: 'AnswerLost', how });
  });

  it('is given back to a caller who no longer wants to wait', async () => {
    const controller = new AbortController();
    serve = () => controller.abort();
    const failure = client.send({ ...request, cancel: controller.signal });
    await expect(failure).rejects.toMatchObject({ name: 'AnswerLost', cause: { message: 'interrupted' } });
  });

  it('was surely not made when there is no server, no TLS at the other end, or no room', async () => {
    const { port } = server.address() as AddressInfo;
    connect({ server: { protocol: 'https:', hostname: '127.0.0.1', port } });
    await expect(client.send({ ...request, timeoutMs: 200 })).rejects.toMatchObject({ name: 'NotSent' });
    expect(received).not.toContain('order');
    connect({ maxConnections: 1, maxWaiting: 0 });
    serve = () => {};
    const first = client.send({ ...request, timeoutMs: 200 });
    await expect(client.send(request)).rejects.toMatchObject({ name: 'NotSent', how: 'too_many_waiting' });
    await expect(first).rejects.toMatchObject({ name: 'AnswerLost' });
    connect({ server: { protocol: 'http:', hostname: '[::1]', port } });
    await expect(client.send(request)).rejects.toMatchObject({ name: 'NotSent', cause: { code: 'ECONNREFUSED' } });
  });
});
