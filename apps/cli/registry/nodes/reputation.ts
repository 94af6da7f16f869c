import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

export function addReputation(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('reputation'))
    .description('let an event count for or against a node')
    .argument('<node-id>')
    .argument('<event-type>', 'such as task_success')
    .option('--custom-delta <n>', 'count this much instead of what the rules say (for administrators)')
    .addHelpText(
      'after',
      `
Events: task_success +10, task_failure -5, task_timeout -10, malicious_behavior -50, health_milestone +2,
uptime_milestone +5, community_contribution +15. A reputation stays from 0 to 100.`,
    )
    .action((nodeId: string, eventType: string, { customDelta }: { customDelta?: string }, command: Command) =>
      askRegistry(command, context, {
        request: () => ({
          operation: 'changeReputation',
          body: { node_id: nodeId, event_type: eventType, custom_delta: numberOrText(customDelta) },
        }),
        render: ({ node_id: node, old_reputation: before, new_reputation: after, clamped }) => [
          `reputation of ${plain(node)}: ${plain(before)} -> ${plain(after)}${clamped === true ? ' (at its bound)' : ''}`,
        ],
      }),
    );
}
