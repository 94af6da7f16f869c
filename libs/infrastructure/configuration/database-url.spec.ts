import { encodePassword } from './database-url.js';

const HARD = 'a#b/c?d%e@f:g&h i"\'';

test.each(['', ...HARD, HARD, '%zz', '100%', '#%41'])(
  'a password with %j, pasted as it is, is the same after parsing',
  (odd) => {
    const text = encodePassword(`postgres://user:x${odd}y@db.example.com:5432/wallet?sslmode=require`);
    const url = new URL(text);
    expect(decodeURIComponent(url.password)).toBe(`x${odd}y`);
    expect([url.hostname, url.port, url.pathname, url.search]).toEqual([
      'db.example.com',
      '5432',
      '/wallet',
      '?sslmode=require',
    ]);
  },
);

test.each([
  'postgres://h/db',
  'postgres://u@h/db',
  'postgres://u:a%23b%2Fc@h/db',
  'postgresql://u:p@[::1]:5432/db',
  'postgres://u:p@h/db?options=a@b',
])('what is a URL already stays: %s', (text) => expect(encodePassword(text)).toBe(text));
