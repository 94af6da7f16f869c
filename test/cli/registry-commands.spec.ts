import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';
import { type CommandOutcome, mizan } from '../support/mizan.js';

const home = mkdtempSync(join(tmpdir(), 'mizan-nodes-'));
const at = (name: string) => join(home, name);
let demo: TestRegistry;
/** Wants credentials for everything that changes a node, and signatures of the second version. */
let strict: TestRegistry;

beforeAll(async () => {
  demo = await startTestRegistry({ storage: { kind: 'memory' } });
  strict = await startTestRegistry({
    storage: { kind: 'memory' },
    credentials: 'required',
    signatures: { version1EndsAtMs: 0 },
  });
});
afterAll(async () => {
  await Promise.all([demo?.close(), strict?.close()]);
  rmSync(home, { recursive: true });
});

const nodes = (registry: TestRegistry, words: string[], env: Record<string, string> = {}) =>
  mizan(['nodes', ...words, '--url', registry.url], env);

/** What it printed; the command is meant to succeed. */
async function printed(outcome: Promise<CommandOutcome>): Promise<string> {
  const { code, stdout, stderr } = await outcome;
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe('mizan key create', () => {
  it('makes a key that only its owner reads, prints the public one, and never overwrites', async () => {
    const forms = { secp: /^0[23][0-9a-f]{64}\n$/, ed: /^[0-9a-f]{64}\n$/ };
    for (const [name, form] of Object.entries(forms)) {
      expect(await printed(mizan(['key', 'create', at(name), ...(name === 'ed' ? ['--ed25519'] : [])]))).toMatch(form);
      expect(statSync(at(name)).mode & 0o777).toBe(0o600);
    }
    const before = readFileSync(at('secp'));
    const again = await mizan(['key', 'create', at('secp')]);
    expect([again.code, again.stdout, again.stderr]).toEqual([1, '', expect.stringMatching(/exists already/)]);
    expect(readFileSync(at('secp'))).toEqual(before);
  });
});

describe('mizan nodes, unsigned, at a registry in demo mode', () => {
  it('takes a node through its life', async () => {
    const registered = await printed(nodes(demo, ['register', 'n1', '10.0.0.7:9000', 'storage', 'compute']));
    expect(registered).toMatch(
      /^Node n1 registered\.\nit has no key: to sign its requests, make one with `mizan key create/,
    );
    expect(registered).not.toMatch(/[0-9a-f]{64}/);
    expect(
      await printed(nodes(demo, ['heartbeat', 'n1', '--sequence', '1', '--uptime', '5.25', '--latency', '3'])),
    ).toMatch(/^n1 is online, last heartbeat \d{4}-/);
    expect(await printed(nodes(demo, ['capabilities', 'add', 'n1', 'gpu', 'my-own']))).toBe(
      'added    gpu, my-own\nremoved  -\nnow      compute, gpu, my-own, storage\n',
    );
    expect(await printed(nodes(demo, ['capabilities', 'remove', 'n1', 'gpu']))).toMatch('removed  gpu\n');
    expect(await printed(nodes(demo, ['capabilities', 'set', 'n1']))).toMatch(/now {6}-\n$/);
    expect(await printed(nodes(demo, ['reputation', 'n1', 'task_success']))).toBe('reputation of n1: 0 -> 10\n');
    expect(await printed(nodes(demo, ['reputation', 'n1', 'malicious_behavior']))).toBe(
      'reputation of n1: 10 -> 0 (at its bound)\n',
    );
    const shown = await printed(nodes(demo, ['show', 'n1']));
    for (const line of ['address         10.0.0.7:9000', 'status          online', 'reputation      0'])
      expect(shown.split('\n')).toContain(line);
    expect(JSON.parse(await printed(nodes(demo, ['show', 'n1', '--json'])))).toMatchObject({
      uptime: 5.25,
      latency_ms: 3,
    });
    expect(await printed(nodes(demo, ['deregister', 'n1']))).toBe('Node n1 deregistered.\n');
    expect(await printed(nodes(demo, ['show', 'n1']))).toMatch('inactive');
  });

  it('lists the nodes that are asked for, page by page', async () => {
    expect(await printed(nodes(demo, ['list', '--capability', 'rare']))).toBe('no nodes\n');
    for (const id of ['p1', 'p2', 'p3']) await nodes(demo, ['register', id, 'host', 'rare']);
    const first = await printed(nodes(demo, ['list', '--capability', 'rare', '--limit', '2']));
    expect(first).toMatch(/^node {2}status .+\np1 {4}unknown .+ rare\np2 .+\nmore: --cursor (\S+)\n$/);
    const cursor = /--cursor (\S+)/.exec(first)![1]!;
    const second = await printed(nodes(demo, ['list', '--capability', 'rare', '--limit', '2', '--cursor', cursor]));
    expect(second.split('\n').slice(1)).toEqual([expect.stringMatching(/^p3 /), '']);
    expect(await printed(nodes(demo, ['list', '--capability', 'rare', '--status', 'online']))).toBe('no nodes\n');
    expect(await printed(nodes(demo, ['list', '--capability', 'rare', '--min-reputation', '1']))).toBe('no nodes\n');
  });

  it.each([
    [['show', 'nobody'], 'mizan: Node nobody not found\n'],
    [['heartbeat', 'nobody', '--sequence', '1'], 'mizan: Node nobody not found\n'],
    [['reputation', 'p1', 'charm'], "Invalid event_type: charm. Valid types: ['task_success', "],
    [['list', '--limit', '0'], '  query.limit: '],
    [['register', 'health', 'host'], '  body.node_id: Node ID is a reserved word\n'],
    [['register', 'p9', 'host', 'no spaces'], '  body.capabilities: Capability names are'],
    [['heartbeat', 'p1', '--sequence', 'next'], '  body.sequence: '],
  ])('exits with 1 and says why the registry refused %j', async (words, reason) => {
    const { code, stdout, stderr } = await nodes(demo, words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(reason);
  });
});

describe.each(['secp256k1', 'ed25519'])('mizan nodes, signed with a %s key', (scheme) => {
  const id = `signed-${scheme}`;
  const key = at(`${id}.pem`);
  const stranger = at(`${id}-stranger.pem`);
  const flags = scheme === 'ed25519' ? ['--ed25519'] : [];
  let publicKey: string;

  beforeAll(async () => {
    publicKey = (await printed(mizan(['key', 'create', key, ...flags]))).trim();
    await mizan(['key', 'create', stranger, ...flags]);
  });

  it('registers a node under its key, and acts for it from then on', async () => {
    expect(await printed(nodes(strict, ['register', id, 'host:1', 'compute', '--key-file', key]))).toBe(
      `Node ${id} registered.\n`,
    );
    const signed = { MIZAN_KEY_FILE: key };
    expect(await printed(nodes(strict, ['heartbeat', id, '--sequence', '1'], signed))).toMatch('is online');
    expect(await printed(nodes(strict, ['capabilities', 'set', id, 'gpu'], signed))).toMatch('now      gpu');
    expect(await printed(nodes(strict, ['register', id, 'host:2', 'gpu'], signed))).toMatch('registered');
    expect(await printed(nodes(strict, ['show', id]))).toMatch('host:2');
    expect(publicKey).toHaveLength(scheme === 'ed25519' ? 64 : 66);
  });

  it('is a stranger without the key, and another caller with another key', async () => {
    const unsigned = await nodes(strict, ['heartbeat', id, '--sequence', '2']);
    expect([unsigned.code, unsigned.stderr]).toEqual([
      1,
      'mizan: Authentication required\n  sign the request: --key-file FILE, or MIZAN_KEY_FILE\n',
    ]);
    const asStranger = ['deregister', id, '--key-file', stranger];
    const unknown = await nodes(strict, asStranger);
    expect([unknown.code, unknown.stderr]).toEqual([1, 'mizan: Invalid authentication credentials\n']);
    await printed(nodes(strict, ['register', `${id}-other`, 'host', '--key-file', stranger]));
    const other = await nodes(strict, asStranger);
    expect([other.code, other.stderr]).toEqual([1, 'mizan: Not authorized for this node\n']);
  });

  it('sends nothing with a key that others can read', async () => {
    chmodSync(stranger, 0o644);
    const { code, stdout, stderr } = await nodes(strict, ['register', `${id}-2`, 'host', '--key-file', stranger]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^mizan: the key file .+ is open to others \(mode 0644\); chmod 600 it first\n$/);
    expect((await nodes(strict, ['show', `${id}-2`])).stderr).toMatch('not found');
  });
});
