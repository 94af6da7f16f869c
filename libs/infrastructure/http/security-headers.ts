import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { fastify, type RouteOptions } from 'fastify';

/** By name in lower case, as Fastify keeps them. */
export type Headers = Readonly<Record<string, string>>;

export interface SecurityHeaders {
  /** On every answer of the process, from every writer. */
  readonly always: Headers;
  /** On the pages of the documentation, in place of those of the same name. */
  readonly docs: Headers;
  /** On the pages for people and what they load, in place of those of the same name, but how long each is kept. */
  readonly pages: Headers;
}

/** What only concerns documents that a browser shows, and nothing that a program reads. */
const FOR_DOCUMENTS_ONLY = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/** Swagger UI brings its scripts along, styles its page inline and has pictures in data URLs. It needs no other host. */
const DOCS_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The pages bring along all that they load, style nothing inline, and speak to the server that they came from alone. */
const PAGES_POLICY = {
  defaultSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ["'none'"],
};

/**
 * The headers by which browsers protect callers. They are the same on every answer, so helmet is asked for them once, at the
 * start, and not per request.
 *
 * @param strictTransport tells browsers to come back by HTTPS only; right where TLS is certain to be in front
 */
export async function securityHeaders(strictTransport: boolean): Promise<SecurityHeaders> {
  const common = {
    strictTransportSecurity: strictTransport ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  } as const;
  const api = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };
  const [always, docs, pages] = await Promise.all([
    headersOf({ ...common, ...FOR_DOCUMENTS_ONLY, contentSecurityPolicy: { useDefaults: false, directives: api } }),
    headersOf({ ...common, contentSecurityPolicy: { useDefaults: false, directives: DOCS_POLICY } }),
    headersOf({
      ...common,
      xFrameOptions: { action: 'deny' },
      contentSecurityPolicy: { useDefaults: false, directives: PAGES_POLICY },
    }),
  ]);
  return { pages, always: { ...always, 'cache-control': 'no-store' }, docs: { ...docs, 'cache-control': 'no-store' } };
}

/** An `onRoute` hook that gives the pages below `/docs` their headers, last of all: the server of static files sets its own. */
export function protectDocs(headers: Headers): (route: RouteOptions) => void {
  return (route) => {
    if (route.url !== '/docs' && !route.url.startsWith('/docs/')) return;
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (_request, reply, payload, done) => {
        reply.headers(headers);
        done(null, payload);
      },
    ];
  };
}

/** What helmet sets on an answer. */
async function headersOf(options: FastifyHelmetOptions): Promise<Headers> {
  const server = fastify();
  await server.register(helmet, options);
  server.get('/', (_request, reply) => reply.hijack().raw.end());
  const { headers } = await server.inject('/');
  await server.close();
  const ours = Object.entries(headers).filter(([name]) => !['date', 'connection', 'transfer-encoding'].includes(name));
  return Object.fromEntries(ours.map(([name, value]) => [name, String(value)]));
}
