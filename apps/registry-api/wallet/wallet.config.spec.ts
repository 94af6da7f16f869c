import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFaults } from '@app/infrastructure/configuration/configuration-faults.js';
import { readWalletConfig } from './wallet.config.js';

const FLOP = 100_000_000n;
const directory = mkdtempSync(join(tmpdir(), 'mizan-wallet-config-'));
const path = join(directory, 'wallet.yaml');
const withFile = (text: string, environment: Record<string, string> = {}, mode: 'demo' | 'production' = 'demo') => {
  writeFileSync(path, text);
  return readWalletConfig(mode, { WALLET_CONFIG: path, ...environment });
};
const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.lines;
    throw error;
  }
  return [];
};
const LOGIN = { FLOPCOIN_RPC_USER: 'u', FLOPCOIN_RPC_PASSWORD: 'hidden-password' };

afterAll(() => rmSync(directory, { recursive: true }));

describe('how wallets are configured', () => {
  it('is the embedded devnet with the limits of the specification, when nothing is said', () => {
    const { backend, spending, confirmations, warnings } = readWalletConfig('demo', {});
    expect(backend).toEqual({ kind: 'devnet', blockIntervalMs: 5000 });
    expect(spending).toMatchObject({ maxAmountUnits: 1000n * FLOP, windowSeconds: 3600, maxPerWindow: 10 });
    expect(confirmations).toMatchObject({ required: 6, final: 120 });
    expect(warnings).toEqual([]);
  });

  it('reads the file of the specification, warning of the password that came with it', () => {
    const file = `rpc:
  host: 127.0.0.1
  port: 32553
  user: flopcoinrpc
  password: your_secure_password
wallet:
  max_transaction_amount: 1000.0
  rate_limit_window: 3600
  max_transactions_per_window: 10
`;
    const config = withFile(file);
    expect(config.backend).toEqual({
      kind: 'core',
      core: {
        host: '127.0.0.1',
        port: 32553,
        timeoutMs: 15_000,
        login: { user: 'flopcoinrpc', password: 'your_secure_password' },
      },
    });
    expect(config.warnings).toEqual([expect.stringContaining('FLOPCOIN_RPC_PASSWORD')]);
    expect(faultsOf(() => withFile(file, {}, 'production'))).toEqual([
      'FLOPCOIN_RPC_PASSWORD: is the one of the example; choose your own',
    ]);
  });

  it('lets a variable win over the file, and reads amounts to the last digit', () => {
    const file = 'wallet:\n  max_transaction_amount: 90000000.00000014\n  rate_limit_window: 60\n';
    const { spending } = withFile(file, { WALLET_RATE_LIMIT_WINDOW: '7' });
    expect(spending).toMatchObject({ maxAmountUnits: 9_000_000_000_000_014n, windowSeconds: 7 });
  });

  it('takes an empty file for no file', () => {
    expect(withFile('# nothing\n').backend.kind).toBe('devnet');
    expect(withFile('rpc:\n').backend.kind).toBe('devnet');
  });

  it.each([
    ['rpc: [1]', /rpc/],
    ['rpc:\n  hots: x', /rpc\.hots/],
    ['rpc:\n  host: [a]', /rpc\.host/],
    ['- 1', /sections rpc and wallet/],
    ['a: b: c', /not YAML \(line 1\)/],
    ['wallet:\n  rate_limit_window: 1\n  rate_limit_window: 2', /not YAML \(line 3\)/],
    ['rpc:\n  host: core\n  password: "open', /not YAML \(line 3\)/],
  ])('refuses a file that says %j', (text, fault) => {
    expect(faultsOf(() => withFile(text))).toEqual([expect.stringMatching(fault)]);
  });

  it('refuses a file that is named and not there', () => {
    expect(faultsOf(() => readWalletConfig('demo', { WALLET_CONFIG: join(directory, 'missing.yaml') }))).toEqual([
      'WALLET_CONFIG: the file cannot be read (ENOENT)',
    ]);
  });

  it('needs a login for Core, by password or by cookie', () => {
    expect(faultsOf(() => readWalletConfig('demo', { FLOPCOIN_BACKEND: 'core' }))).toHaveLength(1);
    expect(faultsOf(() => readWalletConfig('demo', { FLOPCOIN_BACKEND: 'core', ...LOGIN }))).toEqual([]);
    const { backend } = readWalletConfig('demo', { FLOPCOIN_RPC_HOST: 'core', FLOPCOIN_RPC_COOKIE_FILE: '/c' });
    expect(backend).toMatchObject({ core: { login: { cookieFile: '/c' } } });
  });

  it('uses the devnet on request, whatever is known of a Core', () => {
    const { backend } = readWalletConfig('demo', { FLOPCOIN_BACKEND: 'devnet', FLOPCOIN_RPC_HOST: 'core' });
    expect(backend.kind).toBe('devnet');
  });

  it.each([
    { FLOPCOIN_RPC_HOST: 'http://169.254.169.254', ...LOGIN },
    { FLOPCOIN_RPC_HOST: '169.254.169.254', ...LOGIN },
    { FLOPCOIN_RPC_HOST: 'user:hidden-password@core', ...LOGIN },
    { FLOPCOIN_RPC_HOST: 'file:/etc/passwd', ...LOGIN },
    { FLOPCOIN_RPC_HOST: 'core/', ...LOGIN },
    { FLOPCOIN_RPC_PORT: '70000' },
    { WALLET_MAX_TRANSACTION_AMOUNT: '0' },
    { WALLET_MAX_TRANSACTION_AMOUNT: '1e3' },
    { WALLET_MAX_TRANSACTION_AMOUNT: '0.000000001' },
    { WALLET_CONFIRMATIONS: '0' },
    { FLOPCOIN_BACKEND: 'bitcoin' },
  ])('refuses %j and shows no secret', (environment) => {
    const lines = faultsOf(() => readWalletConfig('demo', environment as NodeJS.ProcessEnv));
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain('hidden-password');
  });
});
