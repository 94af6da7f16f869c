const CELLS = 30;
const CLEAR_LINE = '\r\u001b[K';

/** What is said of a run while it goes on. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}

/** A bar that is drawn in place on a terminal, else a line for each step. Write what the methods return. */
export class ProgressDisplay {
  private said = '';

  constructor(private readonly isTerminal: boolean) {}

  /** Nothing when nothing has changed. */
  show({ done, total, text }: Progress): string {
    if (text === this.said) return '';
    this.said = text;
    if (!this.isTerminal) return `${text}\n`;
    const filled = total === 0 ? CELLS : Math.floor((CELLS * Math.min(done, total)) / total);
    return `${CLEAR_LINE}[${'#'.repeat(filled).padEnd(CELLS, '.')}] ${text}`;
  }

  /** Before anything else is written. */
  end(): string {
    return this.isTerminal && this.said !== '' ? CLEAR_LINE : '';
  }
}
