import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { ProductionWorld } from './support/production-world.js';

/** What people paste, with `%` where the six digits stand, and `#` and `@` where its halves do. */
const PASTED = [
  ' % ',
  '\t%\r\n',
  '\u00a0%\u2003',
  '# @',
  '#\u00a0@',
  '#-@',
  '\u200e%\u200f',
  'Your code is %',
  'Your code is %. It works once, for 5 minutes, until 12:34 on 2026-11-26.',
  'code: # @.',
  '<b>%</b>',
];
const filled = (line: string, code: string) =>
  line.replace('%', code).replace('#', code.slice(0, 3)).replace('@', code.slice(3));

/** What is no code at all, whichever the right one is. */
const NO_CODE = [
  ' ',
  '12345',
  '1234567',
  '１２３４５６',
  '١٢٣٤٥٦',
  '1234 5678',
  '123 456 789',
  'Your code is 123456, not 654321',
  '0x123456',
  `${'x '.repeat(300)}123456`,
];

describe.each(['demo', 'production'])('a one-time password that was pasted, in %s', (mode) => {
  let server: RunningServer | undefined;
  let world: ProductionWorld | undefined;
  let post: (path: string, body: object) => Promise<{ status: number; text: string }>;
  let newCode: () => Promise<string>;
  const email = 'amina@example.org';

  beforeAll(async () => {
    if (mode === 'demo') {
      server = await startServer({ env: { SERVE: 'ledger', LOG_LEVEL: 'warn' } });
      const client = new LedgerClient(server.ledgerUrl);
      post = (path, body) => client.post(path, body);
      newCode = async () => (await client.post('/auth/request-otp', { email })).json.otp;
    } else {
      const opened = await ProductionWorld.open([''], { OTP_LIMITS: 'off' });
      world = opened;
      await opened.register({ full_name: 'Amina Khan', email, cnic: '35202-1234567-1' });
      post = (path, body) => opened.post(path, body);
      newCode = async () => (await opened.mailed(email)).code;
    }
  });
  afterAll(async () => {
    await server?.stop();
    await world?.close();
  });

  it('is read in the ways that people paste it, and what is no code costs no try', async () => {
    // Production makes three codes in a quarter of an hour for one address, so all the bad ones are tried on one.
    const code = await newCode();
    for (const otp of NO_CODE) {
      const { status, text } = await post('/auth/verify-otp', { email, otp });
      expect([otp, status, text]).toEqual([otp, 401, '{"success":false,"message":"invalid or expired otp"}']);
    }
    const { status, text } = await post('/auth/verify-otp', { email, otp: filled(PASTED[8]!, code) });
    expect([status, text]).toEqual([200, expect.stringContaining('otp verified')]);
    expect((await post('/auth/verify-otp', { email, otp: code })).status).toBe(401);
  });

  it('of another value is a try like any other, however it is written', async () => {
    const code = await newCode();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await post('/auth/verify-otp', { email, otp: filled(PASTED[3]!, wrong) })).status).toBe(401);
    }
    expect((await post('/auth/verify-otp', { email, otp: code })).status).toBe(401);
  });

  if (mode === 'demo') {
    it.each(PASTED)('is read from %j', async (line) => {
      const otp = filled(line, await newCode());
      expect(await post('/auth/verify-otp', { email, otp })).toMatchObject({ status: 200 });
    });
  }
});
