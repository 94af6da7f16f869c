import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supabaseMigrations } from '@app/infrastructure/supabase/migrations/supabase-migrations.js';

/** Writes `supabase/migrations` below the directory that the command runs in. */
const directory = join('supabase', 'migrations');
const migrations = await supabaseMigrations();
const files = migrations.map(({ file }) => file);
mkdirSync(directory, { recursive: true });
for (const file of readdirSync(directory)) if (!files.includes(file)) rmSync(join(directory, file));
for (const { file, sql } of migrations) writeFileSync(join(directory, file), sql);
process.stdout.write(`${files.join('\n')}\n`);
