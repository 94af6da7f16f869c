import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { guardedLookup } from './lookup-peer.js';

/** A resolver that gives every name these addresses, however it is asked. */
const leadingTo = (...addresses: string[]) =>
  guardedLookup((_name, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0]!.address, found[0]!.family);
  });

describe('a name of a peer', () => {
  it('is connected to where it leads', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const socket = connect({ host: 'core.example', port, lookup: leadingTo('127.0.0.1') });
    const [bytes] = await once(socket, 'data');
    expect(String(bytes)).toBe('hello');
    socket.destroy();
    server.close();
  });

  it.each([[['169.254.169.254']], [['::ffff:169.254.169.254']], [['169.254.169.254', '127.0.0.1']]])(
    'is not when it leads to %s',
    async (addresses) => {
      for (const autoSelectFamily of [true, false]) {
        const socket = connect({ host: 'core.example', port: 9, autoSelectFamily, lookup: leadingTo(...addresses) });
        const [error] = await once(socket, 'error');
        expect(error.code).toBe('EFORBIDDENADDRESS');
      }
    },
  );

  it('that is not known is reported as the resolver reports it', async () => {
    const unknown = guardedLookup((_name, _options, callback) =>
      callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), []),
    );
    const [error] = await once(connect({ host: 'core.example', port: 9, lookup: unknown }), 'error');
    expect(error.code).toBe('ENOTFOUND');
  });
});
