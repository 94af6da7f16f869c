import { createHash } from 'node:crypto';

/** Whose tasks they are: a process, a server, or the callers. A task of an owner that has ended is dropped. */
export class Life {
  isOver = false;
  /** Stopped as by SIGSTOP: its tasks wait until then. */
  asleepUntilMs = 0;
  /** It ends after so many tasks. */
  tasksLeft = Number.POSITIVE_INFINITY;

  constructor(
    readonly name: string,
    private readonly onEnd: () => void = () => undefined,
  ) {}

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onEnd();
  }
}

export interface Task {
  atMs: number;
  readonly order: number;
  readonly owner: Life;
  readonly label: string;
  readonly run: () => void;
  isCancelled: boolean;
}

/** Lets everything run that waits for nothing but promises: taken before time is simulated. */
const REAL_IMMEDIATE = setImmediate;
const settled = () => new Promise<void>((resolve) => REAL_IMMEDIATE(resolve));

/**
 * Simulated time. All that happens is a task with a moment; between two tasks nothing is left to run. Whose task runs is known by that:
 * what it begins is its owner's.
 */
export class Scheduler {
  nowMs = 0;
  steps = 0;
  readonly told: string[] = [];
  private readonly tasks: Task[] = [];
  private readonly digest = createHash('sha256');
  private order = 0;
  private running: Life;
  /** What went wrong where no one waits for it. */
  readonly unhandled: unknown[] = [];

  constructor(
    private readonly world: Life,
    private readonly isTelling = false,
  ) {
    this.running = world;
  }

  get owner(): Life {
    return this.running;
  }

  /** In so many milliseconds, unless the owner has ended by then. */
  after(delayMs: number, owner: Life, label: string, run: () => void): Task {
    const task = {
      atMs: this.nowMs + Math.max(0, delayMs),
      order: this.order++,
      owner,
      label,
      run,
      isCancelled: false,
    };
    this.insert(task);
    return task;
  }

  /** One line of the trace. */
  note(text: string): void {
    const line = `${this.nowMs.toFixed(3)} ${text}`;
    this.digest.update(line);
    if (this.isTelling) this.told.push(line);
  }

  /** Of all that happened, in its order. */
  traceDigest(): string {
    return this.digest.copy().digest('hex');
  }

  /** Until `isDone`, or until that moment. @param afterStep called after each task */
  async run(untilMs: number, isDone: () => boolean, afterStep: () => void): Promise<void> {
    while (!isDone()) {
      const task = this.tasks.pop();
      if (!task) return;
      if (task.atMs > untilMs) {
        this.tasks.push(task);
        this.nowMs = untilMs;
        return;
      }
      if (this.passOver(task)) continue;
      this.nowMs = Math.max(this.nowMs, task.atMs);
      this.steps++;
      this.note(`${task.owner.name} ${task.label}`);
      this.running = task.owner;
      task.run();
      await settled();
      this.running = this.world;
      if (--task.owner.tasksLeft <= 0) task.owner.end();
      afterStep();
    }
  }

  private passOver(task: Task): boolean {
    const { owner } = task;
    if (task.isCancelled || owner.isOver) return true;
    if (owner.asleepUntilMs <= task.atMs) return false;
    task.atMs = owner.asleepUntilMs;
    this.insert(task);
    return true;
  }

  /** The next one stands last. */
  private insert(task: Task): void {
    let low = 0;
    let high = this.tasks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLater(this.tasks[middle]!, task)) low = middle + 1;
      else high = middle;
    }
    this.tasks.splice(low, 0, task);
  }
}

function isLater(one: Task, other: Task): boolean {
  return one.atMs > other.atMs || (one.atMs === other.atMs && one.order > other.order);
}
