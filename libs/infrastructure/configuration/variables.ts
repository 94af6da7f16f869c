import { BlockList, isIP, isIPv6 } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isForbiddenHost } from '@app/infrastructure/network/forbidden-address.js';
import { ADMINISTRATOR_NAME } from '@app/kernel';
import { z } from 'zod';

const SHOWN_CHARACTERS = 40;
const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;
const FORBIDDEN_HOST = 'must not point at a link-local, metadata, multicast or unspecified address';

const WRONG_HASH =
  'must be 64 hex digits, perhaps after a name and a colon, as `mizan admin-token create` prints them; the hash, not the token';

/** A name, bare or quoted, and an address; without the signs of lists and groups (RFC 5322, 3.4). */
const ADDRESS = String.raw`[^\s<>@,;:"()\[\]\\]+@[^\s<>@,;:"()\[\]\\]+`;
const MAILBOX = new RegExp(
  String.raw`^(?:(?:[^<>@,;:"()\[\]\\\p{Cc}]*|"[^"\\\p{Cc}]*"\s*)<${ADDRESS}>|${ADDRESS})$`,
  'u',
);

/** A value as a message may show it: on one line, escaped, and cut to a length. Never call it on a secret. */
function shown(value: string): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/**
 * A variable that `read` turns into a value, or into a message when it returns a `Wrong`. Its metadata hold the default, and
 * `values`, which says what may be written; docs/configuration.md is made of them and of what `describe` adds.
 */
function variable<Value, Default>(read: (text: string) => Value | Wrong, whenUnset: Default, values?: string) {
  return z
    .string()
    .optional()
    .transform((text, context): Value | Default => {
      if (text === undefined) return whenUnset;
      const value = read(text);
      if (!(value instanceof Wrong)) return value;
      context.addIssue({ code: 'custom', message: value.message });
      return z.NEVER;
    })
    .meta({ whenUnset, values });
}

class Wrong {
  constructor(readonly message: string) {}
}

/** A whole number in plain digits, `min` and `max` included. */
export function integer<Default>(range: { min: number; max: number }, whenUnset: Default) {
  return variable(
    (text) => {
      const value = /^-?(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : Number.NaN;
      if (value >= range.min && value <= range.max) return value;
      return new Wrong(`${shown(text)} is not a whole number from ${range.min} to ${range.max}`);
    },
    whenUnset,
    `${range.min} to ${range.max}`,
  );
}

/** A TCP port; 0 lets the system pick a free one. */
export function port(whenUnset: number) {
  return integer({ min: 0, max: 65535 }, whenUnset);
}

/** `1` or `0`. Words are refused, because every program reads "no" and "off" differently. */
export function flag<Default>(whenUnset: Default) {
  return variable(
    (text) => {
      if (text === '1') return true;
      return text === '0' ? false : new Wrong(`${shown(text)} is neither 0 nor 1`);
    },
    whenUnset,
    '0, 1',
  );
}

export function oneOf<const Choice extends string, const Default>(choices: readonly Choice[], whenUnset: Default) {
  return variable(
    (text) =>
      choices.find((choice) => choice === text) ?? new Wrong(`${shown(text)} is not one of ${choices.join(', ')}`),
    whenUnset,
    choices.join(', '),
  );
}

/** Any text, such as a path or a host name. */
export function text<Default>(whenUnset: Default) {
  return variable((value) => value, whenUnset);
}

/** A name for people to read, on one line. */
export function title<Default>(maxLength: number, whenUnset: Default) {
  return variable((value) => {
    if (value.length <= maxLength && !/\p{Cc}/u.test(value)) return value;
    return new Wrong(`must be at most ${maxLength} characters on one line`);
  }, whenUnset);
}

/** A path. `~` at its beginning is the user's home, as in a shell, which does not see the files that variables come from. */
export function path<Default>(whenUnset: Default) {
  return variable((value) => {
    if (value === '~' || value.startsWith('~/')) return join(homedir(), value.slice(1));
    return value.startsWith('~') ? new Wrong(`${shown(value)} begins with ~; write the whole path`) : value;
  }, whenUnset);
}

/** A comma-separated list; spaces around the entries and empty entries are dropped. */
export function list<Default>(whenUnset: Default) {
  return variable(splitList, whenUnset);
}

/** A comma-separated list whose entries come from a closed set, each at most once. */
export function listOf<const Choice extends string>(choices: readonly Choice[], whenUnset: readonly Choice[]) {
  return variable(
    (text): readonly Choice[] | Wrong => {
      const entries = splitList(text);
      const known = choices.filter((choice) => entries.includes(choice));
      if (known.length === entries.length && known.length > 0) return known;
      return new Wrong(`${shown(text)} is not a list of ${choices.join(', ')}, separated by commas`);
    },
    whenUnset,
    `some of ${choices.join(', ')}`,
  );
}

/** Web origins as a browser writes them: scheme, host and port, and no path. */
export function origins<Default>(whenUnset: Default) {
  return variable((text): readonly string[] | Wrong => {
    const entries = splitList(text);
    const wrong = entries.find((entry) => parseUrl(entry)?.origin !== entry || !/^https?:/.test(entry));
    if (wrong === undefined) return entries;
    return new Wrong(`${shown(wrong)} is not an origin; write scheme, host and port only, as in http://localhost:3000`);
  }, whenUnset);
}

/** A URL of one of `schemes` (`https:`). It may hold a password, so no message repeats any of it. */
/** @param split makes several URLs of one that names several hosts */
export function url<Default>(
  schemes: readonly string[],
  whenUnset: Default,
  split: (text: string) => readonly string[] = (text) => [text],
) {
  const expected = schemes.map((scheme) => `${scheme}//`).join(' or ');
  const faultOf = (text: string): Wrong | undefined => {
    const parsed = parseUrl(text);
    if (parsed === undefined || !schemes.includes(parsed.protocol))
      return new Wrong(`must be a URL that begins with ${expected}`);
    if (parsed.hostname === '') return new Wrong('must name a host');
    return isForbiddenHost(parsed.hostname) ? new Wrong(FORBIDDEN_HOST) : undefined;
  };
  return variable(
    (text) =>
      split(text)
        .map(faultOf)
        .find((fault) => fault !== undefined) ?? text,
    whenUnset,
  );
}

/** The name or the IP address of a host that this server connects to, and nothing else; IPv6 with or without brackets. */
export function peerHost<Default>(whenUnset: Default) {
  return variable((text) => {
    const host = text.replace(/^\[(.*)\]$/, '$1');
    if (!HOST_NAME.test(host) && !isIPv6(host))
      return new Wrong('must be a host name or an IP address, without scheme, port or path');
    return isForbiddenHost(host) ? new Wrong(FORBIDDEN_HOST) : host;
  }, whenUnset);
}

/** What `type` reads, after `rewrite` has made it readable. */
export function rewritten<Type extends z.ZodType>(rewrite: (text: string) => string, type: Type) {
  return z.preprocess((text) => (typeof text === 'string' ? rewrite(text) : text), type);
}

/** A URL that must carry no user name or password, because they would end up in logs of others. */
export function urlWithoutCredentials<Default>(schemes: readonly string[], whenUnset: Default) {
  return url(schemes, whenUnset).superRefine((value, context) => {
    const parsed = typeof value === 'string' ? parseUrl(value) : undefined;
    if (parsed?.username || parsed?.password) {
      context.addIssue({ code: 'custom', message: 'must hold no user name or password; there are variables for them' });
    }
  });
}

/** An address of a wallet. @param read what an address is; undefined for what is none */
export function address<Address extends string, Default>(
  read: (text: string) => Address | undefined,
  whenUnset: Default,
) {
  return variable((text) => read(text) ?? new Wrong(`${shown(text)} is no address of a wallet`), whenUnset);
}

/** A secret: `isValid` looks at it, and no message repeats it. */
export function secret(hint: string, isValid: (value: string) => boolean = () => true) {
  return variable((value) => (isValid(value) ? value : new Wrong(hint)), undefined);
}

/**
 * Administrators, separated by commas: `name:hash`, with the SHA-256 hash of their token in hex. A hash alone gets the name
 * `administrator-1`, the next one `administrator-2`. No message repeats a hash, which may be a token by mistake.
 */
export function administrators() {
  return variable((text): readonly { name: string; hash: string }[] | Wrong => {
    const entries = splitList(text).map((entry) => /^(?:([^:]*):)?([0-9a-fA-F]{64})$/.exec(entry));
    let bare = 0;
    const found = entries.flatMap((entry) =>
      entry ? [{ name: entry[1] ?? `administrator-${++bare}`, hash: entry[2]!.toLowerCase() }] : [],
    );
    if (found.length < entries.length) return new Wrong(WRONG_HASH);
    const wrong = found.find(({ name }) => !ADMINISTRATOR_NAME.test(name));
    if (wrong) return new Wrong(`${shown(wrong.name)} is not a name of 1 to 32 lower-case letters, digits and dashes`);
    const names = new Set(found.map(({ name }) => name));
    if (names.size < found.length) return new Wrong('has one name twice; each administrator has a name and a token');
    const hashes = new Set(found.map(({ hash }) => hash));
    return hashes.size < found.length ? new Wrong('has one hash twice; each administrator has a token') : found;
  }, []);
}

/** Host names or addresses as they stand in a `Host` header without its port, given in lower case. */
export function hostNames<Default>(whenUnset: Default) {
  return variable((text): readonly string[] | Wrong => {
    const entries = splitList(text).map((entry) => entry.toLowerCase());
    const wrong = entries.find((entry) => entry.includes('*') || parseUrl(`http://${entry}/`)?.hostname !== entry);
    if (wrong === undefined && entries.length > 0) return entries;
    return new Wrong(`${shown(wrong ?? '')} is not a host name; write it without scheme, port and path`);
  }, whenUnset);
}

/** Networks such as `10.0.0.0/8` or single addresses, separated by commas; `none` is an empty list. */
export function networks<Default>(whenUnset: Default) {
  return variable((text): readonly string[] | Wrong => {
    const entries = text === 'none' ? [] : splitList(text);
    const wrong = entries.find((entry) => !isNetwork(entry));
    if (wrong === undefined && (entries.length > 0 || text === 'none')) return entries;
    return new Wrong(`${shown(wrong ?? text)} is not a network such as 10.0.0.0/8; for no proxy write none`);
  }, whenUnset);
}

/** A number of the ledger's whole units, at least 1, as a bigint. */
export function units<Default>(whenUnset: Default) {
  return variable((text) => {
    if (/^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) < 2n ** 63n) return BigInt(text);
    return new Wrong(`${shown(text)} is not a whole number of units from 1 to ${2n ** 63n - 1n}`);
  }, whenUnset);
}

/** A day, which begins at midnight UTC, or a second of one: `2027-06-01` or `2027-06-01T12:00:00Z`. In milliseconds since 1970. */
export function instant<Default>(whenUnset: Default) {
  return variable((text) => {
    const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
    const atMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(whole) ? Date.parse(whole) : Number.NaN;
    // 31 June would be read as 1 July.
    if (!Number.isNaN(atMs) && new Date(atMs).toISOString() === whole.replace('Z', '.000Z')) return atMs;
    return new Wrong(`${shown(text)} is not a day such as 2027-06-01, or a time such as 2027-06-01T12:00:00Z`);
  }, whenUnset);
}

/** A mailbox as it stands in a From line: `a@example.com` or `Mizan <a@example.com>`. */
export function mailbox<Default>(whenUnset: Default) {
  return variable((text) => {
    if (MAILBOX.test(text)) return text;
    return new Wrong(
      `${shown(text)} is not a mailbox such as Mizan <no-reply@example.com>: one address, and a name with , : or ; in double quotes`,
    );
  }, whenUnset);
}

/** Whether everything in it is inside the address space: `0.0.0.0/0` would trust every peer. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^[1-9][0-9]{0,2}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
