import { Administrators, Clock, construct, KeyVault } from '@app/kernel';
import { Module } from '@nestjs/common';
import { Deliveries } from './ports/deliveries.js';
import { DeliveryDuty } from './ports/delivery-duty.js';
import { DeliveryObserver } from './ports/delivery-observer.js';
import { EventSource } from './ports/event-source.js';
import { WebhookSender } from './ports/webhook-sender.js';
import { Webhooks } from './ports/webhooks.js';
import { DeliverWebhooks } from './services/deliver-webhooks.js';
import { LaneBell } from './services/lane-bell.js';
import { MakeWebhook } from './use-cases/make-webhook.js';
import { ManageDeliveries } from './use-cases/manage-deliveries.js';
import { ManageWebhooks } from './use-cases/manage-webhooks.js';

const useCases = [
  construct(LaneBell, []),
  construct(MakeWebhook, [Webhooks, EventSource, WebhookSender, KeyVault, Clock, LaneBell]),
  construct(ManageWebhooks, [Webhooks, WebhookSender, KeyVault, Clock, LaneBell]),
  construct(ManageDeliveries, [ManageWebhooks, Deliveries, Clock, LaneBell]),
  construct(DeliverWebhooks, [
    Webhooks,
    DeliveryDuty,
    EventSource,
    WebhookSender,
    KeyVault,
    Clock,
    DeliveryObserver,
    LaneBell,
    Administrators,
  ]),
];

/** Subscriptions of URLs to the events of an API, and their delivery. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class WebhooksModule {}
