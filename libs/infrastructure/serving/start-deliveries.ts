import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { DeliverWebhooks } from '@app/webhooks';
import type { INestApplicationContext } from '@nestjs/common';

/** Begins to deliver what happens to the webhooks of an API. */
export function startDeliveries(app: INestApplicationContext, metrics: Metrics): DeliverWebhooks {
  const delivering = app.get(DeliverWebhooks, { strict: false });
  const help = 'How long ago the oldest event happened that this process has read for a webhook and not delivered';
  metrics.gauge('mizan_webhook_oldest_undelivered_seconds', help, () => delivering.oldestUndeliveredSeconds);
  delivering.start();
  return delivering;
}
