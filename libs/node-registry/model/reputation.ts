/** What moves a node's reputation, and by how much. */
export const REPUTATION_RULES = {
  task_success: 10,
  task_failure: -5,
  task_timeout: -10,
  malicious_behavior: -50,
  health_milestone: 2,
  uptime_milestone: 5,
  community_contribution: 15,
} as const;

export type ReputationEventType = keyof typeof REPUTATION_RULES;

export const REPUTATION_EVENT_TYPES = Object.keys(REPUTATION_RULES) as ReputationEventType[];

/** The bounds of a reputation, and of what one event can add or take. */
export const MAX_REPUTATION = 100;

/** Decimal places of a reputation and of a delta. Each is the number nearest to such a decimal, and so prints as it. */
export const REPUTATION_PLACES = 2;

/** The sum to the last place that counts: of two such numbers it is exact. */
function sum(before: number, delta: number): number {
  return Math.round((before + delta) * 100) / 100;
}

export function isReputationEventType(text: string): text is ReputationEventType {
  return Object.hasOwn(REPUTATION_RULES, text);
}

export interface ReputationEvent {
  readonly eventType: ReputationEventType;
  /** What the event is worth. The reputation may move by less, at its bounds. */
  readonly delta: number;
  /** An administrator chose the delta in place of the rule's. */
  readonly isCustom: boolean;
  readonly atMs: number;
}

export interface ReputationChange extends ReputationEvent {
  readonly before: number;
  readonly after: number;
}

/** Whether the reputation moved by less than the event was worth. */
export function isClamped({ before, after, delta }: ReputationChange): boolean {
  return after !== sum(before, delta);
}

/** @param before 0 to 100 */
export function applyReputationEvent(before: number, event: ReputationEvent): ReputationChange {
  return { ...event, before, after: Math.min(MAX_REPUTATION, Math.max(0, sum(before, event.delta))) };
}
