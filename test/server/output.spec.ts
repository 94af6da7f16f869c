import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SmallDisk } from '../support/small-disk.js';
import { droppedLines, makeLines, type Started, startWith } from './output-process.js';

const volume = new SmallDisk('128k');
/** Starts sooner, and writes no file that a limit could meet. */
const MEMORY = { PERSISTENCE: 'memory' };
let server: Started | undefined;

async function start(...given: Parameters<typeof startWith>): Promise<Started> {
  server = await startWith(...given);
  return server;
}

afterEach(() => {
  server?.clean();
  server = undefined;
});
afterAll(() => volume.remove());

describe('a server whose output cannot be written', () => {
  (volume.mounted ? it : it.skip)('serves with its log on a full disk, and says how many lines that cost', async () => {
    volume.leaveFree(8 * 1024);
    const log = openSync(join(volume.path, 'log'), 'w');
    const running = await start({ stdio: ['ignore', log, log] });
    closeSync(log);
    await makeLines(running, 200);
    await sleep(200);
    const dropped = await droppedLines(running);
    expect(dropped).toBeGreaterThan(50);
    volume.makeRoom();
    await makeLines(running, 1);
    let lines: string[] = [];
    while (!lines.some((line) => line.includes('"dropped"'))) {
      await sleep(100);
      lines = readFileSync(join(volume.path, 'log'), 'utf8').split('\n');
    }
    const report = lines.find((line) => line.includes('"dropped"')) ?? '';
    expect(JSON.parse(report)).toMatchObject({ level: 'warn', dropped: await droppedLines(running), reason: 'ENOSPC' });
    expect(await running.stop()).toEqual({ code: 0, signal: null });
    const whole = readFileSync(join(volume.path, 'log'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(whole.at(-1) ?? '')).toMatchObject({ msg: 'stopping' });
  });

  it('serves and stops with both streams on a device that is always full', async () => {
    const full = openSync('/dev/full', 'w');
    const running = await start({ stdio: ['ignore', full, full], env: MEMORY });
    closeSync(full);
    await makeLines(running, 20);
    await sleep(200);
    expect(await droppedLines(running)).toBeGreaterThan(20);
    expect(await running.stop()).toEqual({ code: 0, signal: null });
  });

  it('serves and stops when its log file has reached its limit', async () => {
    const log = openSync(join(tmpdir(), `mizan-limited-${process.pid}.log`), 'w');
    const running = await start({
      stdio: ['ignore', log, log],
      shell: 'ulimit -f 8; exec "$@"',
      env: MEMORY,
    });
    closeSync(log);
    await makeLines(running, 100);
    await sleep(200);
    expect(await droppedLines(running)).toBeGreaterThan(50);
    expect(await running.stop()).toEqual({ code: 0, signal: null });
    rmSync(join(tmpdir(), `mizan-limited-${process.pid}.log`));
  });

  it('serves and stops when a reader has closed the pipe, as in `npm start | head -1`', async () => {
    const running = await start({ stdio: ['ignore', 'pipe', 'pipe'], env: MEMORY });
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    await makeLines(running, 20);
    await sleep(200);
    expect(await droppedLines(running)).toBeGreaterThan(10);
    expect(await running.stop()).toEqual({ code: 0, signal: null });
  });

  it('serves and stops with pipes that have no reader, and that were full before it began', async () => {
    // The shell keeps a reader open that reads nothing, and has the server write behind 64 KiB of its own.
    const running = await start({
      stdio: 'ignore',
      shell: 'p=$(mktemp -u); mkfifo $p; exec 3<>$p; rm $p; head -c 65536 /dev/zero >&3; exec "$@" >&3 2>&3',
    });
    await makeLines(running, 20);
    expect(await running.stop()).toEqual({ code: 0, signal: null });
  });
});
