import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('metrics', () => {
  it('read gauges when somebody asks', async () => {
    const metrics = new Metrics('ledger');
    let length = 1;
    metrics.gauge('mizan_queue_length', 'Waiting intents', () => length);
    length = 7;
    expect(await metrics.text()).toMatch('mizan_queue_length{api="ledger"} 7');
  });

  it('forget a state that has no rows any more', async () => {
    const metrics = new Metrics('registry');
    let rows: Record<string, number> = { signed: 2, broadcast: 1 };
    metrics.gaugeBy('mizan_outbox_payments', 'Payments by state', 'state', async () => rows);
    expect(await metrics.text()).toMatch('state="signed",api="registry"} 2');
    rows = { broadcast: 3 };
    const text = await metrics.text();
    expect(text).toMatch('state="broadcast",api="registry"} 3');
    expect(text).not.toMatch('state="signed"');
  });

  it('count what was observed by labels, in buckets that each hold the smaller ones too', async () => {
    const metrics = new Metrics('ledger');
    const durations = metrics.distributionBy('http_seconds', 'Requests', ['route', 'status']);
    for (const seconds of [0.001, 0.002, 3, 60]) durations.of('/a', 200).observe(seconds);
    durations.of('/a', 404).observe(0.2);
    const text = await metrics.text();
    const samples = (labels: string) =>
      text.split('\n').flatMap((line) => (line.includes(labels) ? [Number(line.split(' ')[1])] : []));
    expect(text).toMatch('# TYPE http_seconds histogram');
    const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, '+Inf'];
    expect(text.match(/(?<=le=")[^"]+(?=",api="ledger",route="\/a",status="200")/g)).toEqual(bounds.map(String));
    expect(samples('status="200"')).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 63.003, 4]);
    expect(samples('status="404"')).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0.2, 1]);
    expect(text).toMatch('http_seconds_count{api="ledger",route="/a",status="404"} 1');
  });

  it('keep the numbers of two APIs apart', async () => {
    const [ledger, registry] = [new Metrics('ledger'), new Metrics('registry')];
    ledger.counter('mizan_sends_total', 'Sends').add(2);
    ledger.distribution('mizan_block_seconds', 'Time of a block').observe(0.2);
    expect(await ledger.text()).toMatch('mizan_sends_total{api="ledger"} 2');
    expect(await ledger.text()).toMatch('mizan_block_seconds_count{api="ledger"} 1');
    expect(await registry.text()).not.toMatch('mizan_sends_total');
  });
});
