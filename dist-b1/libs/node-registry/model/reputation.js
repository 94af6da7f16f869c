/** What moves a node's reputation, and by how much. */
export const REPUTATION_RULES = {
    task_success: 10,
    task_failure: -5,
    task_timeout: -10,
    malicious_behavior: -50,
    health_milestone: 2,
    uptime_milestone: 5,
    community_contribution: 15,
};
export const REPUTATION_EVENT_TYPES = Object.keys(REPUTATION_RULES);
/** The bounds of a reputation, and of what one event can add or take. */
export const MAX_REPUTATION = 100;
export function isReputationEventType(text) {
    return Object.hasOwn(REPUTATION_RULES, text);
}
/** Whether the reputation moved by less than the event was worth. */
export function isClamped({ before, after, delta }) {
    return after !== before + delta;
}
/** @param before 0 to 100 */
export function applyReputationEvent(before, event) {
    return { ...event, before, after: Math.min(MAX_REPUTATION, Math.max(0, before + event.delta)) };
}
//# sourceMappingURL=reputation.js.map