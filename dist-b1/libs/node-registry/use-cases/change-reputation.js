import { isReputationEventType, REPUTATION_RULES } from '../model/reputation.js';
import { InvalidEventType } from '../node.errors.js';
/** Lets an event count for or against a node. */
export class ChangeReputation {
    reputations;
    clock;
    constructor(reputations, clock) {
        this.reputations = reputations;
        this.clock = clock;
    }
    /** @throws InvalidEventType · NodeNotFound */
    async execute({ nodeId, eventType, customDelta }) {
        if (!isReputationEventType(eventType))
            throw new InvalidEventType();
        return this.reputations.record(nodeId, {
            eventType,
            delta: customDelta ?? REPUTATION_RULES[eventType],
            isCustom: customDelta !== undefined,
            atMs: this.clock.nowMs(),
        });
    }
}
//# sourceMappingURL=change-reputation.js.map