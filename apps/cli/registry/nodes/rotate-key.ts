import { createHash } from 'node:crypto';
import type { RawAnswer } from '@app/client';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { connectionFlagsOf } from '../../asking/connection-flags.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { isRefusal, notTheApi, readJson, readObject } from '../../asking/report-answer.js';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { askRegistry, reportOfRegistry } from '../ask-registry.js';
import { addConnectionOptions, type Connection, keyFileOf, openConnection } from '../connection.js';
import { readKeyFile } from '../key-file.js';
import { makeNodeKey, type NodeKey, publicKeyOf } from '../node-key.js';
import { PendingKey } from '../pending-key.js';
import { sendToRegistry } from '../registry-client.js';
import { signAsNode } from '../sign-as-node.js';

interface RotateFlags {
  ed25519?: boolean;
  newPublicKey?: string;
}

const UNAUTHENTICATED = 401;

export function addRotateKey(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('rotate-key'))
    .description('replace the key of a node; the old one is good for nothing from then on')
    .argument('<node-id>')
    .option('--ed25519', 'make an Ed25519 key (default: one of the same kind as the old)')
    .option('--new-public-key <hex>', 'enter this key for the node, with MIZAN_ADMIN_TOKEN and no key file')
    .addHelpText(
      'after',
      `
The new key is written to a file beside the key file, with .new at its end, before the registry is asked, and
takes the place of the key file when the registry has it. Whatever happens in between, the same command finds the
new key there and finishes; it never makes another.

When the old key is lost or stolen: make one with \`mizan key create\`, and have an administrator enter the public
key that it prints.

Examples:
  mizan nodes rotate-key node_001 --key-file node_001.pem
  MIZAN_ADMIN_TOKEN=... mizan nodes rotate-key node_001 --new-public-key 02ab...`,
    )
    .action((nodeId: string, flags: RotateFlags, command: Command) =>
      flags.newPublicKey === undefined
        ? rotate(nodeId, flags, command, context)
        : enter(nodeId, flags.newPublicKey, command, context),
    );
}

/** As an administrator. */
async function enter(nodeId: string, newKey: string, command: Command, context: CommandContext): Promise<void> {
  if (keyFileOf(connectionFlagsOf(command, context.defaults)) !== undefined)
    throw new CommandFailure(
      '--new-public-key is for administrators, who use MIZAN_ADMIN_TOKEN and neither --key-file nor MIZAN_KEY_FILE',
      USAGE_ERROR,
    );
  await askRegistry(command, context, {
    request: () => ({ operation: 'rotateNodeKey', fields: { node_id: nodeId }, body: { new_public_key: newKey } }),
    render: ({ message }) => [plain(message)],
  });
}

/** As the node itself. */
async function rotate(nodeId: string, { ed25519 }: RotateFlags, command: Command, context: CommandContext) {
  const flags = connectionFlagsOf(command, context.defaults);
  const keyFile = keyFileOf(flags);
  if (keyFile === undefined)
    throw new CommandFailure(
      'say whose key is replaced: --key-file FILE, or, as an administrator, --new-public-key HEX',
      USAGE_ERROR,
    );
  const connection = openConnection(flags);
  const pending = new PendingKey(keyFile, () => makeNodeKey(ed25519 ? 'ed25519' : readKeyFile(keyFile).scheme));
  const newKey = publicKeyOf(pending.key);
  let isTaken = false;
  try {
    const answer = await askToRotate(nodeId, connection, pending.key, context);
    // Of the registry alone: anything may answer 200 at a wrong address, and the old key must not be given up for it.
    isTaken = !isRefusal(answer) && readObject(readJson(answer.body))?.public_key === newKey;
    if (!isTaken && !isRefusal(answer)) throw notTheApi({ api: 'registry', url: connection.url });
    if (isTaken) pending.adopt();
    await reportOfRegistry(answer, {
      connection,
      context,
      isRead: false,
      render: ({ message }) => [plain(message), `${keyFile} holds the new key: ${newKey}`],
    });
  } catch (error) {
    if (isTaken || !(error instanceof CommandFailure)) throw error;
    const advice = `  The new key waits in ${pending.path}; the same command asks again with it.`;
    throw new CommandFailure(`${error.message}\n${advice}`, error.exitCode, { cause: error });
  }
}

/**
 * Asks with the old key, under an `Idempotency-Key` that belongs to the new one: what was done already is answered once more. When the
 * registry no longer knows the old key in any way, the new one asks whether it is the node's.
 */
async function askToRotate(
  nodeId: string,
  connection: Connection,
  newKey: NodeKey,
  context: CommandContext,
): Promise<RawAnswer> {
  const cancel = context.cancellation();
  const publicKey = publicKeyOf(newKey);
  const ask = async (oldKey: NodeKey) => {
    const facts = { host: connection.url.host, nodeId, oldKey: publicKeyOf(oldKey) };
    const request = {
      operation: 'rotateNodeKey',
      fields: { node_id: nodeId },
      body: {
        new_public_key: publicKey,
        proof: await signAsNode(newKey, (signer) => signer.proofOfRotation(facts)),
      },
      idempotencyKey: createHash('sha256').update(publicKey).digest('hex'),
    } as const;
    return sendToRegistry({ ...connection, key: oldKey }, request, cancel);
  };
  const first = await ask(connection.key!);
  if (first.status !== UNAUTHENTICATED) return first;
  const second = await ask(newKey);
  return isRefusal(second) ? first : second;
}
