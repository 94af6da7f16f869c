import { urlWithoutCredentials } from './variables.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A project's URL, with or without the path of its REST interface. The key must not cross a network in the clear. */
export function supabaseUrl() {
  return urlWithoutCredentials(['https:', 'http:'], undefined)
    .superRefine((value, context) => {
      if (value === undefined) return;
      const { protocol, hostname, search, hash } = new URL(value);
      if (protocol === 'http:' && !LOOPBACK.has(hostname)) {
        context.addIssue({
          code: 'custom',
          message: 'must begin with https:// (http:// will do on this machine only)',
        });
      }
      if (search || hash) context.addIssue({ code: 'custom', message: 'must end with the host or a path' });
    })
    .transform((value) => value?.replace(/\/+$/, '').replace(/\/rest\/v1$/, ''));
}

/** False for what is certainly another key: a publishable one, or a token whose role is not the service role. */
export function isServiceRoleKey(key: string): boolean {
  if (key.startsWith('sb_publishable_')) return false;
  const [, payload, signature] = key.split('.');
  if (!payload || !signature) return true;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).role === 'service_role';
  } catch {
    return true;
  }
}
