import { PeerUnreachable } from '@app/peers';
import { z } from 'zod';

/** Places of a log that are read at once; a page of events covers at least as many. */
export const PLACES = 500;
export const EVENTS = 1_000;

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
/** Of any type there may be one day. */
const TYPE = z.string().regex(/^[a-z_.]{1,64}$/);
/** Events are flat; the verifier goes down into what they say. */
const MAX_DEPTH = 8;
/** Text as it came, without the keys that a copy might lose: it is hashed. */
const DATA = z.custom<Record<string, unknown>>((value) => isObject(value) && isShallow(value, MAX_DEPTH));

const PROOF = { place: z.int().min(1), prev_hash: hex(64), hash: hex(64), signature: hex(128) };
const LINK = z.object({ ...PROOF, content_hash: hex(64), type: TYPE, type_signature: hex(128) });
const EVENT = z.object({
  id: z.string().max(100),
  type: TYPE,
  time: z.string().max(40),
  data: DATA,
  proof: z.object(PROOF),
});

export const IDENTITY = z.object({
  registry_id: hex(32),
  public_key: hex(64),
  name: z.string(),
  url: z.string().max(2_000).nullable(),
  signature: hex(128)
    .nullish()
    .transform((signature) => signature ?? null),
});

export const CHAIN_PAGE = z.object({
  links: z.array(LINK).max(PLACES),
  /** Its own text, which goes into a query and into a row. */
  next_cursor: z
    .string()
    .regex(/^[!-~]{1,400}$/)
    .nullable(),
});

export const EVENTS_PAGE = z.object({ events: z.array(EVENT).max(EVENTS) });

/** What a peer answered, in the form that it must have. @throws PeerUnreachable that names the first member with another one */
export function formed<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.infer<Shape> {
  const { success, data, error } = shape.safeParse(answer);
  if (success) return data;
  const where = error.issues[0]?.path.join('.') || 'all of it';
  throw new PeerUnreachable(`what it answers has not the form of a registry's answer: ${where}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}
