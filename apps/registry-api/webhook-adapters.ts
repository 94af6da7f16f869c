import {
  MemoryDeliveries,
  MemoryDeliveryDuty,
  MemoryWebhookStore,
  MemoryWebhooks,
} from '@app/infrastructure/memory/memory-webhooks.js';
import { SqlDeliveries } from '@app/infrastructure/sql/webhooks/sql-deliveries.js';
import { SqlDeliveryDuty } from '@app/infrastructure/sql/webhooks/sql-delivery-duty.js';
import { SqlWebhooks } from '@app/infrastructure/sql/webhooks/sql-webhooks.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { observeDeliveries } from '@app/infrastructure/webhooks/observe-deliveries.js';
import { Deliveries, DeliveryDuty, DeliveryObserver, WebhookSender, Webhooks } from '@app/webhooks';
import type { ValueProvider } from '@nestjs/common';
import type { RegistryResources } from './registry-resources.js';

/** Where webhooks are kept, and how their events are sent. */
export function webhookAdapters({ metrics, log, webhookSender, database }: RegistryResources): ValueProvider[] {
  return [
    { provide: WebhookSender, useValue: webhookSender },
    { provide: DeliveryObserver, useValue: observeDeliveries(metrics, log) },
    ...(database ? stored(database) : inMemory()),
  ];
}

function stored(database: Database): ValueProvider[] {
  return [
    { provide: Webhooks, useValue: new SqlWebhooks(database) },
    { provide: Deliveries, useValue: new SqlDeliveries(database) },
    { provide: DeliveryDuty, useValue: new SqlDeliveryDuty(database, database.kind) },
  ];
}

function inMemory(): ValueProvider[] {
  const store = new MemoryWebhookStore();
  return [
    { provide: Webhooks, useValue: new MemoryWebhooks(store) },
    { provide: Deliveries, useValue: new MemoryDeliveries(store) },
    { provide: DeliveryDuty, useValue: new MemoryDeliveryDuty(store) },
  ];
}
