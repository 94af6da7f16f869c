import { describe, expect, it } from '@jest/globals';
import { type Asker, openLedger } from './ledger-connection.js';

describe('what to do when the ledger wants to know who asks', () => {
  const advice = (who: Asker, environment: NodeJS.ProcessEnv) => openLedger({}, who, environment).howToProve;
  const key = `mizan_key_${'k'.repeat(43)}`;

  it('names the variable that is not set', () => {
    expect(advice('administrator', {})).toContain('set MIZAN_ADMIN_TOKEN,');
    expect(advice('user', {})).toContain('set MIZAN_SESSION_TOKEN,');
  });

  it('says what became of a token, and of a key that stands in its place', () => {
    expect(advice('administrator', { MIZAN_ADMIN_TOKEN: `mizan_admin_${'a'.repeat(43)}` })).toContain(
      'ADMIN_TOKEN_HASH',
    );
    expect(advice('user', { MIZAN_SESSION_TOKEN: 'session' })).toContain('log in again');
    expect(advice('administrator', { MIZAN_ADMIN_TOKEN: key })).toContain('was revoked or has expired');
    expect(advice('user', { MIZAN_SESSION_TOKEN: key })).toContain('was revoked or has expired');
  });
});
