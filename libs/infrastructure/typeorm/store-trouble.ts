import { DatabaseFull } from '@app/infrastructure/sql/database.errors.js';

const WORDS: Readonly<Record<string, string>> = {
  '25006': 'the database is read-only: a standby, or its server is being maintained',
  '28P01': 'the database refuses the password of DATABASE_URL',
  '28000': 'the database refuses the role of DATABASE_URL',
  '3D000': 'the database of DATABASE_URL does not exist',
  '42501': 'the role of DATABASE_URL may not write to its tables',
  '53300': 'the database has no connection left for us',
  '55P03': 'another session holds the row that is locked to try a write',
  '57014': 'the database ended the attempt to write at its time limit',
  '57P03': 'the database is starting, stopping or recovering',
};

/** Why a write failed, in words for operators; these hold no value and no address. */
export function troubleOf(error: unknown): string {
  if (error instanceof DatabaseFull) return 'the disk of the database is full';
  for (let at = error; at instanceof Error; at = at.cause) {
    const words = WORDS[String((at as { code?: unknown }).code)];
    if (words) return words;
  }
  return 'the database cannot be reached';
}
