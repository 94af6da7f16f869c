import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { followRequest, type RequestFollowers } from './access-log.js';
import { AllowedMethods } from './allowed-methods.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CrossOrigin } from './cross-origin.js';
import { answerFor, answerForStatus } from './error-answer.js';
import { HttpRefusal } from './http-refusal.js';
import type { Peers } from './peers.js';
import { administratorOf } from './principal.js';
import { isLoopbackName, refuseBadShape, refuseForeignHost } from './request-shape.js';
import type { OpenAnswers } from './transport-errors.js';

export interface RequestGateOptions {
  answers: AnswerWriter;
  openAnswers: OpenAnswers;
  crossOrigin: CrossOrigin;
  /** Names this server answers to, without port and in lower case; `undefined` for any. */
  hosts: ReadonlySet<string> | undefined;
  peers: Peers;
  /** Whether strangers reach this server: then what is secret must come over TLS. */
  isExposed: boolean;
  /** Limits in bytes that differ from the app's, by route pattern. */
  bodyLimits: Readonly<Record<string, number>>;
  isStopping: () => boolean;
  followers: RequestFollowers;
}

/**
 * What every request passes before a route sees it: standard headers, log and metrics, then, in this order, a server
 * that is stopping (503), the shape of the request (431, 400), its host (421, except for health), CORS, forged cross-site requests (403), a
 * secret without TLS (403), OPTIONS (204), a path that is known under other methods (405), and one that is not (404).
 */
export function installRequestGate(server: FastifyInstance, options: RequestGateOptions): void {
  const { answers, crossOrigin, hosts, followers } = options;
  const allowed = new AllowedMethods();
  routeTables.set(server, allowed);

  server.addHook('onRoute', (route) => {
    allowed.add(route.url, [route.method].flat());
    const limit = options.bodyLimits[route.url];
    if (limit !== undefined) route.bodyLimit = limit;
  });

  /** A health check on this machine names loopback, whatever the server's public name is. */
  const mayNameAny = (request: FastifyRequest, host: string) =>
    isHealth(request) || (options.isExposed && options.peers.isLocal(request) && isLoopbackName(host));

  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    if (options.isStopping()) throw stopping();
    const host = refuseBadShape(request.raw);
    if (hosts && !hosts.has(host) && !mayNameAny(request, host)) refuseForeignHost();
    crossOrigin.describe(request, reply, () => allowed.forPath(pathOf(request)));
    crossOrigin.refuseForgery(request);
    if (options.isExposed && carriesSecret(request) && !options.peers.isConfidential(request)) throw tlsRequired();
  };

  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(answers.headers).header('x-request-id', request.id);
    const before = options.openAnswers.add(reply.raw);
    const { id, method, ip } = request;
    const administrator = () => administratorOf(request);
    followRequest({ id, method, route: request.routeOptions.url, ip, administrator }, reply.raw, followers);
    try {
      refuse(request, reply);
    } catch (error) {
      return answers.write(answerFor(error), request, reply);
    }
    if (request.method !== 'OPTIONS' && !request.is404) {
      if (before === undefined) return done();
      // When the connection is gone, no client waits for the requests still unanswered: they are never begun.
      return void before.once('close', () => request.socket.destroyed || done());
    }
    const allow = allowed.forPath(pathOf(request));
    if (allow !== undefined) reply.header('Allow', allow);
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    return answers.write(answerForStatus(allow === undefined ? 404 : 405), request, reply);
  });
}

/** A load balancer asks each server by its address, and what these answer is for anyone. */
function isHealth({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url !== undefined && /\/health(?:\/(?:ready|writer))?$/.test(routeOptions.url);
}

const routeTables = new WeakMap<FastifyInstance, AllowedMethods>();

/** Every route of a server with its methods, as they were registered: `GET /api/v1/health`. */
export function routesOf(server: FastifyInstance): string[] {
  return routeTables.get(server)?.all() ?? [];
}

/** Credentials, or a method that has a body or makes something: what is asked and answered there is private. */
function carriesSecret({ method, headers }: FastifyRequest): boolean {
  const asksOnly = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return !asksOnly || headers.authorization !== undefined || headers['x-mizan-signature'] !== undefined;
}

function tlsRequired(): HttpRefusal {
  return new HttpRefusal({ status: 403, code: 'tls_required', message: 'TLS required' });
}

function stopping(): HttpRefusal {
  return new HttpRefusal({
    status: 503,
    code: 'stopping',
    message: 'server is shutting down',
    retryAfterSeconds: 5,
    headers: { Connection: 'close' },
  });
}

/** The path as the router reads it, without query, for an origin-form target as well as an absolute one. */
function pathOf(request: FastifyRequest): string {
  const target = request.url.replace(/^https?:\/\/[^/?#]*/i, '');
  return target.split(/[?#]/, 1)[0] || '/';
}
