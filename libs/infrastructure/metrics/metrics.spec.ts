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

  it('keep the numbers of two APIs apart', async () => {
    const [ledger, registry] = [new Metrics('ledger'), new Metrics('registry')];
    ledger.counter('mizan_sends_total', 'Sends').add(2);
    ledger.distribution('mizan_block_seconds', 'Time of a block').observe(0.2);
    expect(await ledger.text()).toMatch('mizan_sends_total{api="ledger"} 2');
    expect(await ledger.text()).toMatch('mizan_block_seconds_count{api="ledger"} 1');
    expect(await registry.text()).not.toMatch('mizan_sends_total');
  });
});
