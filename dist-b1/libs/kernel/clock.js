/** The time of day, as a port so that tests can move it. */
export class Clock {
}
export class SystemClock extends Clock {
    nowMs() {
        return Date.now();
    }
}
/** Whole Unix seconds, the unit of every timestamp on the chain. */
export function unixSeconds(clock) {
    return Math.floor(clock.nowMs() / 1000);
}
//# sourceMappingURL=clock.js.map