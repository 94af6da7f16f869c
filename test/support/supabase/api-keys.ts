import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpFailure } from './postgrest-failures.js';

const SECRET = 'the stand-in signs its keys with this';

/** A key as Supabase hands them out: a signed token that names a role. */
export function apiKey(role: 'anon' | 'authenticated' | 'service_role', expiresAt = 4_000_000_000): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'stand-in', role, exp: expiresAt })}`;
  return `${content}.${signatureOf(content)}`;
}

/** The gateway wants a key, and PostgREST takes the role from the bearer token. */
export function roleOfToken({ apikey, authorization }: IncomingHttpHeaders): string {
  if (!apikey) throw new HttpFailure(401, undefined, 'No API key found in request');
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? String(apikey);
  const [head, body, signature] = token.split('.');
  if (!body || signatureOf(`${head}.${body}`) !== signature)
    throw new HttpFailure(401, 'PGRST301', 'JWSError JWSInvalidSignature');
  const { role, exp } = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (exp < Date.now() / 1000) throw new HttpFailure(401, 'PGRST303', 'JWT expired');
  return role;
}

function signatureOf(content: string): string {
  return createHmac('sha256', SECRET).update(content).digest('base64url');
}
