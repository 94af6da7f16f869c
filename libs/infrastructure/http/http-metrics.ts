import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { Histogram } from 'prom-client';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Request durations by method, route pattern and status. */
export class HttpMetrics {
  private readonly durations: Histogram<'method' | 'route' | 'status'>;

  constructor(metrics: Metrics) {
    this.durations = metrics.distributionBy(
      'http_request_duration_seconds',
      'Time from the first look at a request to the end of its answer',
      ['method', 'route', 'status'],
    );
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.durations.observe({ method: METHODS.has(method) ? method : 'other', route, status }, seconds);
  }
}
