import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ADMINISTRATOR_TOKEN_HASH, createAdministratorToken, HashedAdministrators } from './hashed-administrators.js';

describe('a token for an administrator', () => {
  it('has 256 random bits behind a name that scanners can look for, and a hash of it for the configuration', () => {
    const { token, hash } = createAdministratorToken();
    expect(token).toMatch(/^mizan_admin_[A-Za-z0-9_-]{43}$/);
    expect(hash).toMatch(ADMINISTRATOR_TOKEN_HASH);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(createAdministratorToken().token).not.toBe(token);
  });

  it('is recognised by its hash, and so is each of several, by the name of its holder', async () => {
    const [one, other] = [createAdministratorToken(), createAdministratorToken()];
    const administrators = new HashedAdministrators([
      { name: 'amina', hash: one.hash },
      { name: 'bilal', hash: other.hash },
    ]);
    expect(await administrators.recognise(one.token)).toBe('amina');
    expect(await administrators.recognise(other.token)).toBe('bilal');
  });

  it('is not recognised when it is another, cut short, empty, or the hash itself', async () => {
    const { token, hash } = createAdministratorToken();
    const administrators = new HashedAdministrators([{ name: 'amina', hash }]);
    const wrong = [createAdministratorToken().token, token.slice(0, -1), `${token} `, '', hash];
    for (const attempt of wrong) expect(await administrators.recognise(attempt)).toBeUndefined();
  });

  it('is worth nothing where no hash is configured', async () => {
    expect(await new HashedAdministrators([]).recognise(createAdministratorToken().token)).toBeUndefined();
    expect(await new HashedAdministrators([]).recognise('')).toBeUndefined();
  });
});
