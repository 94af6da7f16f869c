const WIDTH = 24;

/** A bar on the terminal that is rewritten in place; nothing at all without a terminal. */
export class Progress {
  private readonly visible: boolean;

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {
    this.visible = stream.isTTY === true;
  }

  show(done: number, total: number, text: string): void {
    const full = Math.round((done / Math.max(1, total)) * WIDTH);
    this.write(`${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${total} ${text}`);
  }

  /** A step of unknown length. */
  say(text: string): void {
    this.write(text);
  }

  clear(): void {
    this.write('');
  }

  private write(text: string): void {
    if (this.visible) this.stream.write(`\r\x1b[2K${text.slice(0, (this.stream.columns ?? 80) - 1)}`);
  }
}
