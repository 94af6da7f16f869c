import { createAdministratorToken } from '@app/infrastructure/crypto/hashed-administrators.js';
import { ADMINISTRATOR_NAME } from '@app/kernel';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { printResult } from '../output.js';

export function addAdminToken(program: Command): void {
  const tokens = program.command('admin-token').description('tokens of administrators');
  tokens
    .command('create')
    .description('make a token of 256 random bits; it is shown once, and the server is told its hash')
    .addOption(
      new Option('--name <name>', 'what logs and audit trail call its holder, such as amina').argParser(parseName),
    )
    .action(async ({ name }: { name?: string }) => {
      const { token, hash } = createAdministratorToken();
      await printResult(
        `token  ${token}\n` +
          'Keep it: it is stored nowhere. It goes into requests as `Authorization: Bearer TOKEN`.\n\n' +
          `ADMIN_TOKEN_HASH=${name === undefined ? hash : `${name}:${hash}`}\n` +
          `Set this for the server; several are separated by commas.${name === undefined ? UNNAMED : ''}\n`,
      );
    });
}

const UNNAMED = ' Without a name it is administrator-1: --name NAME gives one.';

function parseName(text: string): string {
  if (ADMINISTRATOR_NAME.test(text)) return text;
  throw new InvalidArgumentError('A name has 1 to 32 lower-case letters, digits and dashes between them.');
}
