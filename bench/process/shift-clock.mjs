// Loaded before a server whose chain was filled into the future: its clock is ahead by BENCH_CLOCK_AHEAD_MS, in every thread.
const now = Date.now;
const aheadMs = Number(process.env.BENCH_CLOCK_AHEAD_MS);
Date.now = () => now() + aheadMs;
