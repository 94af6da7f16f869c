import * as variables from './variables.js';

const SCHEMES = ['postgres:', 'postgresql:'];

/** A connection string of PostgreSQL, with whatever stands in its password encoded as a URL needs it. */
export function databaseUrl() {
  return variables.rewritten(encodePassword, variables.url(SCHEMES, undefined));
}

/**
 * A password that was pasted as it is may hold `#`, `/`, `?`, `@` or a `%` that begins no escape, which a URL takes for its own
 * signs. One that holds none of these is taken as encoded.
 */
export function encodePassword(text: string): string {
  const [, scheme = '', user = '', password, rest = ''] =
    /^(postgres(?:ql)?:\/\/)([^:@/?#]*):(.*)@([^@]*)$/s.exec(text) ?? [];
  if (password === undefined) return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username && !/%(?![0-9a-fA-F]{2})/.test(url.password)) return text;
  return `${scheme}${user}:${encodeURIComponent(password)}@${rest}`;
}
