import { describe, expect, it } from '@jest/globals';
import { ConfigurationFaults } from './configuration-faults.js';
import { readEnvironment } from './read-environment.js';
import * as variables from './variables.js';

const shape = {
  PORT: variables.port(8080),
  BITS: variables.integer({ min: 0, max: 32 }, 12),
  DOCS: variables.flag(true),
  MODE: variables.oneOf(['demo', 'production'], 'demo'),
  SERVE: variables.listOf(['ledger', 'registry'], ['ledger']),
  ORIGINS: variables.origins([]),
  DATABASE_URL: variables.url(['postgres:', 'postgresql:'], undefined),
  API_URL: variables.urlWithoutCredentials(['https:'], undefined),
  POOL: variables.address((text) => (/^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : undefined), undefined),
  KEY: variables.secret('must be 8 letters', (value) => value.length === 8),
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readEnvironment(shape, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.lines;
    throw error;
  }
}

describe('an environment', () => {
  it('has its defaults where nothing or nothing but space is set, and is frozen', () => {
    const values = readEnvironment(shape, { PORT: '', DOCS: ' ', UNKNOWN: 'x' });
    expect(values).toMatchObject({
      PORT: 8080,
      BITS: 12,
      DOCS: true,
      MODE: 'demo',
      SERVE: ['ledger'],
      POOL: undefined,
    });
    expect(Object.isFrozen(values)).toBe(true);
  });

  it('is read into typed values', () => {
    const environment = {
      PORT: '0',
      BITS: '32',
      DOCS: '0',
      MODE: 'production',
      SERVE: 'registry, ledger',
      ORIGINS: 'http://localhost:3000,https://a.example',
      DATABASE_URL: 'postgres://u:p@h/db',
      POOL: 'A'.repeat(64),
      KEY: 'abcdefgh',
    };
    expect(readEnvironment(shape, environment)).toEqual({
      PORT: 0,
      BITS: 32,
      DOCS: false,
      MODE: 'production',
      SERVE: ['ledger', 'registry'],
      ORIGINS: ['http://localhost:3000', 'https://a.example'],
      DATABASE_URL: 'postgres://u:p@h/db',
      API_URL: undefined,
      POOL: 'a'.repeat(64),
      KEY: 'abcdefgh',
    });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', '08080'],
    ['BITS', '33'],
    ['DOCS', 'yes'],
    ['DOCS', 'true'],
    ['MODE', 'prod'],
    ['MODE', 'Demo'],
    ['SERVE', 'ledger,ledger'],
    ['SERVE', 'wallet'],
    ['SERVE', ','],
    ['ORIGINS', 'localhost:3000'],
    ['ORIGINS', 'http://localhost:3000/'],
    ['ORIGINS', '*'],
    ['POOL', 'a'.repeat(63)],
    ['POOL', '0x'.padEnd(64, 'a')],
  ])('is refused when %s is %s, in a line that names both', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: "`));
  });

  it.each([
    ['DATABASE_URL', 'mysql://user:hidden@host/db'],
    ['DATABASE_URL', 'hidden'],
    ['DATABASE_URL', 'file:///hidden'],
    ['API_URL', 'https://user:hidden@host'],
    ['API_URL', 'http://hidden.example'],
    ['KEY', 'hidden'],
  ])('keeps what may be secret in %s out of its messages', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: must`));
    expect(faults[0]).not.toMatch('hidden');
  });

  it('tells every fault at once, on one line each, long values cut', () => {
    const faults = faultsOf({ PORT: `a\nb${'c'.repeat(500)}`, DOCS: '2', MODE: 'x' });
    expect(faults).toHaveLength(3);
    for (const line of faults) {
      expect(line).not.toMatch('\n');
      expect(line.length).toBeLessThan(120);
    }
  });

  it('lets rules between variables add faults, even when a variable is wrong', () => {
    const read = () =>
      readEnvironment({ A: variables.port(1), B: variables.port(1) }, { A: 'x' }, (values, addFault) => {
        if (values.B === 1 && !('A' in values)) addFault('A, B: do not fit');
      });
    expect(read).toThrow(new ConfigurationFaults(['A: "x" is not a whole number from 0 to 65535', 'A, B: do not fit']));
  });
});
