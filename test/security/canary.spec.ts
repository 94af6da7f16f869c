import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { hmacSigner, signed } from '../registry-api/support/node-signer.js';
import { mizan } from '../support/mizan.js';
import { filesBelow, findSecrets, formsOf, type Secret } from '../support/secret-scan.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(400_000);

const ROOT = join(import.meta.dirname, '..', '..');
const POOL = 'ab'.repeat(32);
const ADMIN_TOKEN = `mizan_admin_${randomBytes(32).toString('base64url')}`;
/** Is stored as it is, so a search of the store must find it. */
const NAME = 'Canary Visible-Name';

const home = mkdtempSync(join(tmpdir(), 'mizan-canary-'));
const dataDir = join(home, 'data');
const secrets: Secret[] = [{ name: 'administrator token', text: ADMIN_TOKEN }];
/** What no documented answer holds a secret of. */
const answers: string[] = [];
const counts = { requests: 0, refusals: 0, crashes: 0 };
let server: RunningServer;

interface Sent {
  api: 'ledger' | 'registry';
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function send({
  api,
  method = 'POST',
  path,
  body,
  headers = {},
}: Sent): Promise<{ status: number; text: string }> {
  const base = api === 'ledger' ? `${server.ledgerUrl}/api/v1` : server.registryUrl;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: text }),
  });
  counts.requests++;
  if (answer.status >= 400) counts.refusals++;
  if (answer.status >= 500) counts.crashes++;
  return { status: answer.status, text: [...answer.headers].join('\n') + (await answer.text()) };
}

/** A request whose answer must hold no secret. */
async function ask(sent: Sent): Promise<number> {
  const { status, text } = await send(sent);
  answers.push(`${sent.method ?? 'POST'} ${sent.path.split('?')[0]}: ${text}`);
  return status;
}

/** A request that is documented to answer with a secret. */
// biome-ignore lint/suspicious/noExplicitAny: answers are taken apart by field
async function take(sent: Sent): Promise<any> {
  const { status, text } = await send(sent);
  if (status !== 200) throw new Error(`${sent.path} answered ${status} ${text}`);
  return JSON.parse(text.slice(text.indexOf('{')));
}

async function livePeople(): Promise<void> {
  const people = [];
  for (const [name, cnic] of [
    ['asha', 'CANARY-42101-7654321-9'],
    ['omar', 'CANARY-35202-1234567-8'],
  ] as const) {
    const email = `${name}@canary.example`;
    const person = await take({ api: 'ledger', path: '/register', body: { full_name: NAME, email, cnic } });
    secrets.push({ name: `cnic of ${name}`, text: cnic });
    secrets.push({ name: `cnic of ${name}, its digits`, text: cnic.replaceAll(/\D/g, '') });
    secrets.push({ name: `private key of ${name}`, text: person.private_key, isHex: true });
    people.push({ ...person, email });
  }
  const [asha, omar] = people;
  const made = await take({ api: 'ledger', path: '/wallets' });
  secrets.push({ name: 'private key of a new wallet', text: made.private_key, isHex: true });
  await ask({ api: 'ledger', path: '/admin/fund', body: { address: asha.wallet_address, amount: 5 } });
  const transfer = { from: asha.wallet_address, to: omar.wallet_address, amount: 100, privKey: asha.private_key };
  expect(await ask({ api: 'ledger', path: '/transactions', body: transfer })).toBe(200);
  for (const wrong of [
    { ...transfer, privKey: omar.private_key },
    { ...transfer, amount: 10 ** 9 },
    { ...transfer, from: asha.private_key },
    { ...transfer, privKey: [asha.private_key] },
    { ...transfer, privKey: `${asha.private_key}00` },
    `{"privKey":"${asha.private_key}",`,
    `{"privKey":"${asha.private_key}","privKey":"${omar.private_key}"}`,
  ]) {
    expect(await ask({ api: 'ledger', path: '/transactions', body: wrong })).toBe(400);
  }
  const code = await take({ api: 'ledger', path: '/auth/request-otp', body: { email: asha.email } });
  secrets.push({ name: 'one-time password', text: code.otp, isShort: true });
  await ask({ api: 'ledger', path: '/auth/verify-otp', body: { email: omar.email, otp: code.otp } });
  await ask({ api: 'ledger', path: '/auth/verify-otp', body: { email: asha.email, otp: Number(code.otp) } });
  const session = await take({ api: 'ledger', path: '/auth/verify-otp', body: { email: asha.email, otp: code.otp } });
  secrets.push({ name: 'session token', text: session.token });
  const headers = { Authorization: `Bearer ${session.token}` };
  expect(await ask({ api: 'ledger', method: 'GET', path: '/me', headers })).toBe(200);
  await ask({ api: 'ledger', path: '/transactions', body: { to: omar.wallet_address, amount: 3 }, headers });
  await ask({ api: 'ledger', path: '/zakat/run' });
  await ask({ api: 'ledger', method: 'GET', path: `/reports/wallet/${asha.wallet_address}`, headers });
  await ask({ api: 'ledger', method: 'GET', path: '/logs/system?limit=1000' });
  const live = await take({ api: 'ledger', path: '/auth/request-otp', body: { email: omar.email } });
  secrets.push({ name: 'live one-time password', text: live.otp, isShort: true });
}

async function liveNodes(): Promise<void> {
  const node = { node_id: 'canary-node', address: 'http://127.0.0.1:9000', capabilities: ['compute'] };
  const registered = await take({ api: 'registry', path: '/nodes/register', body: node });
  const secret: string = registered.auth_data?.shared_secret ?? registered.shared_secret ?? firstHex(registered);
  secrets.push({ name: 'shared secret of a node', text: secret, isHex: true });
  const body = JSON.stringify({ node_id: 'canary-node', wallet_name: 'canary wallet' });
  const path = '/wallet/create';
  const sent = { method: 'POST', path, body, headers: { Host: new URL(server.registryUrl).host } };
  const request = signed(hmacSigner('canary-node', secret), sent);
  expect(await ask({ api: 'registry', path, body, headers: request.headers as Record<string, string> })).toBe(200);
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  const event = { node_id: 'canary-node', event_type: 'task_success' };
  expect(await ask({ api: 'registry', path: '/nodes/reputation', body: event, headers })).toBe(200);
  expect(
    await ask({
      api: 'registry',
      path: '/nodes/reputation',
      body: event,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}x` },
    }),
  ).toBe(401);
}

function firstHex(answer: object): string {
  return /[0-9a-f]{64}/.exec(JSON.stringify(answer))![0];
}

/** Every route of both documents, with every secret where it does not belong: bodies, headers and queries that are refused. */
async function sweep(): Promise<void> {
  const [key, shared] = ['private key of asha', 'shared secret of a node'].map(
    (name) => secrets.find((secret) => secret.name === name)!.text,
  );
  const misplaced = {
    privKey: key,
    private_key: key,
    otp: shared,
    cnic: [key],
    signature: shared,
    password: key,
    from: 7,
  };
  for (const api of ['ledger', 'registry'] as const) {
    const document = JSON.parse(readFileSync(join(ROOT, 'openapi', `${api}.json`), 'utf8'));
    for (const [pattern, methods] of Object.entries<object>(document.paths)) {
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        const path = pattern.replaceAll(/\{\w+\}/g, 'x');
        const hasBody = method !== 'GET';
        await ask({ api, method, path, ...(hasBody && { body: misplaced }) });
        await ask({
          api,
          method,
          path: `${path}?key=${key}&limit=${shared}`,
          headers: { 'X-Canary': key!, Cookie: `a=${shared}` },
        });
        await ask({ api, method, path, headers: { Authorization: `Bearer ${key}` } });
        await ask({ api, method, path, headers: { 'X-Mizan-Key': `hmac:${shared}`, 'X-Mizan-Signature': key! } });
        if (hasBody) await ask({ api, method, path, body: `{"privKey":"${key}", "otp": ${shared}` });
        // A path is the caller's own; an answer may repeat it, a log must not.
        if (pattern.includes('{')) await send({ api, method, path: pattern.replaceAll(/\{\w+\}/g, key!) });
      }
    }
  }
  await send({ api: 'ledger', method: 'GET', path: `/no/${key}` });
}

beforeAll(async () => {
  server = await startServer({
    dataDir,
    env: {
      LOG_LEVEL: 'trace',
      POW_BITS: '4',
      ZAKAT_WALLET_ADDRESS: POOL,
      ADMIN_TOKEN_HASH: createHash('sha256').update(ADMIN_TOKEN).digest('hex'),
    },
  });
  try {
    await livePeople();
    await liveNodes();
    await sweep();
    for (const url of [server.ledgerUrl, server.registryUrl])
      answers.push(await (await fetch(`${url}/metrics`)).text());
  } finally {
    await server.stop();
  }
  secrets.push({ name: 'master key', text: readFileSync(join(dataDir, 'master.key')).toString('hex'), isHex: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the canary', () => {
  it('has lived: many requests, many of them refused, and none that broke the server', () => {
    expect(counts.requests).toBeGreaterThan(150);
    expect(counts.refusals).toBeGreaterThan(100);
    expect(secrets.length).toBeGreaterThan(9);
    for (const { text } of secrets) expect(text.length).toBeGreaterThanOrEqual(6);
  });

  it('finds a secret that is planted in any of its forms', () => {
    const planted = secrets.flatMap((secret) =>
      (secret.isShort ? [['text', Buffer.from(`"${secret.text}"`)] as const] : formsOf(secret)).map(
        ([, form]) => [secret, Buffer.concat([randomBytes(100), form, randomBytes(100)])] as const,
      ),
    );
    expect(planted.length).toBeGreaterThan(40);
    const missed = planted.filter(([secret, bytes]) => !secret.isShort && findSecrets(bytes, [secret]).length === 0);
    expect(missed).toEqual([]);
    expect(
      findSecrets(Buffer.from('{"otp":"123456"}'), [{ name: 'code', text: '123456', isShort: true }]),
    ).toHaveLength(1);
  });

  it('finds nothing in what was answered, documented answers apart', () => {
    expect(answers.length).toBeGreaterThan(150);
    const leaks = answers.flatMap((answer) =>
      findSecrets(Buffer.from(answer), secrets).map((leak) => `${leak} in ${answer.slice(0, 60)}`),
    );
    expect(leaks).toEqual([]);
  });

  it('finds nothing in the log, at its most talkative', () => {
    const log = server.stdout() + server.stderr();
    expect(log.split('\n').length).toBeGreaterThan(counts.requests);
    expect(findSecrets(Buffer.from(log), secrets)).toEqual([]);
  });

  it('finds nothing in the files of the databases, where it does find a name', () => {
    const files = filesBelow(dataDir).filter(([path]) => path !== join(dataDir, 'master.key'));
    expect(files.some(([, content]) => content.includes(NAME))).toBe(true);
    const long = secrets.filter(({ isShort }) => !isShort); // six digits stand in binary files by chance
    const leaks = files.flatMap(([path, content]) => findSecrets(content, long).map((leak) => `${leak} in ${path}`));
    expect(leaks).toEqual([]);
  });

  it.each(['ledger', 'registry'])('finds nothing in a dump of the %s', async (api) => {
    const file = join(home, `${api}.backup`);
    const { code, stdout, stderr } = await mizan(['backup', file, '--api', api], { DATA_DIR: dataDir });
    expect([code, stderr]).toEqual([0, '']);
    const dump = readFileSync(file);
    expect(dump.includes(api === 'ledger' ? NAME : 'canary wallet')).toBe(true);
    expect(findSecrets(dump, secrets)).toEqual([]);
    expect(findSecrets(Buffer.from(stdout), secrets)).toEqual([]);
  });

  it('comes back from its dumps, audit trails included', async () => {
    const env = { DATA_DIR: join(home, 'restored') };
    for (const api of ['ledger', 'registry']) {
      const { code, stderr } = await mizan(['restore', join(home, `${api}.backup`), '--api', api], env);
      expect([code, stderr]).toEqual([0, '']);
    }
    const { code, stdout } = await mizan(['verify-audit'], env);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ledger: ok, \d+ rows.+\nregistry: ok, \d+ rows/)]);
  });

  it('leaves audit trails that are whole, and know what was done', async () => {
    const { code, stdout } = await mizan(['verify-audit'], { DATA_DIR: dataDir });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ledger: ok, \d+ rows.+\nregistry: ok, \d+ rows/)]);
    expect(readFileSync(join(home, 'ledger.backup'), 'utf8')).toMatch('zakat_run_completed');
    expect(readFileSync(join(home, 'ledger.backup'), 'utf8')).toMatch('faucet_minted');
    expect(readFileSync(join(home, 'registry.backup'), 'utf8')).toMatch('reputation_changed');
  });
});
