import { Unavailable } from '../errors/mizan-error.js';

/** A server says something every 15 s. After three times that it is gone, whatever the connection says. */
const SILENCE_MS = 45_000;

/**
 * The data of Server-Sent Events, one text each; comments and other fields are passed over. It lets go of the connection when it
 * stops.
 * @throws Unavailable when the server is silent, or an event is longer than `maxBytes`
 */
export async function* readFrames(
  body: Pick<ReadableStream<Uint8Array>, 'getReader'>,
  maxBytes: number,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read().catch(lost));
      if (done) return;
      const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = frames.pop()!;
      if (rest.length > maxBytes) throw failed('answer_too_large', `an event has more than ${maxBytes} bytes`);
      for (const frame of frames) {
        const lines = frame.split('\n').filter((line) => line.startsWith('data:'));
        if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join('\n');
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<Result>(reading: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed('timeout', 'the server has gone silent')), SILENCE_MS);
  });
  try {
    return await Promise.race([reading, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function lost(cause: unknown): never {
  throw new Unavailable({ status: 0, code: 'no_connection', detail: 'the connection was lost', cause });
}

function failed(code: string, detail: string): Unavailable {
  return new Unavailable({ status: 0, code, detail });
}
