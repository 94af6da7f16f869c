/** `work`, unless `signal` ends the wait for it first. The work itself is not stopped. */
export async function abandonedOn<Value>(
  signal: AbortSignal | undefined,
  work: Promise<Value> | Value,
): Promise<Value> {
  if (!signal) return work;
  signal.throwIfAborted();
  let abandon = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abandon));
}
