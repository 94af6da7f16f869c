import { HttpRefusal } from './http-refusal.js';
const MAX_HEADERS = 100;
/**
 * Refuses what Node's parser lets through: more headers than any client needs, two `Host` headers, none at all, and a
 * host that is not ours. The last is DNS rebinding: a page whose name was made to point at this machine.
 *
 * @param hosts names this server answers to, without port; `undefined` for any
 * @throws HttpRefusal 400, 421 or 431
 */
export function refuseBadShape(request, hosts) {
    const { rawHeaders } = request;
    if (rawHeaders.length > 2 * MAX_HEADERS)
        throw refusal(431, 'headers_too_large', 'request header fields too large');
    let found;
    for (let index = 0; index < rawHeaders.length; index += 2) {
        const name = rawHeaders[index];
        if (name?.length !== 4 || name.toLowerCase() !== 'host')
            continue;
        if (found !== undefined)
            throw refusal(400, 'malformed_request', 'malformed request');
        found = rawHeaders[index + 1];
    }
    if (found === undefined && request.httpVersion === '1.1')
        throw refusal(400, 'malformed_request', 'malformed request');
    if (hosts !== undefined && !hosts.has(hostName(found ?? ''))) {
        throw refusal(421, 'misdirected_request', 'this server does not answer for that host');
    }
}
/** `localhost:8080` is `localhost`, `[::1]:8080` is `[::1]`. */
function hostName(host) {
    return host.replace(/:[0-9]*$/, '').toLowerCase();
}
function refusal(status, code, message) {
    return new HttpRefusal({ status, code, message });
}
//# sourceMappingURL=request-shape.js.map