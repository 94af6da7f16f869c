import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeId } from '@app/node-registry';
import { NodeQueues } from './node-queues.js';

describe('the queues of nodes', () => {
  it('are taken one after another by one node, and by two nodes at once', async () => {
    const queues = new NodeQueues();
    const steps: string[] = [];
    const work = (node: string, step: string) =>
      queues.run(node as NodeId, async () => {
        steps.push(`${step} begins`);
        await sleep(5);
        steps.push(`${step} ends`);
      });
    await Promise.all([work('a', 'a1'), work('a', 'a2'), work('b', 'b1')]);
    expect(steps.slice(0, 2)).toEqual(['a1 begins', 'b1 begins']);
    expect(steps.indexOf('a2 begins')).toBeGreaterThan(steps.indexOf('a1 ends'));
  });

  it('go on after work that failed', async () => {
    const queues = new NodeQueues();
    const failing = queues.run('a' as NodeId, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await expect(queues.run('a' as NodeId, async () => 1)).resolves.toBe(1);
  });
});
