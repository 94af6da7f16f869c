/** A distribution, such as the time a block took. */
export interface Distribution {
  observe(value: number): void;
}

type LabelValue = string | number;
type Labels = Readonly<Record<string, LabelValue>>;

/** A sample as prom-client's registry prints it. */
interface Sample {
  metricName: string;
  labels: { le?: LabelValue };
  sharedLabels: Labels;
  value: number;
}

/** Those whose first labels have the same values. */
interface Branch {
  readonly next: Map<LabelValue, Branch>;
  /** Where no label is left. */
  buckets?: Buckets;
}

/**
 * Distributions of one name, apart by the values of some labels. Every request is observed, and prom-client's own histogram
 * spells all labels out each time, to look its numbers up by that text.
 */
export class DistributionFamily {
  private readonly root: Branch = { next: new Map() };
  private readonly members: { labels: Labels; buckets: Buckets }[] = [];

  /** @param bounds upper ones, ascending */
  constructor(
    readonly name: string,
    private readonly help: string,
    private readonly labelNames: readonly string[],
    private readonly bounds: readonly number[],
  ) {}

  /** The distribution with these values, in the order of the labels. They must come from closed lists. */
  of(...values: readonly LabelValue[]): Distribution {
    let branch = this.root;
    for (const value of values) {
      const known = branch.next.get(value);
      const next = known ?? { next: new Map() };
      if (known === undefined) branch.next.set(value, next);
      branch = next;
    }
    branch.buckets ??= this.begin(values);
    return branch.buckets;
  }

  /** What a registry of prom-client asks each of its metrics for. */
  async get() {
    const values = this.members.flatMap(({ labels, buckets }) => this.samples(labels, buckets));
    return { name: this.name, help: this.help, type: 'histogram', aggregator: 'sum', values };
  }

  private begin(values: readonly LabelValue[]): Buckets {
    const buckets = new Buckets(this.bounds);
    const labels = Object.fromEntries(this.labelNames.map((name, at) => [name, values[at]!]));
    this.members.push({ labels, buckets });
    return buckets;
  }

  private samples(sharedLabels: Labels, { counts, sum }: Buckets): Sample[] {
    const { name } = this;
    let total = 0;
    const upTo = counts.map((count, at) => {
      total += count;
      return { metricName: `${name}_bucket`, labels: { le: this.bounds[at] ?? '+Inf' }, sharedLabels, value: total };
    });
    return [
      ...upTo,
      { metricName: `${name}_sum`, labels: {}, sharedLabels, value: sum },
      { metricName: `${name}_count`, labels: {}, sharedLabels, value: total },
    ];
  }
}

class Buckets implements Distribution {
  /** By bound; what is above all of them stands last. */
  readonly counts: number[];
  sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = new Array(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is not to be observed`);
    const { bounds } = this;
    let at = 0;
    while (at < bounds.length && value > bounds[at]!) at++;
    this.counts[at]!++;
    this.sum += value;
  }
}
