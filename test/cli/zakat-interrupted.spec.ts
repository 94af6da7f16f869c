import { once } from 'node:events';
import { mizan, startMizan } from '../support/mizan.js';
import { type Answer, ScriptedLedger } from './support/scripted-ledger.js';

const RUN = { run_id: 'r1' };
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
const END = { ...STEP, state: 'completed', processed: 3, outstanding: 1, failed: 1, block_hashes: ['b'] };
const POLICY = { version: 7, excluded: [], rate: 'lunar' };

describe('mizan zakat at a ledger that does not always answer', () => {
  const ledger = new ScriptedLedger(STEP);
  beforeAll(() => ledger.start());
  afterAll(() => ledger.stop());
  beforeEach(() => ledger.seen.splice(0));

  const ok = (body: object): Answer => ({ status: 200, body });
  const unavailable: Answer = { status: 503, body: { detail: 'the server is stopping', code: 'stopping' } };
  const zakat = (...words: string[]) => mizan(['zakat', ...words], { MIZAN_LEDGER_URL: ledger.url });

  it('follows a run through lost answers, and says by its exit code that wallets are left', async () => {
    ledger.answers = [{ status: 202, body: RUN }, ok(STEP), 'cut off', unavailable, ok(END), ok(END)];
    const { code, stdout, stderr } = await zakat('run', 'a1', '--wait');
    expect(code).toBe(3);
    expect(stderr.split('\n')).toEqual([
      '1 of 3 wallets: 1 charged, 9 units',
      expect.stringMatching(/^the answer of .* was lost .*; asking again$/),
      'the server is stopping; asking again',
      '3 of 3 wallets: 1 charged, 1 outstanding, 1 failed, 9 units',
      'mizan: 1 wallets are outstanding, 1 failed',
      '  to try them again: mizan zakat resume r1 --wait',
      '',
    ]);
    expect(stdout).toMatch(/^run +r1\n(.*\n)*outstanding +1\nfailed +1\n/);
  });

  it('prints nothing but the last answer with --json', async () => {
    const end = { ...END, outstanding: 0, failed: 0 };
    ledger.answers = [{ status: 202, body: RUN }, unavailable, ok(end), ok(end)];
    const { code, stdout, stderr } = await zakat('resume', 'r1', '--wait', '--json');
    expect([code, stdout, stderr]).toEqual([0, `${JSON.stringify(end)}\n`, '']);
  });

  it('leaves the run to the server on Ctrl-C', async () => {
    ledger.answers = [{ status: 202, body: RUN }];
    const child = startMizan(['zakat', 'run', 'a1', '--wait'], { MIZAN_LEDGER_URL: ledger.url });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.endsWith('9 units\n')) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([
      69,
      expect.stringMatching(/mizan: no longer waiting\n {2}The run goes on at the server/),
    ]);
  });

  it('prints the command that asks again under the same key, when the answer of a change was lost', async () => {
    ledger.answers = ['cut off', unavailable];
    const words = ['voucher', 'pay', 'v 1'];
    const lost = await zakat(...words);
    const key = /\n {2}mizan zakat voucher pay 'v 1' --idempotency-key (\S+)\n$/.exec(lost.stderr)?.[1];
    expect([lost.code, ledger.seen[0]?.headers['idempotency-key']]).toEqual([69, key]);
    const again = await zakat(...words, '--idempotency-key', key!);
    expect([again.code, ledger.seen[1]?.headers['idempotency-key']]).toEqual([1, key]);
    expect(again.stderr).toMatch(`pay 'v 1' --idempotency-key ${key}\n`);
    ledger.answers = ['cut off'];
    expect((await zakat('exemptions', 'accept', 'e1')).stderr).toMatch(
      /may have been carried out. The same command may/,
    );
  });

  it('sends the version that it has read, with all that stays as it was', async () => {
    ledger.answers = [ok(POLICY), ok({ ...POLICY, version: 8 })];
    expect((await zakat('policy', 'set', '--approvals', '3', '--exclude', 'AB', '--exclude', 'CD')).code).toBe(0);
    expect(ledger.seen[1]).toMatchObject({ route: 'PUT /api/v1/zakat/policy', headers: { 'if-match': '"7"' } });
    expect(JSON.parse(ledger.seen[1]!.body)).toMatchObject({ rate: 'lunar', excluded: ['AB', 'CD'], approvals: 3 });
    const moved = [{ month: '1447-09', first_day: '2026-02-19' }];
    ledger.answers = [ok({ version: 2, overrides: moved }), ok({ version: 3, overrides: [] })];
    const set = await zakat('calendar', 'set', '1447-10=2026-03-21', '--remove', '1447-09', '--if-version', '1');
    expect(set.stdout).toBe('version 3: Umm al-Qura\n');
    expect([ledger.seen[3]?.headers['if-match'], ledger.seen[3]?.body]).toEqual([
      '"1"',
      '{"overrides":[{"month":"1447-10","first_day":"2026-03-21"}]}',
    ]);
  });

  it.each([
    [['assess', '--period', '1448'], 'say the day with --on DATE or with --hijri DATE'],
    [['policy', 'set'], 'say what to change'],
    [['calendar', 'set'], 'say which month begins when'],
    [['calendar', 'set', '1447-09'], '1447-09: write the month and its first day as'],
    [['voucher', 'propose', 'a', '1', '--name', 'n', '--note', 'n'], 'say --asnaf for a distribution, or --receipt'],
    [['show', '.'], 'id cannot be'],
    [['pool', '--url', 'localhost'], 'It must look like http://localhost:8080'],
  ])('does not ask when it is told %j', async (words, reason) => {
    const { code, stderr } = await zakat(...words);
    expect([code, ledger.seen]).toEqual([2, []]);
    expect(stderr).toMatch(reason);
  });
});
