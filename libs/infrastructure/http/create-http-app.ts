import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { NestLog } from '@app/infrastructure/logging/nest-log.js';
import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { Administrators } from '@app/kernel';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AnswerFilter } from './answer-filter.js';
import { AnswerWriter } from './answer-writer.js';
import { ConnectionCloser } from './connection-closer.js';
import { CrossOrigin, VARIES_BY_ORIGIN } from './cross-origin.js';
import { type DirectRoutes, installDirectRoutes } from './direct-routes.js';
import type { AnswerTable } from './error-answer.js';
import type { ErrorForm } from './error-forms.js';
import { readForwardedFor } from './forwarded-for.js';
import { DEFAULT_TIMEOUTS, HttpAdapter, type HttpTimeouts, serverOptions } from './http-adapter.js';
import { HttpMetrics } from './http-metrics.js';
import { installJsonBodyParser } from './json-body-parser.js';
import { toJson } from './json-writer.js';
import { serveMetrics } from './metrics-route.js';
import type { ApiDescription } from './openapi/api-description.js';
import { serveDocs } from './openapi/serve-docs.js';
import type { BuiltPages } from './pages/built-pages.js';
import { servePages } from './pages/serve-pages.js';
import { Peers } from './peers.js';
import { expectPrincipals } from './principal.js';
import { installRateLimits, type RateLimits } from './rate-limits.js';
import { logRefusedOrigins } from './refused-origins.js';
import { installRequestGate } from './request-gate.js';
import { serveRoot } from './root-route.js';
import { protectDocs, securityHeaders } from './security-headers.js';
import { answerClientError, answerConnectAndExpect, OpenAnswers } from './transport-errors.js';
import { RequestPipe } from './validation/index.js';

export const DEFAULT_BODY_LIMIT = 16 * 1024;

export interface HttpAppOptions {
  errors: ErrorForm;
  log: Logger;
  /** Statuses and ready JSON bodies by `DomainError.code`, where the kind of a refusal says too little. */
  answers?: AnswerTable;
  corsOrigins?: readonly string[];
  /** Headers of this API's own that those pages may send. */
  requestHeaders?: readonly string[];
  /** Headers of this API's answers that those pages may read. */
  exposedHeaders?: readonly string[];
  /** Names this server answers to, without port; others get 421, unless they ask for health. Absent: any. */
  hosts?: readonly string[];
  /** Largest body in bytes, default 16 KiB, and the routes that differ, by pattern (`/api/v1/transactions/submit`). */
  bodyLimit?: number;
  bodyLimits?: Readonly<Record<string, number>>;
  /** On a server that strangers reach: proxies whose word is taken for where a request comes from, and that it came over TLS. */
  exposed?: { trustedProxies: readonly string[] };
  /** Reads JSON whatever its `Content-Type`, where no browser sends it. For demos. */
  anyContentType?: boolean;
  /** How to authenticate, for `WWW-Authenticate`. Default `Bearer`. */
  challenge?: string;
  /** Serves `/metrics` to callers on this machine and to administrators, and observes every request. */
  metrics?: Metrics;
  administrators?: Administrators;
  /** Serves `GET /`, which says that this API is here, and where its pages are. */
  name?: string;
  /** Serves these pages for people; browsers that open `/` get the first. */
  pages?: BuiltPages;
  /** Serves Swagger UI at `/docs` and the document at `/docs/openapi.json`. */
  docs?: ApiDescription;
  timeouts?: Partial<HttpTimeouts>;
  /** Routes that are answered without Nest's layers. */
  directRoutes?: DirectRoutes;
  /** How much one address may ask. Absent: any amount. */
  rateLimits?: RateLimits;
  /** Tells browsers to come back by HTTPS only. */
  strictTransport?: boolean;
}

/**
 * Makes the HTTP application of a root module: strict JSON in, exact JSON out, bounded in size and time, one shape of
 * error. The caller listens on it and closes it.
 */
export async function createHttpApp(
  rootModule: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const { log } = options;
  const headers = await securityHeaders(options.strictTransport ?? false);
  const always = { ...headers.always, ...VARIES_BY_ORIGIN };
  const answers = new AnswerWriter({
    form: options.errors,
    table: options.answers ?? {},
    challenge: options.challenge ?? 'Bearer',
    log,
    headers: always,
  });
  const openAnswers = new OpenAnswers();
  const trustedProxies = options.exposed?.trustedProxies ?? [];
  const peers = new Peers(trustedProxies);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const adapter = new HttpAdapter(
    {
      ...serverOptions(timeouts, options.bodyLimit ?? DEFAULT_BODY_LIMIT, trustedProxies),
      // No Nest middleware is used, and the layer for it would cost every request.
      skipMiddie: true,
      genReqId: () => randomUUID(),
      clientErrorHandler: (error: Error, socket: Socket) => answerClientError(answers, openAnswers, error, socket),
      // A target that the router cannot read (400) or that is too long (414), before any hook runs.
      frameworkErrors: (error, request, reply) =>
        answers.writeError(error, request as unknown as FastifyRequest, reply as unknown as FastifyReply),
    },
    log,
  );
  const server = adapter.getInstance();
  server.setReplySerializer(toJson);
  if (trustedProxies.length > 0) readForwardedFor(server.server);
  installJsonBodyParser(server, options.anyContentType);
  expectPrincipals(server);
  answerConnectAndExpect(server.server, answers);
  const closer = new ConnectionCloser(server.server, openAnswers);
  adapter.onStopping = () => closer.begin();
  const isExposed = options.exposed !== undefined;
  installRequestGate(server, {
    openAnswers,
    hosts: options.hosts && new Set(options.hosts.map((host) => host.toLowerCase())),
    isStopping: () => adapter.isStopping,
    followers: {
      // Its lines are made of what we chose ourselves: looking through each for secrets would cost every request.
      log: log.child({}, { redact: [] }),
      metrics: options.metrics && new HttpMetrics(options.metrics),
      onEnd: (response: ServerResponse) => openAnswers.given(response),
    },
    answers,
    crossOrigin: new CrossOrigin({
      origins: options.corsOrigins ?? [],
      requestHeaders: options.requestHeaders ?? [],
      exposedHeaders: options.exposedHeaders ?? [],
      onRefused: logRefusedOrigins(log),
    }),
    peers,
    isExposed,
    bodyLimits: options.bodyLimits ?? {},
  });
  const provideDirectRoutes = installDirectRoutes(server, options.directRoutes ?? {}, answers);
  if (options.rateLimits) await installRateLimits(server, options.rateLimits, answers);
  server.addHook('onRoute', protectDocs(headers.docs));
  const page = options.pages && (await servePages(server, options.pages, headers.pages));
  if (options.name !== undefined) serveRoot(server, { name: options.name, docs: options.docs, page });
  if (options.metrics) serveMetrics(server, options.metrics, { peers, administrators: options.administrators });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  app.useGlobalFilters(new AnswerFilter(answers));
  app.useGlobalPipes(new RequestPipe());
  provideDirectRoutes(app);
  if (options.docs) serveDocs(app, options.docs);
  return app;
}
