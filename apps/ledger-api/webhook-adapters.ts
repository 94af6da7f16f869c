import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import {
  MemoryDeliveries,
  MemoryDeliveryDuty,
  MemoryWebhookStore,
  MemoryWebhooks,
} from '@app/infrastructure/memory/memory-webhooks.js';
import { SqlDeliveries } from '@app/infrastructure/sql/webhooks/sql-deliveries.js';
import { SqlDeliveryDuty } from '@app/infrastructure/sql/webhooks/sql-delivery-duty.js';
import { SqlWebhooks } from '@app/infrastructure/sql/webhooks/sql-webhooks.js';
import { LoggedEvents } from '@app/infrastructure/webhooks/logged-events.js';
import { observeDeliveries } from '@app/infrastructure/webhooks/observe-deliveries.js';
import { type EventBell, EventLog } from '@app/kernel';
import { Deliveries, DeliveryDuty, DeliveryObserver, EventSource, WebhookSender, Webhooks } from '@app/webhooks';
import type { Provider } from '@nestjs/common';
import type { LedgerResources } from './ledger-resources.js';

/** Where webhooks are kept, and how their events are sent. */
export function webhookAdapters(resources: LedgerResources, bell: EventBell): Provider[] {
  const { metrics, log, webhookSender, store } = resources;
  return [
    { provide: WebhookSender, useValue: webhookSender },
    { provide: DeliveryObserver, useValue: observeDeliveries(metrics, log) },
    {
      provide: EventSource,
      useFactory: (events: EventLog) => new LoggedEvents(events, new LogCursor('ledger'), bell),
      inject: [EventLog],
    },
    ...(store ? stored(store) : inMemory()),
  ];
}

function stored({ statements, kind }: NonNullable<LedgerResources['store']>): Provider[] {
  return [
    { provide: Webhooks, useValue: new SqlWebhooks(statements) },
    { provide: Deliveries, useValue: new SqlDeliveries(statements) },
    { provide: DeliveryDuty, useValue: new SqlDeliveryDuty(statements, kind) },
  ];
}

function inMemory(): Provider[] {
  const store = new MemoryWebhookStore();
  return [
    { provide: Webhooks, useValue: new MemoryWebhooks(store) },
    { provide: Deliveries, useValue: new MemoryDeliveries(store) },
    { provide: DeliveryDuty, useValue: new MemoryDeliveryDuty(store) },
  ];
}
