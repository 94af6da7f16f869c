/** What docs/performance.md measured, each found there by the words around it. Times in milliseconds, sizes in megabytes. */
const FIGURES = {
  sendMs: /^\| processor time of a send \| ([\d.]+) ms \|/m,
  /** How many times as much a send takes that is a block of its own. */
  aloneTimes: /^\| sends a second of 256 clients, by the same build's with one block per request \| ([\d.]+) \|/m,
  sealingMicros: /^\| sealing \| \d+ \| \d+ \| (\d+) \|/m,
  balanceMicros: /A balance over HTTP takes \d+ to (\d+) microseconds of the server/,
  pageMicros: /a page costs the server (\d+) microseconds and the database \d+/,
  pageDatabaseMicros: /a page costs the server \d+ microseconds and the database (\d+)/,
  transactions: /^One chain of ([\d,]+) transactions \(\d+ MB in PostgreSQL/m,
  diskMb: /^One chain of [\d,]+ transactions \((\d+) MB in PostgreSQL/m,
  outputs: /^One chain of [\d,]+ transactions \(\d+ MB in PostgreSQL, ([\d,]+) unspent outputs\)/m,
  startSeconds: /^\| from the start of the process to its first answer \| ([\d.]+) s \|/m,
  smallStartSeconds: /^\| from the start of the process to its first answer \| [\d.]+ s \| ([\d.]+) s \|/m,
  memoryMb: /^\| resident memory of a server at work \| (\d+) MB \|/m,
  smallMemoryMb: /^\| resident memory of a server at work \| \d+ MB \| (\d+) MB \|/m,
  followedSendMs: /A send costs each follower ([\d.]+) ms while no client reads there/,
  followedBalanceMs: /^\| a balance \| [\d.]+ ms \| ([\d.]+) ms \|/m,
} as const;
export type Figures = Record<keyof typeof FIGURES, number>;

/** The transactions of the chain that the large one is compared with. */
const SMALL = 1_000;
const MEMBERS = [1_000, 10_000, 100_000, 1_000_000];
/** What a member does in a day. */
const [SENDS, BALANCES, PAGES] = [2, 10, 3];
/** The busiest hour has a fifth of the day. */
const PEAK_PER_SECOND = 0.2 / 3_600;
const DAYS = 365;
const [CORES, BOUND_START_SECONDS, BOUND_MEMORY_MB, BOUND_DISK_MB] = [2, 60, 8_000, 500_000];

/** @throws Error unless each figure stands in `performance` once */
export function figuresOf(performance: string): Figures {
  const entries = Object.entries(FIGURES).map(([name, pattern]) => {
    const found = [...performance.matchAll(new RegExp(pattern, 'gm'))];
    if (found.length !== 1) throw new Error(`docs/performance.md has ${name} ${found.length} times`);
    return [name, Number(found[0]![1]!.replaceAll(',', ''))];
  });
  return Object.fromEntries(entries) as Figures;
}

/** The rows that docs/scaling.md must have: what a unit costs, what that allows, what fills up first, and communities by size. */
export function capacityRows(figures: Figures): string[] {
  const unit = unitsOf(figures);
  return [
    ...boundRows(figures, unit),
    ...fullRows(figures, unit),
    ...MEMBERS.map((members) => communityRow(members, figures, unit)),
  ];
}

/** Of one more transaction, which leaves about one more output unspent. */
function unitsOf(figures: Figures) {
  const outputs = figures.outputs - SMALL;
  return {
    diskMb: figures.diskMb / figures.transactions,
    memoryMb: (figures.memoryMb - figures.smallMemoryMb) / outputs,
    startSeconds: (figures.startSeconds - figures.smallStartSeconds) / outputs,
  };
}
type Units = ReturnType<typeof unitsOf>;

function boundRows(figures: Figures, { diskMb, memoryMb, startSeconds }: Units): string[] {
  const { sendMs, sealingMicros, balanceMicros, pageMicros, pageDatabaseMicros, followedSendMs, followedBalanceMs } =
    figures;
  return [
    ['sends a second, on two cores', `${sendMs} ms of processor, database included`, CORES / (sendMs / 1_000)],
    [
      'sends a second, whatever the cores',
      `${sealingMicros} µs of the one thread that signs and seals`,
      1e6 / sealingMicros,
    ],
    ['balances a second, on a core', `${balanceMicros} µs of the server`, 1e6 / balanceMicros],
    [
      'pages of history a second, on a core',
      `${pageMicros} + ${pageDatabaseMicros} µs of server and database`,
      1e6 / (pageMicros + pageDatabaseMicros),
    ],
    [
      'sends a second that a follower can follow, on a core',
      `${followedSendMs} ms of the follower`,
      1_000 / followedSendMs,
    ],
    [
      'balances a second of a follower, on a core',
      `${followedBalanceMs} ms of the follower`,
      1_000 / followedBalanceMs,
    ],
    ['disk, in bytes a transaction', `${figures.diskMb} MB at ${grouped(figures.transactions)}`, diskMb * 1e6],
    [
      'memory, in bytes an unspent output',
      `${figures.memoryMb} MB at ${grouped(figures.outputs)}, ${figures.smallMemoryMb} at ${grouped(SMALL)}`,
      memoryMb * 1e6,
    ],
    [
      'a start, in seconds a million unspent outputs',
      `${figures.startSeconds} s and ${figures.smallStartSeconds} s at the same`,
      startSeconds * 1e6,
    ],
  ].map(([what, measured, limit]) => `| ${what} | ${measured} | ${rounded(limit as number)} |`);
}

/** How many transactions there are when a bound is met, and how many members that is after five years. */
function fullRows(figures: Figures, { diskMb, memoryMb, startSeconds }: Units): string[] {
  const perMember = SENDS * DAYS * 5;
  return [
    [`a start takes ${BOUND_START_SECONDS} s`, (BOUND_START_SECONDS - figures.smallStartSeconds) / startSeconds],
    [`a process holds ${BOUND_MEMORY_MB / 1_000} GB`, (BOUND_MEMORY_MB - figures.smallMemoryMb) / memoryMb],
    [`the database takes ${BOUND_DISK_MB / 1_000} GB`, BOUND_DISK_MB / diskMb],
  ].map(([what, count]) => `| ${what} | ${rounded(count as number)} | ${rounded((count as number) / perMember)} |`);
}

function communityRow(members: number, figures: Figures, { diskMb, memoryMb, startSeconds }: Units): string {
  const { sendMs, aloneTimes, balanceMicros, pageMicros, pageDatabaseMicros, smallMemoryMb, smallStartSeconds } =
    figures;
  const sends = members * SENDS * PEAK_PER_SECOND;
  const readMs = (BALANCES * balanceMicros + PAGES * (pageMicros + pageDatabaseMicros)) / 1_000;
  const yearly = members * SENDS * DAYS;
  const cells = [
    grouped(members),
    rounded(sends),
    rounded((sends * sendMs * aloneTimes + members * PEAK_PER_SECOND * readMs) / 10),
    rounded((yearly * diskMb) / 1_000),
    rounded((smallMemoryMb + yearly * memoryMb) / 1_000),
    rounded(smallStartSeconds + yearly * startSeconds),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Two digits that count; more would claim what was not measured. */
function rounded(value: number): string {
  return grouped(Number(value.toPrecision(2)));
}

function grouped(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 10 });
}
