import { jsonText, streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import type { StreamableFile } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** Room for some sixteen blocks of 1000 transactions, or thousands of small ones. */
const KEPT_BYTES = 16 * 2 ** 20;
/** No block takes more of it. */
const LARGEST_KEPT = KEPT_BYTES / 4;

/** Blocks as they were printed, the latest asked for: what is stored never changes, and explorers ask for the same few. */
export class PrintedBlocks {
  private readonly kept = new LRUCache<number, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length,
  });

  /** The answer for the block at `height`: its text when it is kept, else what `members` gives, printed while it is read. */
  async answer(height: number, members: () => Promise<Readonly<Record<string, unknown>>>): Promise<StreamableFile> {
    const text = this.kept.get(height);
    if (text) return jsonText(text);
    const whole = (printed: Buffer) => void this.kept.set(height, printed);
    return streamJsonObject(await members(), { upTo: LARGEST_KEPT, whole });
  }
}
