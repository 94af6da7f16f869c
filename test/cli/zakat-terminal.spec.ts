import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../support/mizan.js';
import { ScriptedLedger } from './support/scripted-ledger.js';

const ASSESSMENT = { id: 'a1', hash: 'abc', state: 'assessed', approvals: [], approvals_needed: 1 };
const STEP = {
  id: 'r1',
  state: 'running',
  total: 3,
  processed: 1,
  charged: 1,
  outstanding: 0,
  failed: 0,
  total_units: 9,
};
const END = { ...STEP, state: 'completed', processed: 3, charged: 3, block_hashes: [] };

const whereScript = spawnSync('script', ['--version']).status === 0 ? it : it.skip;

describe('mizan zakat at a terminal', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-zakat-terminal-'));
  const ledger = new ScriptedLedger(ASSESSMENT);
  beforeAll(() => ledger.start());
  afterAll(() => {
    ledger.stop();
    rmSync(directory, { recursive: true });
  });
  beforeEach(() => ledger.seen.splice(0));

  /** What a terminal is sent, by util-linux' script, and the exit code; a question is answered with `answer`. */
  async function inTerminal(args: string, answer = ''): Promise<string> {
    const file = join(directory, 'run.sh');
    writeFileSync(
      file,
      `trap : INT; NO_COLOR=1 MIZAN_LEDGER_URL=${ledger.url} ${process.execPath} ${BIN} zakat ${args}; echo "code $?"`,
    );
    const child = spawn('script', ['-qec', `sh ${file}`, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let text = '';
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.endsWith('[y/N] ')) child.stdin.write(answer);
    }
    return text;
  }

  whereScript.each([
    ['n\n', 'mizan: not approved', 1, 1],
    ['\u0003', 'mizan: not approved', 1, 1], // Ctrl-C
    ['y\n', 'approvals 0 of 1', 0, 2],
  ])('approves only what was agreed to (%j)', async (answer, said, code, requests) => {
    const text = await inTerminal('approve a1', answer);
    expect(text).toMatch(/hash +abc\r\nApprove abc\? \[y\/N\] /);
    expect(text).toMatch(said);
    expect(text).toMatch(new RegExp(`code ${code}\r\n$`));
    expect(ledger.seen).toHaveLength(requests);
  });

  whereScript('draws how far a run is in one line, and clears it for the answer', async () => {
    const [begun, step, end] = [{ run_id: 'r1' }, STEP, END].map((body) => ({ status: 200, body }));
    ledger.answers = [begun!, step!, end!, end!];
    const text = await inTerminal('run a1 --wait');
    expect(text).toMatch(
      `\r\u001b[K[${'#'.repeat(10)}${'.'.repeat(20)}] 1 of 3 wallets: 1 charged, 9 units\r\u001b[K[####`,
    );
    expect(text).toMatch(/units\r\u001b\[Krun +r1\r\n/);
    expect(text).toMatch(/code 0\r\n$/);
  });
});
