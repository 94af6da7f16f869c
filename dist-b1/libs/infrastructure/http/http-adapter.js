import { StreamableFile } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
export const DEFAULT_TIMEOUTS = {
    headersMs: 5_000,
    requestMs: 10_000,
    keepAliveMs: 5_000,
    idleMs: 120_000,
};
/** Fastify's options for a server that faces strangers. Its own defaults leave request time unlimited and cut parameters at 100. */
export function serverOptions(timeouts, bodyLimit) {
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
        trustProxy: false,
        return503OnClosing: false,
    };
}
/** Nest's Fastify adapter with two habits of its own. */
export class HttpAdapter extends FastifyAdapter {
    log;
    /** Once the application begins to close; requests on open connections are then refused. */
    isStopping = false;
    constructor(options, log) {
        super(options);
        this.log = log;
    }
    /** Every success is 200: the specification never answers 201, which is Nest's default for POST. */
    status(response, statusCode) {
        return super.status(response, statusCode === 201 ? 200 : statusCode);
    }
    reply(response, body, statusCode) {
        if (body instanceof StreamableFile) {
            body
                .getStream()
                .once('error', (err) => this.log.error({ requestId: response.request?.id, err }, 'answer cut short'));
        }
        return super.reply(response, body, statusCode);
    }
    beforeClose() {
        this.isStopping = true;
        super.beforeClose();
    }
}
//# sourceMappingURL=http-adapter.js.map