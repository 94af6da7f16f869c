import type { EnvironmentShape } from '@app/infrastructure/configuration/read-environment.js';
import { WALLET_FILE_KEYS } from '@app/infrastructure/configuration/wallet-file.js';
import { ledgerVariables } from '../ledger-api/ledger.config.js';
import { registryVariables } from '../registry-api/registry.config.js';
import { walletVariables } from '../registry-api/wallet/wallet.config.js';
import { serverVariables } from './server.config.js';

/** In the order of the documents. A variable that several readers share stands in the first group only. */
const GROUPS: readonly [title: string, shape: EnvironmentShape][] = [
  ['Both APIs', serverVariables],
  ['The ledger', ledgerVariables],
  ['The registry', registryVariables],
  ['Wallets of nodes', walletVariables],
];

const BEGIN = '<!-- begin: made from the code by `npm run configuration` -->\n';
const END = '<!-- end -->';

/** Set here, they would win over the file; so the example leaves them empty. */
const LEFT_TO_THE_FILE: ReadonlySet<string> = new Set(Object.values(WALLET_FILE_KEYS));

interface Variable {
  readonly name: string;
  readonly meaning: string;
  /** As it is written in an environment; empty where the meaning tells what holds when the variable is not set. */
  readonly whenUnset: string;
  readonly values: string | undefined;
}

/** @throws Error when a variable has no description */
function variablesOf(shape: EnvironmentShape, listed: Set<string>): Variable[] {
  const names = Object.keys(shape).filter((name) => !listed.has(name));
  for (const name of names) listed.add(name);
  return names.map((name) => {
    const { description, whenUnset, default: text, values } = shape[name]!.meta() ?? {};
    if (!description) throw new Error(`${name} has no description`);
    return { name, meaning: description, whenUnset: spelled(text ?? whenUnset), values: values as string | undefined };
  });
}

function spelled(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

function groups(): { title: string; variables: Variable[] }[] {
  const listed = new Set<string>();
  return GROUPS.map(([title, shape]) => ({ title, variables: variablesOf(shape, listed) }));
}

/** `document` with the tables of all variables between its markers. @throws Error when it has no markers */
export function withTables(document: string): string {
  const [before, rest = ''] = document.split(BEGIN);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined) throw new Error(`the document needs the lines ${BEGIN}${END}`);
  const code = (text: string | undefined) => (text ? `\`${text}\`` : '');
  const rows = ({ name, meaning, whenUnset, values }: Variable) =>
    `| ${code(name)} | ${code(whenUnset)} | ${values ?? ''} | ${meaning} |\n`;
  const tables = groups().map(
    ({ title, variables }) =>
      `\n### ${title}\n\n| variable | default | values | meaning |\n|---|---|---|---|\n${variables.map(rows).join('')}`,
  );
  return `${before}${BEGIN}${tables.join('')}\n${END}${after}`;
}

/** The text of .env.example. */
export function environmentExample(): string {
  const lines = ({ name, meaning, whenUnset, values }: Variable) => {
    const isLeft = LEFT_TO_THE_FILE.has(name) && whenUnset !== '';
    const text = `${plain(meaning)}.${isLeft ? ` Not set: ${whenUnset}.` : ''}${values ? ` Values: ${values}.` : ''}`;
    return `# ${text}\n${name}=${isLeft ? '' : whenUnset}\n`;
  };
  const sections = groups().map(({ title, variables }) => `\n# ${title}\n\n${variables.map(lines).join('')}`);
  return `${HEAD}${sections.join('')}`;
}

const HEAD = `# Every variable that the server reads, with its default; made from the code by \`npm run configuration\`. An empty value counts
# as not set. The server does not read this file: use \`node --env-file=.env dist/bundle/server.js\`, or \`env_file:\` in docker-compose.yml.
`;

/** Without the marks of Markdown; a link to a page of docs/ becomes its text. */
function plain(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '');
}
