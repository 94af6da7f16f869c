import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { DatabaseReadOnly } from '@app/infrastructure/sql/database.errors.js';
import type { DeliveryObserver } from '@app/webhooks';
import type { Logger } from 'pino';

/** Counts attempts by what came of them, and tells operators what stopped. */
export function observeDeliveries(metrics: Metrics, log: Logger): DeliveryObserver {
  const help = 'Attempts to deliver an event to a webhook, by result';
  const attempts = metrics.counterBy('mizan_webhook_deliveries_total', help, 'result', ['delivered', 'failed']);
  return {
    onAttempt: (result) => attempts.add(result),
    onStopped: (webhook, reason) => log.warn({ webhook, reason }, 'a webhook was stopped'),
    onFailure: (error) => {
      // A hot standby delivers nothing; the role of the process says so.
      if (error instanceof DatabaseReadOnly) return;
      log.warn({ err: error }, 'webhooks could not be delivered; trying again');
    },
  };
}
