import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

describe('the consumer in docs/events.md', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-consumer-'));
  const program = join(home, 'consumer.mjs');
  let ledger: Ledger;
  beforeAll(async () => {
    const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'events.md'), 'utf8');
    writeFileSync(program, /```js\n(.*?)```/s.exec(document)![1]!);
    ledger = await Ledger.start('embedded');
  });
  afterAll(async () => {
    await ledger?.dispose();
    rmSync(home, { recursive: true, force: true });
  });

  it('handles each event once, over the ends of the server and of its own', async () => {
    const handled: string[] = [];
    const start = (): ChildProcess => {
      const child = spawn(process.execPath, [program, ledger.server.ledgerUrl, join(home, 'place')]);
      child.stdout!.on('data', (text: Buffer) => handled.push(...text.toString().split('\n').filter(Boolean)));
      return child;
    };
    const wallet = await ledger.client.createWallet();
    await ledger.client.fund(wallet.address);
    for (let round = 0; round < 2; round++) {
      const consumer = start();
      await ledger.client.fund(wallet.address);
      await settled(handled, await ids());
      if (round === 0) await ledger.restart();
      await ledger.client.fund(wallet.address);
      if (round === 1) await settled(handled, await ids());
      consumer.kill('SIGKILL');
      await once(consumer, 'close');
    }
    expect(handled).toEqual(await ids());
  });

  it('ends with the reason when its place is refused', async () => {
    const place = join(home, 'place of the registry');
    writeFileSync(place, Buffer.from('1~registry~4').toString('base64url'));
    const consumer = spawn(process.execPath, [program, ledger.server.ledgerUrl, place]);
    let said = '';
    consumer.stderr.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await once(consumer, 'close');
    expect(said).toContain('the cursor is of the registry');
  });

  const ids = async (): Promise<string[]> =>
    (await ledger.client.get('/events?limit=1000')).json.events.map(({ id }: { id: string }) => id);

  async function settled(handled: readonly string[], expected: readonly string[]): Promise<void> {
    for (const end = Date.now() + 10_000; handled.length < expected.length && Date.now() < end; ) await sleep(50);
    expect(handled).toEqual(expected);
  }
});
