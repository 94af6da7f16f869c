import type { LoggedEvent } from '@app/kernel';

export interface Wanted {
  readonly types: ReadonlySet<string>;
  /** One wallet or node; undefined for the whole log. */
  readonly subject?: string | undefined;
}

/** What waits for one reader at most. A burst of one block has less; frames are shared by all who wait for them. */
const MOST_BYTES = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** One who follows the end of a log: what was told since they last took something. */
export class LiveReader {
  private frames: Buffer[] = [];
  private bytes = 0;
  /** More came than may wait. What is waiting is the last of it; the rest is to be read from the log. */
  private isBehind = false;
  private onNews: () => void = () => undefined;

  /** @param place up to there they were told everything that they want */
  constructor(
    public place: bigint,
    readonly wanted: Wanted,
  ) {}

  wants({ place, type }: LoggedEvent): boolean {
    return !this.isBehind && place > this.place && this.wanted.types.has(type);
  }

  take({ place }: LoggedEvent, frame: Buffer): void {
    if (this.bytes + frame.length > MOST_BYTES) this.isBehind = true;
    else {
      this.frames.push(frame);
      this.bytes += frame.length;
      this.place = place;
    }
    this.onNews();
  }

  /** Nothing that they want stands between what they took and `place`. */
  reached(place: bigint): void {
    if (!this.isBehind && place > this.place) this.place = place;
  }

  /** Ends when they are behind, or their stream is over. */
  async *chunks(over: AbortSignal): AsyncGenerator<Buffer> {
    const wake = () => this.onNews();
    over.addEventListener('abort', wake);
    try {
      while (!over.aborted) {
        if (this.frames.length > 0) yield this.nextChunk();
        else if (this.isBehind) return;
        else
          await new Promise<void>((resolve) => {
            this.onNews = resolve;
          });
      }
    } finally {
      over.removeEventListener('abort', wake);
    }
  }

  private nextChunk(): Buffer {
    let count = 0;
    let bytes = 0;
    while (count < this.frames.length && (count === 0 || bytes + this.frames[count]!.length <= CHUNK_BYTES)) {
      bytes += this.frames[count]!.length;
      count += 1;
    }
    const taken = this.frames.slice(0, count);
    this.frames = this.frames.slice(count);
    this.bytes -= bytes;
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken, bytes);
  }
}
