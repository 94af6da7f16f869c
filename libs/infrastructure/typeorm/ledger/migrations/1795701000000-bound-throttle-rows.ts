import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A refused call leaves no row behind: until now it left an empty one for every limit that was not the one that refused it.
 * Each attempt removes expired rows, more than it adds, so that the table cannot outgrow what the limits allow.
 */
export class BoundThrottleRows1795701000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_TURNS);
  }

  async down(): Promise<void> {
    throw new Error('the function of before this migration is in an earlier one');
  }
}

const TAKE_TURNS = `
-- Takes a turn of each limit or of none, and returns how long to wait, in milliseconds. Rows are locked in one order, so that
-- callers with several limits wait for each other instead of failing.
CREATE OR REPLACE FUNCTION take_turns(names text[], keys bytea[], most integer[], windows bigint[], at bigint)
RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  n integer;
  kept bigint[];
  wait bigint := 0;
BEGIN
  -- A look without locks and without writing anything refuses most of what is refused.
  FOR n IN SELECT i FROM generate_subscripts(names, 1) AS i LOOP
    SELECT ARRAY(SELECT turn FROM unnest(t.turns) AS turn WHERE turn > at - windows[n] AND turn <= at + 60000 ORDER BY turn)
      INTO kept FROM throttles AS t WHERE t.name = names[n] AND t.key_hash = keys[n];
    IF cardinality(kept) >= most[n] THEN
      wait := greatest(wait, kept[cardinality(kept) - most[n] + 1] + windows[n] - at, 1);
    END IF;
  END LOOP;
  IF wait > 0 THEN
    RETURN wait;
  END IF;
  BEGIN
    FOR n IN SELECT i FROM generate_subscripts(names, 1) AS i ORDER BY names[i], keys[i] LOOP
      INSERT INTO throttles AS t (name, key_hash, turns, expires_at)
        VALUES (names[n], keys[n], '{}', to_timestamp((at + windows[n]) / 1000.0))
        -- A turn of the future is from before the clock was set back; it must not count for longer than any other.
        ON CONFLICT (name, key_hash) DO UPDATE
          SET turns = ARRAY(SELECT turn FROM unnest(t.turns) AS turn WHERE turn > at - windows[n] AND turn <= at + 60000 ORDER BY turn)
        RETURNING turns INTO kept;
      IF cardinality(kept) >= most[n] THEN
        wait := greatest(wait, kept[cardinality(kept) - most[n] + 1] + windows[n] - at, 1);
      END IF;
    END LOOP;
    IF wait > 0 THEN
      RAISE EXCEPTION 'refused' USING ERRCODE = 'MZ001';
    END IF;
  EXCEPTION WHEN SQLSTATE 'MZ001' THEN
    -- Somebody was faster: the rows made above are gone again.
    RETURN wait;
  END;
  UPDATE throttles AS t SET turns = t.turns || at, expires_at = to_timestamp((at + taken.span) / 1000.0)
    FROM unnest(names, keys, windows) AS taken (name, key, span)
    WHERE t.name = taken.name AND t.key_hash = taken.key;
  DELETE FROM throttles WHERE (name, key_hash) IN (
    SELECT name, key_hash FROM throttles WHERE expires_at <= to_timestamp(at / 1000.0)
    ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED);
  RETURN 0;
END $$;`;
