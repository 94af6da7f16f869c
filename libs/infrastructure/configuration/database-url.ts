import { accessSync, constants } from 'node:fs';
import * as variables from './variables.js';

const SCHEMES = ['postgres:', 'postgresql:'];

/** Which servers of a list do, as libpq names it. */
export type SessionTarget = 'any' | 'read-write' | 'primary' | 'standby';

const SESSION_TARGETS: readonly string[] = ['any', 'read-write', 'primary', 'standby'] satisfies SessionTarget[];
const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'];
const TLS_FILES = ['sslrootcert', 'sslcert', 'sslkey'];
/** Of libpq, and without effect here: to ignore them would be to promise what is not kept. */
const UNSUPPORTED = [
  ...[
    'host',
    'hostaddr',
    'port',
    'passfile',
    'service',
    'requirepeer',
    'require_auth',
    'channel_binding',
    'gssencmode',
  ],
  ...[
    'sslcrl',
    'sslcrldir',
    'sslpassword',
    'ssl_min_protocol_version',
    'ssl_max_protocol_version',
    'load_balance_hosts',
  ],
];

/** A connection string of PostgreSQL, with whatever stands in its password encoded as a URL needs it. */
export function databaseUrl() {
  return variables.rewritten(
    encodePassword,
    variables.url(SCHEMES, undefined, urlsOfHosts).superRefine((value, context) => {
      const fault = typeof value === 'string' ? faultOfParameters(value) : undefined;
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
    }),
  );
}

/**
 * A password that was pasted as it is may hold `#`, `/`, `?`, `@` or a `%` that begins no escape, which a URL takes for its own
 * signs. One that holds none of these is taken as encoded.
 */
export function encodePassword(text: string): string {
  const [, scheme = '', user = '', password, rest = ''] =
    /^(postgres(?:ql)?:\/\/)([^:@/?#]*):(.*)@([^@]*)$/s.exec(text) ?? [];
  if (password === undefined) return text;
  const single = urlsOfHosts(text)[0]!;
  const url = URL.canParse(single) ? new URL(single) : undefined;
  if (url?.username && !/%(?![0-9a-fA-F]{2})/.test(url.password)) return text;
  return `${scheme}${user}:${encodeURIComponent(password)}@${rest}`;
}

/** One URL for each host of `postgres://user:password@host:port,host:port/database`; the text itself where there is one. */
export function urlsOfHosts(text: string): string[] {
  const [, before, hosts, after] = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#@]*)(.*)$/s.exec(text) ?? [];
  if (before === undefined || !hosts?.includes(',')) return [text];
  return hosts.split(',').map((host) => `${before}${host}${after}`);
}

/** @param text of a URL that {@link databaseUrl} has accepted */
export function sessionTargetOf(text: string): SessionTarget {
  return (new URL(urlsOfHosts(text)[0]!).searchParams.get('target_session_attrs') ?? 'any') as SessionTarget;
}

function faultOfParameters(text: string): string | undefined {
  const { searchParams } = new URL(urlsOfHosts(text)[0]!);
  const target = searchParams.get('target_session_attrs') ?? 'any';
  if (!SESSION_TARGETS.includes(target)) return `target_session_attrs must be one of ${SESSION_TARGETS.join(', ')}`;
  const mode = searchParams.get('sslmode') ?? 'disable';
  if (!TLS_MODES.includes(mode)) {
    return `sslmode must be one of ${TLS_MODES.join(', ')}: a connection that may be encrypted, or not, is neither`;
  }
  const unsupported = UNSUPPORTED.find((name) => searchParams.has(name));
  if (unsupported !== undefined) return `its parameter ${unsupported} is not supported; leave it out`;
  const files = TLS_FILES.filter((name) => searchParams.has(name));
  if (files.length > 0 && mode === 'disable') return `${files[0]} needs a sslmode: require, verify-ca or verify-full`;
  if (mode === 'verify-ca' && !searchParams.has('sslrootcert')) return 'sslmode=verify-ca needs sslrootcert';
  if (searchParams.has('sslcert') !== searchParams.has('sslkey')) return 'sslcert and sslkey belong together';
  const unreadable = files.find((name) => !isReadable(searchParams.get(name)!));
  return unreadable && `the file of its ${unreadable} cannot be read`;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
