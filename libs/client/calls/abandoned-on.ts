/** `work`, unless `signal` ends the wait for it first. The work itself is not stopped. @throws the reason of the signal */
export async function abandonedOn<Value>(
  signal: AbortSignal | undefined,
  work: Promise<Value> | Value,
): Promise<Value> {
  if (!signal) return work;
  let abandon = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason);
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
  });
  return Promise.race([aborted, work]).finally(() => signal.removeEventListener('abort', abandon));
}
