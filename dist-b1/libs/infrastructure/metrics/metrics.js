import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
/** Seconds; from a cached read to a proof of work that got unlucky. */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/**
 * The numbers an operator watches, one registry per API so that two in one process do not mix. Names follow Prometheus:
 * snake case, unit last (`mizan_block_seconds`, `mizan_queue_length`).
 */
export class Metrics {
    registry = new Registry();
    /** @param api goes on every sample as the label `api` */
    constructor(api) {
        this.registry.setDefaultLabels({ api });
        collectDefaultMetrics({ register: this.registry });
    }
    /** A value that is read when somebody asks for it. */
    gauge(name, help, read) {
        new Gauge({
            name,
            help,
            registers: [this.registry],
            collect() {
                this.set(read());
            },
        });
    }
    /** Like {@link gauge}, for values by a label from a short, closed list: outbox rows by state, nodes by status. */
    gaugeBy(name, help, label, read) {
        new Gauge({
            name,
            help,
            labelNames: [label],
            registers: [this.registry],
            async collect() {
                const values = await read();
                this.reset();
                for (const [key, value] of Object.entries(values))
                    this.set({ [label]: key }, value);
            },
        });
    }
    distribution(name, help, buckets = DURATION_BUCKETS) {
        return new Histogram({ name, help, buckets, registers: [this.registry] });
    }
    /** Distributions apart by labels, whose values must come from a closed list. */
    distributionBy(name, help, labels) {
        return new Histogram({ name, help, labelNames: labels, buckets: DURATION_BUCKETS, registers: [this.registry] });
    }
    counter(name, help) {
        const counter = new Counter({ name, help, registers: [this.registry] });
        return { add: (count = 1) => counter.inc(count) };
    }
    /** Everything in Prometheus' text format. */
    text() {
        return this.registry.metrics();
    }
    get contentType() {
        return this.registry.contentType;
    }
}
//# sourceMappingURL=metrics.js.map