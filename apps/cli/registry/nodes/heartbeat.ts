import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { stateColour } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';

interface HeartbeatFlags {
  sequence: string;
  uptime?: string;
  latency?: string;
}

export function addHeartbeat(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('heartbeat'))
    .description('report that a node is alive')
    .argument('<node-id>')
    .requiredOption('--sequence <n>', 'above that of every earlier heartbeat of the node')
    .option('--uptime <seconds>', 'since the node started')
    .option('--latency <ms>', 'as the node measured it')
    .action((nodeId: string, { sequence, uptime, latency }: HeartbeatFlags, command: Command) =>
      askRegistry(command, context, {
        request: () => ({
          operation: 'sendHeartbeat',
          fields: { node_id: nodeId },
          body: {
            sequence: numberOrText(sequence),
            uptime: numberOrText(uptime),
            latency_ms: numberOrText(latency),
          },
        }),
        render: ({ node_id: node, status, last_heartbeat: at }, palette) => {
          const state = plain(status);
          return [`${plain(node)} is ${stateColour(palette, state)(state)}, last heartbeat ${plain(at)}`];
        },
      }),
    );
}
