const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/**
 * Which methods the routes of an app answer, by path: what `Allow` says when the path is known and the method is not.
 * It is asked only when the router found nothing, so it may be plain and slow.
 */
export class AllowedMethods {
    routes = new Map();
    /** @param pattern a route as Fastify writes it: `/wallets/:address/balance`, `*` for the rest of a path */
    add(pattern, methods) {
        const route = this.routes.get(pattern) ?? { segments: pattern.split('/'), methods: new Set() };
        for (const method of methods)
            route.methods.add(method);
        this.routes.set(pattern, route);
    }
    /** The value of `Allow` for a path, or `undefined` when no route knows the path. */
    forPath(path) {
        const segments = path.split('/');
        const methods = new Set();
        for (const route of this.routes.values()) {
            if (matches(route.segments, segments))
                for (const method of route.methods)
                    methods.add(method);
        }
        if (methods.size === 0)
            return undefined;
        if (methods.has('GET'))
            methods.add('HEAD');
        methods.add('OPTIONS');
        return ORDER.filter((method) => methods.has(method)).join(', ');
    }
}
function matches(pattern, path) {
    const end = pattern.indexOf('*');
    if (end < 0 ? pattern.length !== path.length : path.length <= end)
        return false;
    return pattern.every((segment, index) => {
        if (end >= 0 && index >= end)
            return true;
        return segment.startsWith(':') ? path[index] !== '' : segment === path[index];
    });
}
//# sourceMappingURL=allowed-methods.js.map