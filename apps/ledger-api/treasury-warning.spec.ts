import { describe, expect, it } from '@jest/globals';
import { readLedgerConfig } from './ledger.config.js';
import { treasuryWarning } from './treasury-warning.js';

const PRODUCTION = { MASTER_KEY_FILE: '/nowhere/master.key' };
const [AMINA, BILAL] = [`amina:${'a'.repeat(64)}`, `bilal:${'b'.repeat(64)}`];

describe('the warning that no order of the treasury can be approved', () => {
  const warn = (mode: 'demo' | 'production', environment: Record<string, string>) =>
    treasuryWarning(readLedgerConfig('/nowhere', mode, { ...PRODUCTION, ...environment }));

  it('comes in production as long as one administrator is alone with the default, and names both ways out', () => {
    const warned = warn('production', { ADMIN_TOKEN_HASH: AMINA });
    expect(warned).toMatch(/needs 2 approvals, and ADMIN_TOKEN_HASH names 1: .*TREASURY_APPROVALS/);
    expect(warn('production', { ADMIN_TOKEN_HASH: `${AMINA},${BILAL}` })).toBeUndefined();
    expect(warn('production', { ADMIN_TOKEN_HASH: AMINA, TREASURY_APPROVALS: '1' })).toBeUndefined();
  });

  it('counts everyone as one more in a demo', () => {
    expect(warn('demo', {})).toBeUndefined();
    expect(warn('demo', { TREASURY_APPROVALS: '2' })).toMatch(/needs 2 approvals, and ADMIN_TOKEN_HASH names 0/);
    expect(warn('demo', { TREASURY_APPROVALS: '2', ADMIN_TOKEN_HASH: AMINA })).toBeUndefined();
  });
});
