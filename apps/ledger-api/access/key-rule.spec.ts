import { isWithin, type KeyGrant, type KeyScope } from '@app/identity';
import { refuseUnlessInScope } from './key-rule.js';
import { ANONYMOUS, type Principal } from './principal.js';

const grant = (scopes: readonly KeyScope[], networks?: string[]): KeyGrant => ({
  ...{ id: '1', scopes, networks, limitPerDay: undefined, addresses: undefined },
});
const administrator = (key?: KeyGrant): Principal => ({ kind: 'administrator', name: 'amina', key });

const outcome = (principal: Principal, scope: KeyScope | undefined, ip = '192.0.2.1'): string => {
  try {
    refuseUnlessInScope(principal, scope, ip);
    return 'passes';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the scope of a key', () => {
  it('binds keys alone', () => {
    for (const who of [ANONYMOUS, administrator()]) expect(outcome(who, undefined)).toBe('passes');
  });

  it('has to be that of the route, and a route without one takes no keys', () => {
    const reader = administrator(grant(['read', 'zakat']));
    expect(outcome(reader, 'zakat')).toBe('passes');
    expect(outcome(reader, 'admin')).toBe('this key lacks the scope admin');
    expect(outcome(reader, undefined)).toBe('API keys may not use this route');
  });

  it('holds in the networks of the key', () => {
    const bound = administrator(grant(['read'], ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7']));
    for (const ip of ['192.0.2.255', '2001:db8::1', '198.51.100.7']) expect(outcome(bound, 'read', ip)).toBe('passes');
    for (const ip of ['192.0.3.0', '2001:db9::1', '198.51.100.8', 'unknown', '']) {
      expect(outcome(bound, 'read', ip)).toBe('this key may not be used from this network');
    }
  });

  it('takes IPv4 everywhere for a network of all of it', () => {
    expect([isWithin(['0.0.0.0/0'], '203.0.113.9'), isWithin(['0.0.0.0/0'], '::1')]).toEqual([true, false]);
  });
});
