/*
 * Loaded into a server before it: the ten minutes of a stream of events that only some may have are two seconds.
 */
const TEN_MINUTES_MS = 10 * 60_000;
const setTimer = globalThis.setTimeout;
const shortened = (act, ms, ...rest) => setTimer(act, ms === TEN_MINUTES_MS ? 2_000 : ms, ...rest);
globalThis.setTimeout = Object.defineProperties(shortened, Object.getOwnPropertyDescriptors(setTimer));
