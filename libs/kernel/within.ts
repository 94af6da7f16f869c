/**
 * What `work` resolves to, unless that takes longer than `ms` milliseconds. Work that is late goes on, and what becomes of it is not told.
 * @throws what `work` throws, and what `late` makes
 */
export async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
