import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { mizan, startMizan } from '../support/mizan.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

describe('mizan events tail', () => {
  let server: RunningServer;
  let client: LedgerClient;
  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
    client = new LedgerClient(server.ledgerUrl);
  });
  afterAll(() => server?.stop());

  it('prints what has happened and what happens, until it is interrupted', async () => {
    const { address } = await client.createWallet();
    const { txid } = await client.fund(address);
    const words = ['events', 'tail', '--url', server.ledgerUrl, '--address', address];
    const [text, json] = [startMizan(words), startMizan([...words, '--json', '--types', 'wallet.credited'])];
    const printed = [text, json].map((child) => {
      const lines: string[] = [];
      child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trimEnd().split('\n')));
      return lines;
    });
    const until = async (holds: () => boolean) => {
      for (const end = Date.now() + 20_000; !holds() && Date.now() < end; ) await sleep(20);
    };
    await until(() => printed.every((lines) => lines.length > 0));
    await client.fund(address);
    await until(() => printed[0]!.length >= 4 && printed[1]!.length >= 2);
    expect(printed[0]!.length).toBe(4);
    expect(printed[0]![0]).toMatch(
      new RegExp(`^\\S+Z transaction\\.mined txid=${txid} height=1 .* sender=- receiver=${address}`),
    );
    expect(printed[0]![1]).toMatch(new RegExp(`wallet\\.credited address=${address} units=15000 balance=15000`));
    expect(printed[1]!.map((line) => JSON.parse(line).data.balance)).toEqual([15_000, 30_000]);
    for (const child of [text, json]) {
      child.kill('SIGINT');
      await once(child, 'close');
    }
  });

  it('prints what happens in the registry', async () => {
    const registry = await startServer({ env: { SERVE: 'registry', PERSISTENCE: 'memory' } });
    const register = (node: string) =>
      mizan(['nodes', 'register', node, '10.0.0.1:9000', '--url', registry.registryUrl]);
    await register('n1');
    const words = ['nodes', 'events', '--url', registry.registryUrl, '--types', 'node.registered'];
    const [text, json] = [startMizan(words), startMizan([...words, '--json', '--node', 'n2'])];
    const said = [text, json].map((child) => {
      const chunks: string[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
      return () => chunks.join('').trimEnd().split('\n');
    });
    await register('n2');
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(20)) {
      if (said[0]!().length === 2 && said[1]!()[0] !== '') break;
    }
    expect(said[0]!()[0]).toMatch(
      /^\S+Z node\.registered node=n1 address=10\.0\.0\.1:9000 capabilities=\[\] .*returned=false$/,
    );
    expect(said[0]!()[1]).toMatch(/ node=n2 /);
    expect(JSON.parse(said[1]!()[0]!)).toMatchObject({ data: { node: 'n2' }, proof: { place: 2 } });
    for (const child of [text, json]) {
      child.kill('SIGINT');
      await once(child, 'close');
    }
    await registry.stop();
  });

  it('says why it is refused, and that no server answers', async () => {
    const asked = (url: string, ...words: string[]) => mizan(['events', 'tail', '--url', url, ...words]);
    expect(await asked(server.ledgerUrl, '--types', 'wallet.credited')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('wallet events need an address'),
    });
    expect(await asked('http://127.0.0.1:9')).toMatchObject({
      code: 69,
      stderr: expect.stringContaining('no server answers'),
    });
  });
});
