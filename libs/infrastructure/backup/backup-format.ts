import { BackupRefused } from './backup.errors.js';

/*
 * A backup is UTF-8 text, one JSON value a line: the header; for each table its name and columns, its rows, their count;
 * the sequences; the trailer. A row is an array of PostgreSQL's own text forms (or null), the same on every platform and
 * exact for every type. The trailer's digest covers every byte before it.
 */
export const FORMAT = 'mizan-backup';
export const FORMAT_VERSION = 1;

export interface BackupHeader {
  format: typeof FORMAT;
  version: typeof FORMAT_VERSION;
  schema: string;
  /** Names, oldest first: the state that the rows fit. */
  migrations: string[];
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface TableLine {
  table: string;
  columns: string[];
}

export type RowLine = (string | null)[];

export interface TableEndLine {
  rows: number;
}

export interface SequencesLine {
  /** The last value that each sequence gave out, null when it gave out none. */
  sequences: Record<string, string | null>;
}

export interface TrailerLine {
  /** Lower-case hex. */
  sha256: string;
}

export type BackupLine = TableLine | RowLine | TableEndLine | SequencesLine | TrailerLine;

/** @throws BackupRefused */
export function parseHeader(line: string): BackupHeader {
  const value = parseLine(line, 'not-a-backup') as Partial<BackupHeader> | null;
  if (value?.format !== FORMAT) throw new BackupRefused('not-a-backup', 'the file is not a backup');
  if (value.version !== FORMAT_VERSION)
    throw new BackupRefused('unknown-format', `backup format ${String(value.version)} is unknown to this version`);
  if (typeof value.schema !== 'string' || !isTexts(value.migrations))
    throw new BackupRefused('damaged', 'the header of the backup is damaged');
  return value as BackupHeader;
}

/** @throws BackupRefused when the line is none of those that follow a header */
export function parseBackupLine(line: string): BackupLine {
  const value = parseLine(line, 'damaged') as Record<string, unknown> | RowLine | null;
  if (Array.isArray(value) && value.every((item) => item === null || typeof item === 'string')) return value;
  if (value && !Array.isArray(value)) {
    if (typeof value.table === 'string' && isTexts(value.columns)) return value as unknown as TableLine;
    if (Number.isSafeInteger(value.rows)) return value as unknown as TableEndLine;
    if (value.sequences && typeof value.sequences === 'object') return value as unknown as SequencesLine;
    if (typeof value.sha256 === 'string') return value as unknown as TrailerLine;
  }
  throw new BackupRefused('damaged', 'a line of the backup cannot be understood');
}

function parseLine(line: string, fault: 'not-a-backup' | 'damaged'): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BackupRefused(
      fault,
      fault === 'damaged' ? 'a line of the backup is damaged' : 'the file is not a backup',
    );
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
