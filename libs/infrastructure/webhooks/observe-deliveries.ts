import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { DeliveryObserver } from '@app/webhooks';
import type { Logger } from 'pino';

/** Counts attempts by what came of them, and tells operators what stopped. */
export function observeDeliveries(metrics: Metrics, log: Logger): DeliveryObserver {
  const help = 'Attempts to deliver an event to a webhook, by result';
  const attempts = metrics.counterBy('mizan_webhook_deliveries_total', help, 'result', ['delivered', 'failed']);
  return {
    onAttempt: (result) => attempts.add(result),
    onStopped: (webhook, reason) => log.warn({ webhook, reason }, 'a webhook was stopped'),
    onFailure: (error) => log.warn({ err: error }, 'webhooks could not be delivered; trying again'),
  };
}
