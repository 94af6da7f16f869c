const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
/** Request durations by method, route pattern and status. */
export class HttpMetrics {
    durations;
    constructor(metrics) {
        this.durations = metrics.distributionBy('http_request_duration_seconds', 'Time from the first look at a request to the end of its answer', ['method', 'route', 'status']);
    }
    observe(method, route, status, seconds) {
        this.durations.observe({ method: METHODS.has(method) ? method : 'other', route, status }, seconds);
    }
}
//# sourceMappingURL=http-metrics.js.map