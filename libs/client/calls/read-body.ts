/** The answer is longer than this client reads. */
export class AnswerTooLarge extends Error {}

/**
 * Reads a body to its end, and lets go of the connection when it stops before: an abandoned body would hold it until the
 * server gives up.
 *
 * @throws AnswerTooLarge · the reason of the signal · what the stream throws
 */
export async function readBody(
  body: Pick<ReadableStream<Uint8Array>, 'getReader'> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!body) return new Uint8Array(0);
  const reader = body.getReader();
  const stop = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const parts: Uint8Array[] = [];
  try {
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return joined(parts, size);
      size += value.length;
      if (size > maxBytes) throw new AnswerTooLarge(`the answer has more than ${maxBytes} bytes`);
      parts.push(value);
    }
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
