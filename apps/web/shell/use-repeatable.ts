import { OutcomeUnknown, writeJson } from 'mizan-client';
import { useRef } from 'preact/hooks';

/**
 * Sends requests that take a key. When the answer to one was lost, the same request is sent with the same key the next time, so
 * that it is carried out once.
 */
export function useRepeatable() {
  const unclear = useRef<{ readonly text: string; readonly key: string | undefined }>(undefined);
  return async <Request extends object, Answer>(
    request: Request,
    send: (keyed: Request & { idempotencyKey: string | undefined }) => Promise<Answer>,
  ): Promise<Answer> => {
    const text = writeJson(request);
    const idempotencyKey = unclear.current?.text === text ? unclear.current.key : undefined;
    try {
      const answer = await send({ ...request, idempotencyKey });
      unclear.current = undefined;
      return answer;
    } catch (error) {
      if (error instanceof OutcomeUnknown) unclear.current = { text, key: error.idempotencyKey };
      throw error;
    }
  };
}
