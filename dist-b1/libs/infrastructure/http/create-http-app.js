import { randomUUID } from 'node:crypto';
import { NestLog } from "../logging/nest-log.js";
import { NestFactory } from '@nestjs/core';
import { AnswerFilter } from './answer-filter.js';
import { AnswerWriter } from './answer-writer.js';
import { CrossOrigin } from './cross-origin.js';
import { DEFAULT_TIMEOUTS, HttpAdapter, serverOptions } from './http-adapter.js';
import { HttpMetrics } from './http-metrics.js';
import { installJsonBodyParser } from './json-body-parser.js';
import { toJson } from './json-writer.js';
import { serveMetrics } from './metrics-route.js';
import { serveDocs } from './openapi.js';
import { installRequestGate } from './request-gate.js';
import { answerClientError, answerConnectAndExpect, OpenAnswers } from './transport-errors.js';
export const DEFAULT_BODY_LIMIT = 16 * 1024;
/**
 * Makes the HTTP application of a root module: strict JSON in, exact JSON out, bounded in size and time, one shape of
 * error. The caller listens on it and closes it.
 */
export async function createHttpApp(rootModule, options) {
    const { log } = options;
    const answers = new AnswerWriter({ form: options.errors, table: options.answers ?? {}, log });
    const openAnswers = new OpenAnswers();
    const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    const adapter = new HttpAdapter({
        ...serverOptions(timeouts, options.bodyLimit ?? DEFAULT_BODY_LIMIT),
        // No Nest middleware is used, and the layer for it would cost every request.
        skipMiddie: true,
        genReqId: () => randomUUID(),
        clientErrorHandler: (error, socket) => answerClientError(answers, openAnswers, error, socket),
        // A target that the router cannot read (400) or that is too long (414), before any hook runs.
        frameworkErrors: (error, request, reply) => answers.writeError(error, request, reply),
    }, log);
    const server = adapter.getInstance();
    server.setReplySerializer(toJson);
    installJsonBodyParser(server);
    answerConnectAndExpect(server.server, answers);
    installRequestGate(server, {
        answers,
        openAnswers,
        crossOrigin: new CrossOrigin({
            origins: options.corsOrigins ?? [],
            methods: options.corsMethods ?? ['GET', 'POST', 'OPTIONS'],
            exposedHeaders: options.exposedHeaders ?? [],
        }),
        hosts: options.hosts,
        bodyLimits: options.bodyLimits ?? {},
        isStopping: () => adapter.isStopping,
        // Its lines are made of what we chose ourselves: looking through each for secrets would cost every request.
        log: log.child({}, { redact: [] }),
        metrics: options.metrics && new HttpMetrics(options.metrics),
    });
    if (options.metrics)
        serveMetrics(server, options.metrics);
    const app = await NestFactory.create(rootModule, adapter, {
        bodyParser: false,
        abortOnError: false,
        logger: new NestLog(log),
    });
    app.useGlobalFilters(new AnswerFilter(answers));
    if (options.docs)
        serveDocs(app, options.docs);
    return app;
}
//# sourceMappingURL=create-http-app.js.map