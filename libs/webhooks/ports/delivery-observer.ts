/** Told what comes of deliveries, for metrics and the log. */
export abstract class DeliveryObserver {
  abstract onAttempt(result: 'delivered' | 'failed'): void;
  /** A webhook was paused or ended. */
  abstract onStopped(webhookId: string, reason: string): void;
  abstract onFailure(error: unknown): void;
}
