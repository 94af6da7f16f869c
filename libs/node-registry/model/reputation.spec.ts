import fc from 'fast-check';
import { applyReputationEvent, isClamped, isReputationEventType, REPUTATION_RULES } from './reputation.js';

const event = (delta: number) => ({ eventType: 'task_success', delta, isCustom: true, atMs: 0 }) as const;

describe('reputation', () => {
  it('knows its own events and no others', () => {
    expect(Object.keys(REPUTATION_RULES).every(isReputationEventType)).toBe(true);
    expect(['', 'toString', '__proto__', 'TASK_SUCCESS'].some(isReputationEventType)).toBe(false);
  });

  it('moves by what an event is worth', () => {
    expect(applyReputationEvent(40, event(15))).toMatchObject({ before: 40, after: 55, delta: 15 });
    expect(isClamped(applyReputationEvent(40, event(15)))).toBe(false);
  });

  it('ends at 0 and at 100, and says when it was cut short', () => {
    expect(applyReputationEvent(95, event(10))).toMatchObject({ after: 100 });
    expect(isClamped(applyReputationEvent(95, event(10)))).toBe(true);
    expect(isClamped(applyReputationEvent(90, event(10)))).toBe(false);
    expect(isClamped(applyReputationEvent(0, event(-5)))).toBe(true);
  });

  it('stays within bounds, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), (deltas) => {
        const end = deltas.reduce((value, delta) => applyReputationEvent(value, event(delta)).after, 0);
        return end >= 0 && end <= 100;
      }),
    );
  });
});
