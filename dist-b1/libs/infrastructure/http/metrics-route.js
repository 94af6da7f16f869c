import { HttpRefusal } from './http-refusal.js';
/** `GET /metrics`, for callers on this machine only: the connection's address decides, no header does. */
export function serveMetrics(server, metrics) {
    server.get('/metrics', async (request, reply) => {
        if (!isLoopback(request.socket.remoteAddress)) {
            throw new HttpRefusal({ status: 403, code: 'loopback_only', message: 'metrics are served on loopback only' });
        }
        return reply.header('Content-Type', metrics.contentType).send(await metrics.text());
    });
}
/** Addresses as Node reports them: 127.0.0.0/8, `::1`, or an IPv4 one mapped into IPv6. */
export function isLoopback(address) {
    return address === '::1' || /^(?:::ffff:)?127\./.test(address ?? '');
}
//# sourceMappingURL=metrics-route.js.map