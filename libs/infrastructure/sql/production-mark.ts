import { read, type Statements, write } from './statement.js';

/** Makes the table in whichever schema the migration runs. One row at most, and a schema that has it keeps it. */
export const CREATE_PRODUCTION_MARK = `
CREATE TABLE production_mark (
  only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  marked_at  timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION keep_production_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a store that was opened in production stays marked' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER production_mark_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON production_mark
  FOR EACH STATEMENT EXECUTE FUNCTION keep_production_mark();`;

export const DROP_PRODUCTION_MARK = 'DROP TABLE production_mark; DROP FUNCTION keep_production_mark;';

export const MARK_AS_PRODUCTION = write('mark_as_production', {
  parameters: {},
  columns: {},
  sql: 'INSERT INTO production_mark DEFAULT VALUES ON CONFLICT DO NOTHING',
});

export const MARKED_AS_PRODUCTION = read('marked_as_production', {
  parameters: {},
  columns: { marked_at: 'timestamptz' },
  sql: 'SELECT marked_at FROM production_mark',
});

/** The switch by which an operator insists, on the command line only, where no file can leave it set. */
export const EXPOSE_KEYS_SWITCH = '--i-want-to-expose-keys';

/** A demo answers with private keys, and this store holds those of people who were promised otherwise. */
export class ProductionStore extends Error {
  override readonly name = 'ProductionStore';

  constructor(schema: string, markedAt: Date) {
    super(
      `APP_MODE: the ${schema} has been in production since ${markedAt.toISOString()}, and a demo would print its keys; ` +
        `set APP_MODE=production (or start once more with ${EXPOSE_KEYS_SWITCH})`,
    );
  }
}

/** Marks the store for good when it is opened in production. */
export async function markAsProduction(statements: Statements): Promise<void> {
  // A hot standby has the mark of its primary, and takes none itself.
  const [mark] = await statements.run(MARKED_AS_PRODUCTION, {});
  if (!mark) await statements.run(MARK_AS_PRODUCTION, {});
}

/** @throws ProductionStore when the store was ever opened in production */
export async function refuseMarkedStore(statements: Statements, schema: string): Promise<void> {
  const [mark] = await statements.run(MARKED_AS_PRODUCTION, {});
  if (mark) throw new ProductionStore(schema, mark.marked_at);
}
