import type { FastifyRequest } from 'fastify';
import { Peers } from './peers.js';

function requestFrom(remoteAddress: string | undefined, headers: Record<string, string> = {}): FastifyRequest {
  return { raw: { socket: { remoteAddress }, headers } } as unknown as FastifyRequest;
}

const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

describe('where a request comes from', () => {
  it('is this machine when the connection says so and no proxy speaks for somebody', () => {
    const peers = new Peers([]);
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      expect(peers.isLocal(requestFrom(address))).toBe(true);
    for (const address of ['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1', undefined])
      expect(peers.isLocal(requestFrom(address))).toBe(false);
    for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip'])
      expect(peers.isLocal(requestFrom('127.0.0.1', { [name]: '127.0.0.1' }))).toBe(false);
  });

  it('is confidential from this machine, or by the word of a trusted proxy', () => {
    const peers = new Peers(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);
    expect(peers.isConfidential(requestFrom('127.0.0.1'))).toBe(true);
    for (const proxy of ['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', 'fd00::5'])
      expect(peers.isConfidential(requestFrom(proxy, https))).toBe(true);
  });

  it('is not confidential by the word of anybody else, or without a word', () => {
    const peers = new Peers(['10.1.0.0/16']);
    for (const stranger of ['10.2.0.1', '203.0.113.9', '127.0.0.1', '::1', 'fd00::5', undefined])
      expect(peers.isConfidential(requestFrom(stranger, https))).toBe(false);
    for (const scheme of ['http', 'https, http', 'http,https', ''])
      expect(peers.isConfidential(requestFrom('10.1.2.3', { 'x-forwarded-proto': scheme }))).toBe(false);
    expect(peers.isConfidential(requestFrom('10.1.2.3'))).toBe(false);
  });
});
