import { EventAnswers } from '@app/infrastructure/http/events/event-answers.js';
import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { observeStreams } from '@app/infrastructure/http/events/observe-streams.js';
import { STREAM_LIMITS } from '@app/infrastructure/http/events/open-streams.js';
import { DatabaseReadOnly } from '@app/infrastructure/sql/database.errors.js';
import { LoggedEvents } from '@app/infrastructure/webhooks/logged-events.js';
import { EventBell } from '@app/kernel';
import { EventPlaces, LogKeeping, RegistryIdentity, RegistryLog } from '@app/node-registry';
import { EventSource } from '@app/webhooks';
import type { ValueProvider } from '@nestjs/common';
import type { RegistryResources } from './registry-resources.js';

/** No other process writes to an embedded database. */
const LOOK_MS = { embedded: 5_000, postgres: 200 };

/** Who keeps the log of events and who reads it. */
export function eventAdapters(resources: RegistryResources, places: EventPlaces, log: RegistryLog): ValueProvider[] {
  const placed = new EventBell();
  const cursor = new LogCursor('registry');
  const answers = new EventAnswers(log, {
    cursor,
    bell: placed,
    ...STREAM_LIMITS[resources.config.mode],
    times: resources.streamTimes,
    onFailure: (error) => resources.log.warn({ err: error }, 'the log of events could not be read; trying again'),
  });
  const keeping: LogKeeping = {
    lookMs: LOOK_MS[resources.database?.kind ?? 'embedded'],
    onPlaced: () => placed.ring(),
    onFailure: (error) => {
      // On a hot standby there is nothing to keep; the role of the process says so.
      if (error instanceof DatabaseReadOnly) return;
      resources.log.warn({ err: error }, 'the log of events could not be kept; trying again');
    },
  };
  observe(resources, places, answers);
  return [
    { provide: RegistryIdentity, useValue: resources.identity },
    { provide: EventPlaces, useValue: places },
    { provide: RegistryLog, useValue: log },
    { provide: EventAnswers, useValue: answers },
    { provide: EventSource, useValue: new LoggedEvents(log, cursor, placed) },
    { provide: LogKeeping, useValue: keeping },
  ];
}

function observe({ metrics, clock }: RegistryResources, places: EventPlaces, answers: EventAnswers): void {
  observeStreams(metrics, answers);
  metrics.gauge('mizan_events_waiting', 'Events that were told and wait for their place in the log', async () => {
    return (await places.backlog()).waiting;
  });
  metrics.gauge('mizan_events_waiting_seconds', 'How long the oldest of them has been waiting', async () => {
    const { oldestAtMs } = await places.backlog();
    return oldestAtMs === undefined ? 0 : Math.max(0, clock.nowMs() - oldestAtMs) / 1_000;
  });
}
