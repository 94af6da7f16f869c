import { Clock } from '@app/kernel';
import type { NodeId } from '../model/node-id.js';
import { isReputationEventType, REPUTATION_RULES, type ReputationChange } from '../model/reputation.js';
import { InvalidEventType } from '../node-registry.errors.js';
import { Reputations } from '../ports/reputations.js';

export interface ReputationRequest {
  readonly nodeId: NodeId;
  readonly eventType: string;
  /** In place of the rule's delta: -100 to 100, with at most two decimal places. */
  readonly customDelta: number | undefined;
  /** Who asks, for the audit trail. */
  readonly actor: string;
}

/** Lets an event count for or against a node. */
export class ChangeReputation {
  constructor(
    private readonly reputations: Reputations,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidEventType · NodeNotFound */
  async execute({ nodeId, eventType, customDelta, actor }: ReputationRequest): Promise<ReputationChange> {
    if (!isReputationEventType(eventType)) throw new InvalidEventType(eventType);
    const delta = customDelta ?? REPUTATION_RULES[eventType];
    const event = { eventType, delta, isCustom: customDelta !== undefined, atMs: this.clock.nowMs() };
    return this.reputations.record(nodeId, event, actor);
  }
}
