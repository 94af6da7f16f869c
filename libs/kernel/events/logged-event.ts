/** Something that happened, as its log tells it: a view of a record, so it exists exactly when the record does. */
export interface LoggedEvent {
  /** It never changes. Letters, digits, `-` and `_`. */
  readonly id: string;
  readonly type: string;
  /** Where it stands in its log: what comes later stands higher. Callers see it as a cursor. */
  readonly place: bigint;
  readonly timeMs: number;
  /** As it is printed; amounts are bigints. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What shows that it stands in this place, where the log is signed. */
  readonly proof?: Readonly<Record<string, unknown>>;
}

/** An event that readers who follow the log live may want. */
export interface EventNews extends LoggedEvent {
  /** Those of the wallets or nodes that were asked for, which the event concerns. */
  readonly subjects: readonly string[];
  /** Only those who follow one of its subjects are told. */
  readonly isOwn?: boolean;
}

export interface EventQuery {
  /** The events behind this place; {@link BEFORE_ALL_EVENTS} for all. */
  readonly after: bigint;
  /** Most events in the answer. */
  readonly limit: number;
  readonly types: ReadonlySet<string>;
  /** Only what concerns this wallet or node, and what only it is told. */
  readonly subject?: string | undefined;
}

export interface NewsQuery {
  readonly after: bigint;
  readonly limit: number;
  /** What is wanted of the whole log. */
  readonly types: ReadonlySet<string>;
  /** Whose events are wanted beside those, of any type. */
  readonly subjects: readonly string[];
}

/** A part of a log. It may have few events or none although others follow: see `hasMore`. */
export interface EventPage<Event extends LoggedEvent = LoggedEvent> {
  readonly events: readonly Event[];
  /** The place up to which the log was read; the next page is behind it. Never below the place that was asked for. */
  readonly next: bigint;
  readonly hasMore: boolean;
}

export const BEFORE_ALL_EVENTS = -1n;
