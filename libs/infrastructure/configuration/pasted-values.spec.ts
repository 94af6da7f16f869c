import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationFaults } from './configuration-faults.js';
import { readEnvironment } from './read-environment.js';
import * as variables from './variables.js';

const shape = {
  PLACE: variables.path('./data'),
  MAIL_FROM: variables.mailbox(undefined),
  MASTER_PASSPHRASE: variables.text(undefined),
};
const read = (environment: Record<string, string>) => readEnvironment(shape, environment);

test('quotation marks that an env file passes on are no part of a value', () => {
  expect(read({ PLACE: '"/srv/mizan"' }).PLACE).toBe('/srv/mizan');
  expect(read({ PLACE: " '/srv/mi zan' " }).PLACE).toBe('/srv/mi zan');
  expect(read({ PLACE: '""' }).PLACE).toBe('./data');
  expect(read({ PLACE: '"/srv' }).PLACE).toBe('"/srv');
  expect(read({ MASTER_PASSPHRASE: '"kept as it is"' }).MASTER_PASSPHRASE).toBe('"kept as it is"');
});

test('~ at the beginning of a path is the home of the user, and of no other', () => {
  expect(read({ PLACE: '~/mizan' }).PLACE).toBe(join(homedir(), 'mizan'));
  expect(read({ PLACE: '~' }).PLACE).toBe(join(homedir(), ''));
  expect(read({ PLACE: '/a/~b' }).PLACE).toBe('/a/~b');
  expect(() => read({ PLACE: '~root/x' })).toThrow(ConfigurationFaults);
});

test.each(['a@example.com', 'Mizan <a@example.com>', '"Mizan, Ltd; 1:1" <a@example.com>', 'محفظة <a@example.com>'])(
  'mail comes from %s',
  (mailbox) => expect(read({ MAIL_FROM: mailbox }).MAIL_FROM).toBe(mailbox),
);

test.each([
  'Team:a@example.com;',
  'Team: <a@example.com>',
  'Team: a@x.org, b@x.org;',
  'a@x.org,b@x.org',
  'A, B <a@x.org>',
])('mail comes from no list or group: %s', (text) =>
  expect(() => read({ MAIL_FROM: text })).toThrow(ConfigurationFaults),
);
