import { administratorToken } from './administrator-token.js';

const tokenFor = (url: string, token?: string) =>
  administratorToken(new URL(url), token === undefined ? {} : { MIZAN_ADMIN_TOKEN: token });

describe('the token of an administrator', () => {
  it('goes with the requests of the user who has set it', () => {
    for (const url of ['https://nodes.example.com', 'http://localhost:8000', 'http://127.0.0.1', 'http://[::1]:8000'])
      expect(tokenFor(url, 'mizan_admin_x')).toBe('mizan_admin_x');
  });

  it('is not sent by those who have none', () => {
    expect(tokenFor('http://nodes.example.com')).toBeUndefined();
    expect(tokenFor('http://nodes.example.com', ' ')).toBeUndefined();
  });

  it('does not travel over a network in the clear', () => {
    for (const url of ['http://nodes.example.com', 'http://10.0.0.7:8000', 'http://127.0.0.1.evil.example'])
      expect(() => tokenFor(url, 'mizan_admin_x')).toThrow('over https');
  });
});
