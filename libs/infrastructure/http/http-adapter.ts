import type { Server } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyServerOptions } from 'fastify';
import type { Logger } from 'pino';

export interface HttpTimeouts {
  /** From the first byte of a request to the end of its headers. */
  headersMs: number;
  /** From the first byte of a request to the end of its body. */
  requestMs: number;
  /** An idle connection between two requests. */
  keepAliveMs: number;
  /** A connection on which nothing moves although an answer is due, such as a reader that stopped reading. */
  idleMs: number;
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = {
  headersMs: 5_000,
  requestMs: 10_000,
  keepAliveMs: 5_000,
  idleMs: 120_000,
};

/** Fastify's options for a server that faces strangers. Its own defaults leave request time unlimited and cut parameters at 100. */
export function serverOptions(timeouts: HttpTimeouts, bodyLimit: number, trustedProxies: readonly string[]) {
  return {
    http: {
      headersTimeout: timeouts.headersMs,
      requestTimeout: timeouts.requestMs,
      // Node looks for overdue requests only this often; its default is 30 s.
      connectionsCheckingInterval: Math.min(500, timeouts.headersMs),
      // A missing Host is refused by the request gate, in the app's own words.
      requireHostHeader: false,
    },
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    connectionTimeout: timeouts.idleMs,
    bodyLimit,
    routerOptions: { maxParamLength: 8192 },
    logger: false,
    // Without a proxy no header says where a request comes from.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    return503OnClosing: false,
  } as const;
}

/** Nest's Fastify adapter with two habits of its own. */
export class HttpAdapter extends FastifyAdapter {
  /** Once the application begins to close; requests on open connections are then refused. */
  isStopping = false;
  /** Called then. */
  onStopping: () => void = () => {};

  constructor(
    options: FastifyServerOptions<Server> & { skipMiddie: boolean },
    private readonly log: Logger,
  ) {
    super(options);
  }

  override reply(response: FastifyReply, body: unknown, statusCode?: number) {
    if (body instanceof StreamableFile) {
      body
        .getStream()
        .once('error', (err) => this.log.error({ requestId: response.request?.id, err }, 'answer cut short'));
    }
    return super.reply(response, body, statusCode);
  }

  override beforeClose(): void {
    this.isStopping = true;
    this.onStopping();
    super.beforeClose();
  }
}
