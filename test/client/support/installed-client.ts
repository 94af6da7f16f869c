import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  // The client's declarations are checked, those of the language are not.
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  outDir: 'out',
};

/** What ran, and how it ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside this repository in which the packed client is installed, as by its users. */
export class InstalledClient {
  private constructor(readonly folder: string) {}

  /** The packages that it needs come from this repository, since a registry may be out of reach. */
  static async install(): Promise<InstalledClient> {
    const client = new InstalledClient(mkdtempSync(join(tmpdir(), 'mizan-client-')));
    const nobles = ['curves', 'hashes'].map((name) => `@noble/${name}`);
    const overrides = Object.fromEntries(nobles.map((name) => [name, `file:${join(ROOT, 'node_modules', name)}`]));
    client.write('package.json', JSON.stringify({ name: 'user', version: '1.0.0', type: 'module', overrides }));
    client.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', client.folder], `${ROOT}/libs/client`);
    const [{ filename }] = JSON.parse(stdout);
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], client.folder);
    return client;
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Compiles every `.ts` of the folder. Rejects with what the compiler says. */
  async compile(): Promise<Ran> {
    return this.node(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.');
  }

  /** Runs a script of the folder. */
  async node(script: string, ...args: string[]): Promise<Ran> {
    return run(process.execPath, [script, ...args], this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function run(program: string, args: string[], cwd: string): Promise<Ran> {
  return promisify(execFile)(program, args, {
    cwd,
    timeout: 60_000,
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
}
