import { readBody } from './read-body.js';

/** A body of these parts, which stays open behind them, and why it was cancelled. */
function open(...parts: string[]) {
  const cancelled: unknown[] = [];
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
  };
  return {
    body: new ReadableStream<Uint8Array>({ start, cancel: (reason) => void cancelled.push(reason) }),
    cancelled,
  };
}

describe('a body', () => {
  it('is joined of its parts, up to the limit', async () => {
    const { signal } = new AbortController();
    const { body } = new Response('parts');
    expect(new TextDecoder().decode(await readBody(body, 5, signal))).toBe('parts');
    expect(await readBody(null, 5, signal)).toHaveLength(0);
  });

  it('that is too long is let go', async () => {
    const { body, cancelled } = open('par', 'ts');
    await expect(readBody(body, 4, new AbortController().signal)).rejects.toThrow('more than 4 bytes');
    expect(cancelled).toHaveLength(1);
  });

  it('that never ends is let go when the signal says so, now or before', async () => {
    const controller = new AbortController();
    const [late, early] = [open('a'), open('a')];
    const reading = readBody(late.body, 4, controller.signal);
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect(readBody(early.body, 4, controller.signal)).rejects.toThrow('enough');
    expect([...late.cancelled, ...early.cancelled]).toHaveLength(2);
  });
});
