import { isStrongPassphrase, makePassphraseSalt, stretchPassphrase } from './master-passphrase.js';

test('a passphrase makes one key for each salt', async () => {
  const [salt, other] = [makePassphraseSalt(), makePassphraseSalt()];
  const [one, again, elsewhere] = await Promise.all([
    stretchPassphrase('correct horse battery staple', salt),
    stretchPassphrase('correct horse battery staple', salt),
    stretchPassphrase('correct horse battery staple', other),
  ]);
  expect(one).toHaveLength(32);
  expect(again.equals(one)).toBe(true);
  expect(elsewhere.equals(one)).toBe(false);
});

test('it is stretched as scrypt with N=2^17, r=8, p=1 does', async () => {
  // Python: hashlib.scrypt(b"correct horse battery staple", salt=bytes(16), n=2**17, r=8, p=1, maxmem=2**28, dklen=32)
  const key = await stretchPassphrase('correct horse battery staple', Buffer.alloc(16));
  expect(key.toString('hex')).toBe('399d2e9df8d1747b50cb1b1e362f15cd1489dac0938debc59717fa23abc9c7d8');
});

test('a letter that two keyboards spell differently is one letter', async () => {
  const salt = makePassphraseSalt();
  const [composed, decomposed] = [
    'caf\u00e9 au lait, s\u2019il vous plait',
    'cafe\u0301 au lait, s\u2019il vous plait',
  ];
  expect((await stretchPassphrase(composed, salt)).equals(await stretchPassphrase(decomposed, salt))).toBe(true);
});

test.each([
  '',
  'short',
  'fifteen charact',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'ababababababababababab',
  '\u{1f600}'.repeat(16),
])('the passphrase %j is too weak', (passphrase) => {
  expect(isStrongPassphrase(passphrase)).toBe(false);
});

test('sixteen different enough characters are a passphrase', () => {
  expect(isStrongPassphrase('sixteen characts')).toBe(true);
});
