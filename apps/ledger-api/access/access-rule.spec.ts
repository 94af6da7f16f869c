import { type Right, refuseUnlessEntitled } from './access-rule.js';
import { ANONYMOUS, type Principal } from './principal.js';

const MINE = 'ab'.repeat(32);
const OTHERS = 'cd'.repeat(32);
const user: Principal = { kind: 'user', userId: '7', email: 'asha@example.com', address: MINE, token: 't' };
const administrator: Principal = { kind: 'administrator', name: 'amina' };

const outcome = (principal: Principal, right: Right, address?: string): string => {
  try {
    refuseUnlessEntitled(principal, right, address);
    return 'passes';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the right to a route', () => {
  it('lets every caller in where no credentials are asked for', () => {
    for (const right of ['anyone', 'guest'] as const) {
      for (const who of [ANONYMOUS, user, administrator]) expect(outcome(who, right)).toBe('passes');
    }
  });

  it('asks those who say nothing for credentials', () => {
    for (const right of ['user', 'member', 'owner', 'administrator'] as const) {
      expect(outcome(ANONYMOUS, right, MINE)).toBe('authentication required');
    }
  });

  it('lets a user to what is a user’s and to the own wallet, however its address is spelled', () => {
    expect(outcome(user, 'user')).toBe('passes');
    expect(outcome(user, 'member')).toBe('passes');
    expect(outcome(user, 'owner', MINE)).toBe('passes');
    expect(outcome(user, 'owner', MINE.toUpperCase())).toBe('passes');
    expect(outcome(user, 'owner', OTHERS)).toBe('not your wallet');
    expect(outcome(user, 'owner')).toBe('not your wallet');
    expect(outcome(user, 'administrator')).toBe('administrators only');
  });

  it('lets an administrator to every wallet, and not to what only a user has', () => {
    expect(outcome(administrator, 'administrator')).toBe('passes');
    expect(outcome(administrator, 'member')).toBe('passes');
    expect(outcome(administrator, 'owner', OTHERS)).toBe('passes');
    expect(outcome(administrator, 'user')).toBe('users only');
  });
});
