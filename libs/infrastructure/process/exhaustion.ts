/** What the machine ran out of, or does not let us do: no damage, and nothing is lost by trying again. */
export interface Exhaustion {
  /** An errno code. */
  readonly code: string;
  /** What is missing, and what to do about it. */
  readonly advice: string;
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'no room is left on the disk (ENOSPC): make room',
  EDQUOT: 'the quota of the disk is used up (EDQUOT): make room, or raise it',
  EFBIG: 'a file has reached the limit of its size (EFBIG): raise it (ulimit -f)',
  EMFILE: 'the process may open no more files (EMFILE): raise its limit (ulimit -n)',
  ENFILE: 'the machine has no more file descriptors (ENFILE): end other programs, or raise fs.file-max',
  ENOMEM: 'there is not enough memory (ENOMEM): give the process more, or end other programs',
  EAGAIN: 'the system starts no more threads (EAGAIN): raise the limit on processes (ulimit -u)',
  EACCES: 'the user of this process lacks permission (EACCES): change the owner or the mode',
  EPERM: 'the user of this process lacks permission (EPERM): change the owner or the mode',
  EROFS: 'the disk is read-only (EROFS): mount it for writing',
  ENOTDIR: 'a part of the path is a file (ENOTDIR): name a directory',
  EIO: 'the disk reports an error (EIO): look at the system log, and copy the data away before anything else',
};

/** Node's own codes for a thread that cannot be made, or has no room. */
const NODE_CODES: Readonly<Record<string, string>> = {
  ERR_WORKER_OUT_OF_MEMORY: 'ENOMEM',
  ERR_WORKER_INIT_FAILED: 'EAGAIN',
  ERR_MEMORY_ALLOCATION_FAILED: 'ENOMEM',
};

/** As the C library inside PGlite words them: of a failure there nothing but a line of text comes out. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/no space left on device/i, 'ENOSPC'],
  [/quota exceeded/i, 'EDQUOT'],
  [/file too large/i, 'EFBIG'],
  [/too many open files in system/i, 'ENFILE'],
  [/no file descriptors available|too many open files/i, 'EMFILE'],
  [/out of memory|could not allocate memory|cannot allocate memory|array buffer allocation failed/i, 'ENOMEM'],
  [/permission denied/i, 'EACCES'],
  [/operation not permitted/i, 'EPERM'],
  [/read-only file system/i, 'EROFS'],
  [/\bI\/O error/i, 'EIO'],
];

const MOST_CAUSES = 5;

/** Looks at an error and its causes, by their codes. */
export function exhaustionOf(error: unknown): Exhaustion | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < MOST_CAUSES; cause = cause.cause, depth++) {
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === undefined ? undefined : exhaustionByCode(NODE_CODES[code] ?? code);
    if (found) return found;
    if (cause instanceof RangeError) return exhaustionInWords(cause.message);
  }
  return undefined;
}

export function exhaustionByCode(code: string): Exhaustion | undefined {
  const advice = ADVICE[code];
  return advice === undefined ? undefined : { code, advice };
}

/** For a line of the embedded PostgreSQL. */
export function exhaustionInWords(text: string): Exhaustion | undefined {
  const code = WORDS.find(([words]) => words.test(text))?.[1];
  return code === undefined ? undefined : exhaustionByCode(code);
}
