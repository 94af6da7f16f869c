import type { DistributionFamily } from '@app/infrastructure/metrics/distribution-family.js';
import type { Metrics } from '@app/infrastructure/metrics/metrics.js';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Request durations by method, route pattern and status. */
export class HttpMetrics {
  private readonly durations: DistributionFamily;

  constructor(metrics: Metrics) {
    this.durations = metrics.distributionBy(
      'http_request_duration_seconds',
      'Time from the first look at a request to the end of its answer',
      ['method', 'route', 'status'],
    );
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.durations.of(METHODS.has(method) ? method : 'other', route, status).observe(seconds);
  }
}
