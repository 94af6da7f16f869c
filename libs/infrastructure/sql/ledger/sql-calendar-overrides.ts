import {
  CalendarOverrides,
  type CalendarVersion,
  parseDay,
  parseHijriMonth,
  printDay,
  printHijriMonth,
} from '@app/zakat';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';
import { wasAdded } from './sql-zakat-policies.js';

const CALENDAR = {
  version: 'integer',
  overrides: 'text',
  author: 'text',
  created_at: 'timestamptz',
} as const satisfies Columns;

const SELECT = 'SELECT version, overrides::text AS overrides, author, created_at FROM zakat_calendars';

export const LATEST_ZAKAT_CALENDAR = read('latest_zakat_calendar', {
  parameters: {},
  columns: CALENDAR,
  sql: `${SELECT} ORDER BY version DESC LIMIT 1`,
});

export const ZAKAT_CALENDAR = read('zakat_calendar', {
  parameters: { version: 'integer' },
  columns: CALENDAR,
  sql: `${SELECT} WHERE version = $1`,
});

/** Two that add one version at once: the primary key refuses one of them. */
export const SET_ZAKAT_CALENDAR = write('set_zakat_calendar', {
  parameters: { version: 'integer', overrides: 'jsonb', author: 'text', created_at: 'timestamptz' },
  columns: { set: 'boolean' },
  sql: `WITH added AS (
          INSERT INTO zakat_calendars (version, overrides, author, created_at)
          SELECT $1, $2, $3, $4 WHERE $1 = (SELECT coalesce(max(version), 0) + 1 FROM zakat_calendars)
          RETURNING version)
        SELECT EXISTS (SELECT 1 FROM added) AS set`,
});

/** An override as it is stored. */
interface StoredOverride {
  readonly month: string;
  readonly first_day: string;
}

export class SqlCalendarOverrides extends CalendarOverrides {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async latest(): Promise<CalendarVersion | undefined> {
    const [row] = await this.statements.run(LATEST_ZAKAT_CALENDAR, {});
    return row && versionOf(row);
  }

  override async version(version: number): Promise<CalendarVersion | undefined> {
    const [row] = await this.statements.run(ZAKAT_CALENDAR, { version });
    return row && versionOf(row);
  }

  override async append({ version, overrides, author, createdAtMs }: CalendarVersion): Promise<boolean> {
    const stored = overrides.map(
      ({ month, firstDay }): StoredOverride => ({ month: printHijriMonth(month), first_day: printDay(firstDay) }),
    );
    const values = { version, overrides: JSON.stringify(stored), author, created_at: new Date(createdAtMs) };
    return wasAdded(
      'zakat_calendars_pkey',
      async () => (await this.statements.run(SET_ZAKAT_CALENDAR, values))[0]!.set,
    );
  }
}

function versionOf({ version, overrides, author, created_at }: RowOf<typeof CALENDAR>): CalendarVersion {
  const stored = JSON.parse(overrides) as StoredOverride[];
  return {
    version,
    overrides: stored.map(({ month, first_day }) => ({ month: parseHijriMonth(month), firstDay: parseDay(first_day) })),
    author,
    createdAtMs: created_at.getTime(),
  };
}
