import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { createKeyFile } from '../key-file.js';
import { makeNodeKey, publicKeyOf } from '../node-key.js';

export function addKeyCreate(parent: Command, context: CommandContext): void {
  parent
    .command('create')
    .description('make a private key for a node, in a file of its own, and print the public key')
    .argument('<file>', 'made with mode 0600, as PKCS #8 PEM; never overwritten')
    .option('--ed25519', 'an Ed25519 key instead of a secp256k1 key')
    .addHelpText(
      'after',
      `
Whoever has the file acts as the node: keep it where only the node reads it, and keep a copy.

Example:
  mizan key create node_001.pem
  mizan nodes register node_001 10.0.0.7:9000 --key-file node_001.pem`,
    )
    .action(async (file: string, { ed25519 }: { ed25519?: boolean }) => {
      const key = makeNodeKey(ed25519 ? 'ed25519' : 'secp256k1');
      createKeyFile(file, key);
      await context.result(`${publicKeyOf(key)}\n`);
    });
}
