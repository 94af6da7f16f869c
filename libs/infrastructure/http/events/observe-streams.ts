import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { EventAnswers } from './event-answers.js';

/** Serves what an operator wants to know of those who follow the log of an API. */
export function observeStreams(metrics: Metrics, answers: EventAnswers): void {
  metrics.gauge('mizan_event_streams', 'Streams of events that are open', () => answers.openStreams);
  metrics.gauge(
    'mizan_event_lag_seconds',
    'How long ago the streams of events had reached the end of the log',
    () => answers.lagSeconds,
  );
}
