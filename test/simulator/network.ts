import type { Life, Scheduler } from './scheduler.js';

/** How often calls meet each fault. */
export interface NetworkFaults {
  /** The request does not arrive. */
  readonly lost: number;
  /** It is carried out, and the answer does not arrive. */
  readonly answerLost: number;
  /** Request or answer takes up to seconds: others overtake it. */
  readonly late: number;
  /** The request arrives twice. */
  readonly doubled: number;
}

export interface Call<T> {
  readonly from: Life;
  readonly to: Life;
  readonly label: string;
  readonly work: () => T | Promise<T>;
  /** What the caller hears when the connection breaks, or no answer comes in time. */
  readonly broken: () => Error;
  readonly timeoutMs?: number;
  /** For requests that may be sent twice by what stands between. */
  readonly mayBeDoubled?: boolean;
}

const NO_FAULTS: NetworkFaults = { lost: 0, answerLost: 0, late: 0, doubled: 0 };
const QUICK_MS = 4;
const LATE_MS = 3_000;
const TIMEOUT_MS = 10_000;

/** Every call of a port crosses it: a request, the work, an answer, each a task of its own. */
export class Network {
  private faults: NetworkFaults;
  private readonly cut = new Map<Life, number>();
  /** How often each fault happened. */
  readonly happened: Record<keyof NetworkFaults | 'cut', number> = {
    lost: 0,
    answerLost: 0,
    late: 0,
    doubled: 0,
    cut: 0,
  };

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: () => number,
    faults: NetworkFaults,
  ) {
    this.faults = faults;
  }

  /** From now on everything arrives, once and soon. */
  heal(): void {
    this.faults = NO_FAULTS;
    this.cut.clear();
  }

  /** Nothing that `life` sends, or is sent, arrives until then. */
  cutOff(life: Life, forMs: number): void {
    this.cut.set(life, this.scheduler.nowMs + forMs);
  }

  call<T>({ from, to, label, work, broken, timeoutMs = TIMEOUT_MS, mayBeDoubled = false }: Call<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = this.scheduler.after(timeoutMs, from, `${label} timed out`, () => reject(broken()));
      const settle = (how: () => void, outcome: string) => {
        timer.isCancelled = true;
        this.scheduler.note(`${from.name} ${label}: ${outcome}`);
        how();
      };
      const breaks = () =>
        this.scheduler.after(this.latencyMs(), from, `${label} broken`, () => settle(() => reject(broken()), 'broken'));
      const answer = (how: () => void, outcome: string) => {
        if (this.isCut(from) || this.isCut(to)) return;
        if (this.hits('answerLost')) return void breaks();
        this.scheduler.after(this.latencyMs(), from, `${label} answered`, () => settle(how, outcome));
      };
      const arrive = () =>
        void Promise.resolve()
          .then(work)
          .then(
            (value) => answer(() => resolve(value), 'done'),
            (error: unknown) => answer(() => reject(error), nameOf(error)),
          );
      if (this.isCut(from) || this.isCut(to)) return;
      if (this.hits('lost')) return void breaks();
      this.scheduler.after(this.latencyMs(), to, `does ${label} of ${from.name}`, arrive);
      if (mayBeDoubled && this.hits('doubled'))
        this.scheduler.after(this.latencyMs(), to, `does ${label} of ${from.name} again`, arrive);
    });
  }

  private latencyMs(): number {
    return this.hits('late') ? this.chance() * LATE_MS : this.chance() * QUICK_MS;
  }

  private hits(fault: keyof NetworkFaults): boolean {
    if (this.faults[fault] === 0 || this.chance() >= this.faults[fault]) return false;
    this.happened[fault]++;
    return true;
  }

  private isCut(life: Life): boolean {
    const isCut = (this.cut.get(life) ?? 0) > this.scheduler.nowMs;
    if (isCut) this.happened.cut++;
    return isCut;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.constructor.name} ${error.message}` : String(error);
}
