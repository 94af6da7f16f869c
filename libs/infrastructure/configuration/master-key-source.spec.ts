import { ConfigurationFaults } from './configuration-faults.js';
import { masterKeySource, masterKeyVariables, refuseTwoMasterKeys } from './master-key-source.js';
import { readEnvironment } from './read-environment.js';

const read = (environment: Record<string, string>) =>
  masterKeySource('data', readEnvironment(masterKeyVariables, environment, refuseTwoMasterKeys));

function faultOf(environment: Record<string, string>): string {
  try {
    read(environment);
    return '';
  } catch (error) {
    return (error as ConfigurationFaults).lines.join('\n');
  }
}

test('the master key is made beside the databases unless its place is named', () => {
  expect(read({})).toEqual({ kind: 'file', path: 'data/master.key', createWhenMissing: true });
  expect(read({ MASTER_KEY_FILE: '/keys/k' })).toEqual({ kind: 'file', path: '/keys/k', createWhenMissing: false });
});

test('a passphrase stands in for the file', () => {
  const passphrase = 'correct horse battery staple';
  expect(read({ MASTER_PASSPHRASE: passphrase })).toEqual({ kind: 'passphrase', passphrase });
});

test('a weak passphrase, or a passphrase and a file, are refused without repeating them', () => {
  expect(faultOf({ MASTER_PASSPHRASE: 'hunter2' })).toMatch(/^MASTER_PASSPHRASE: must have at least 16 characters/);
  expect(faultOf({ MASTER_PASSPHRASE: 'hunter2' })).not.toMatch('hunter2');
  expect(faultOf({ MASTER_PASSPHRASE: 'correct horse battery staple', MASTER_KEY_FILE: '/keys/k' })).toMatch(
    /^MASTER_KEY_FILE, MASTER_PASSPHRASE: /,
  );
});
