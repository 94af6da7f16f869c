import { followRequest } from './access-log.js';
import { AllowedMethods } from './allowed-methods.js';
import { STANDARD_HEADERS } from './answer-writer.js';
import { answerFor, answerForStatus } from './error-answer.js';
import { HttpRefusal } from './http-refusal.js';
import { refuseBadShape } from './request-shape.js';
/**
 * What every request passes before a route sees it: standard headers, log and metrics, then, in this order, a server
 * that is stopping (503), the shape of the request (431, 400, 421), CORS, forged cross-site requests (403), OPTIONS
 * (204), a path that is known under other methods (405), and one that is not (404).
 */
export function installRequestGate(server, options) {
    const { answers, crossOrigin } = options;
    const allowed = new AllowedMethods();
    const hosts = options.hosts && new Set(options.hosts.map((host) => host.toLowerCase()));
    server.addHook('onRoute', (route) => {
        allowed.add(route.url, [route.method].flat());
        const limit = options.bodyLimits[route.url];
        if (limit !== undefined)
            route.bodyLimit = limit;
    });
    const refuse = (request, reply) => {
        if (options.isStopping())
            throw stopping();
        refuseBadShape(request.raw, hosts);
        crossOrigin.describe(request, reply);
        crossOrigin.refuseForgery(request);
    };
    server.addHook('onRequest', (request, reply, done) => {
        reply.headers(STANDARD_HEADERS).header('X-Request-Id', request.id);
        options.openAnswers.add(reply.raw);
        followRequest(request, reply, options.log, options.metrics);
        try {
            refuse(request, reply);
        }
        catch (error) {
            return answers.write(answerFor(error), request, reply);
        }
        if (request.method !== 'OPTIONS' && !request.is404)
            return done();
        const allow = allowed.forPath(pathOf(request));
        if (allow !== undefined)
            reply.header('Allow', allow);
        if (request.method === 'OPTIONS')
            return void reply.code(204).send();
        return answers.write(answerForStatus(allow === undefined ? 404 : 405), request, reply);
    });
}
function stopping() {
    return new HttpRefusal({
        status: 503,
        code: 'stopping',
        message: 'server is shutting down',
        retryAfterSeconds: 5,
        headers: { Connection: 'close' },
    });
}
/** The path as the router reads it, without query, for an origin-form target as well as an absolute one. */
function pathOf(request) {
    const target = request.url.replace(/^https?:\/\/[^/?#]*/i, '');
    return target.split(/[?#]/, 1)[0] || '/';
}
//# sourceMappingURL=request-gate.js.map