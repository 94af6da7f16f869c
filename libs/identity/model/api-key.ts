import { createHash, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { InvalidKeyTerms } from '../identity.errors.js';

/** What a key may be used for. Each route names the one that it needs. */
export const KEY_SCOPES = ['read', 'send', 'requests', 'issue', 'zakat', 'webhooks', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Of a user there is nothing to issue, and of an administrator no wallet to send from. */
const SCOPES_OF: Readonly<Record<KeyHolder['kind'], readonly KeyScope[]>> = {
  user: ['read', 'send', 'requests', 'zakat', 'webhooks'],
  administrator: ['read', 'issue', 'zakat', 'webhooks', 'admin'],
};

/** Whom a key acts for. */
export type KeyHolder =
  | { readonly kind: 'user'; readonly userId: string; readonly email: string }
  | { readonly kind: 'administrator'; readonly name: string };

/** What a key is bound to. */
export interface KeyTerms {
  /** For its holder to tell it by. */
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** Units that may go out by this key on a day (UTC). */
  readonly limitPerDay: bigint | undefined;
  /** The only addresses that units may go to by this key, lower-case hex. */
  readonly addresses: readonly string[] | undefined;
  /** The only networks that it may be used from, such as `10.0.0.0/8`. */
  readonly networks: readonly string[] | undefined;
}

/** What of a key decides about a request. */
export interface KeyGrant extends Omit<KeyTerms, 'name'> {
  readonly id: string;
}

const FORM = /^mizan_key_[A-Za-z0-9_-]{43}$/;
const MOST_ITEMS = 16;
const UNBOUND_TERMS = 'limit_per_day and addresses need the scope send or issue';
/** Ten years. */
export const LONGEST_KEY_SECONDS = 315_360_000;

/** 256 random bits with a name in front, by which scanners for leaked secrets know it. */
export function newApiKey(): string {
  return `mizan_key_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key: SHA-256, 32 bytes. `undefined` when `text` is no key. */
export function apiKeyHash(text: string): Buffer | undefined {
  return FORM.test(text) ? createHash('sha256').update(text).digest() : undefined;
}

/** What the bounds of a key bind: by the other scopes nothing goes out, or it is for other people to approve. */
const BOUND_SCOPES: readonly KeyScope[] = ['send', 'issue'];

/** @throws InvalidKeyTerms for a scope that the holder does not have, a network that is none, and bounds that would bind nothing */
export function checkKeyTerms(
  holder: KeyHolder,
  { scopes, networks, limitPerDay, addresses }: Omit<KeyTerms, 'name' | 'scopes'> & { scopes: readonly string[] },
): KeyScope[] {
  const choices = SCOPES_OF[holder.kind];
  const chosen = choices.filter((scope) => scopes.includes(scope));
  if (chosen.length === 0 || chosen.length < new Set(scopes).size) {
    throw new InvalidKeyTerms(`scopes must be some of ${choices.join(', ')}`, { field: 'scopes' });
  }
  if (networks && (networks.length > MOST_ITEMS || !networks.every((network) => subnetOf(network)))) {
    throw new InvalidKeyTerms('networks must be up to 16 networks such as 10.0.0.0/8', { field: 'networks' });
  }
  if ((limitPerDay !== undefined || addresses) && !chosen.some((scope) => BOUND_SCOPES.includes(scope))) {
    throw new InvalidKeyTerms(UNBOUND_TERMS, { field: limitPerDay === undefined ? 'addresses' : 'limit_per_day' });
  }
  return chosen;
}

/** Whether `ip`, in the one spelling of an address, is in one of `networks`. */
export function isWithin(networks: readonly string[], ip: string): boolean {
  const family = isIP(ip);
  if (family === 0) return false;
  const list = new BlockList();
  for (const { address, bits, type } of networks.flatMap((network) => subnetOf(network) ?? [])) {
    list.addSubnet(address, bits, type);
  }
  return list.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}

/** A network, or a single address. */
function subnetOf(text: string): { address: string; bits: number; type: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', given, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const width = family === 4 ? 32 : 128;
  if (given !== undefined && !/^(?:0|[1-9][0-9]{0,2})$/.test(given)) return undefined;
  const bits = given === undefined ? width : Number(given);
  return bits <= width ? { address, bits, type: family === 4 ? 'ipv4' : 'ipv6' } : undefined;
}
