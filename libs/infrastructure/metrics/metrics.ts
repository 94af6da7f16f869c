import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import { type Distribution, DistributionFamily } from './distribution-family.js';

/** Seconds; from a cached read to a proof of work that got unlucky. */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A number that only grows. */
export interface Tally {
  add(count?: number): void;
}

/**
 * The numbers an operator watches, one registry per API so that two in one process do not mix. Names follow Prometheus:
 * snake case, unit last (`mizan_block_seconds`, `mizan_queue_length`).
 */
export class Metrics {
  private readonly registry = new Registry();

  /** @param api goes on every sample as the label `api` */
  constructor(api: string) {
    this.registry.setDefaultLabels({ api });
    collectDefaultMetrics({ register: this.registry });
  }

  /** A value that is read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  /** Like {@link gauge}, for values by a label from a short, closed list: outbox rows by state, nodes by status. */
  gaugeBy(name: string, help: string, label: string, read: () => Promise<Readonly<Record<string, number>>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        const values = await read();
        this.reset();
        for (const [key, value] of Object.entries(values)) this.set({ [label]: key }, value);
      },
    });
  }

  distribution(name: string, help: string, buckets: number[] = DURATION_BUCKETS): Distribution {
    return this.family(name, help, [], buckets).of();
  }

  /** Distributions apart by labels, whose values must come from a closed list. */
  distributionBy(name: string, help: string, labels: readonly string[]): DistributionFamily {
    return this.family(name, help, labels, DURATION_BUCKETS);
  }

  counter(name: string, help: string): Tally {
    const counter = new Counter({ name, help, registers: [this.registry] });
    return { add: (count = 1) => counter.inc(count) };
  }

  /** Like {@link counter}, by a label from a short, closed list. */
  counterBy<Value extends string>(name: string, help: string, label: string, values: readonly Value[]) {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    for (const value of values) counter.inc({ [label]: value }, 0);
    return { add: (value: Value) => counter.inc({ [label]: value }) };
  }

  /** A counter that is kept elsewhere, and read when somebody asks for it. */
  counterOf(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Everything in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private family(name: string, help: string, labels: readonly string[], buckets: readonly number[]) {
    const family = new DistributionFamily(name, help, labels, buckets);
    // The registry asks a metric for its name and its samples; the type says that only prom-client's own have them.
    this.registry.registerMetric(family as unknown as Metric);
    return family;
  }
}
