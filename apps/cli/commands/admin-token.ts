import { createAdministratorToken } from '@app/infrastructure/crypto/hashed-administrators.js';
import type { Command } from 'commander';
import { printResult } from '../output.js';

export function addAdminToken(program: Command): void {
  const tokens = program.command('admin-token').description('tokens of administrators');
  tokens
    .command('create')
    .description('make a token of 256 random bits; it is shown once, and the server is told its hash')
    .action(async () => {
      const { token, hash } = createAdministratorToken();
      await printResult(
        `token  ${token}\n` +
          'Keep it: it is stored nowhere. It goes into requests as `Authorization: Bearer TOKEN`.\n\n' +
          `ADMIN_TOKEN_HASH=${hash}\n` +
          'Set this for the server; two hashes with a comma let an old token go on working until it is replaced.\n',
      );
    });
}
