-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE send_totals (
  -- A user.
  sender     uuid PRIMARY KEY,
  hour       timestamptz NOT NULL,
  hour_total numeric NOT NULL CHECK (hour_total >= 0),
  day        timestamptz NOT NULL,
  day_total  numeric NOT NULL CHECK (day_total >= 0)
);
-- Adds each payment to the totals of its senders, or to none where one would pass its limit. Of each: the sender whose limit
-- it was, or ''. All rows are locked first, in one order, so that batches wait for each other instead of failing.
CREATE FUNCTION add_sends(p_sends jsonb) RETURNS text[] LANGUAGE plpgsql SET search_path FROM CURRENT AS $add$
DECLARE
  v_send jsonb;
  v_amount numeric;
  v_refused text;
  v_refusals text[] := '{}';
BEGIN
  INSERT INTO send_totals AS t (sender, hour, hour_total, day, day_total)
  SELECT (c ->> 'id')::uuid, max(date_trunc('hour', (s ->> 'at')::timestamptz, 'UTC')), 0,
         max(date_trunc('day', (s ->> 'at')::timestamptz, 'UTC')), 0
  FROM jsonb_array_elements(p_sends) AS s, jsonb_array_elements(s -> 'senders') AS c
  GROUP BY 1 ORDER BY 1
  -- A process whose clock is behind adds to what the others have begun. Totals of a future day are from before a clock was
  -- set back, and must not hold for longer than any other.
  ON CONFLICT (sender) DO UPDATE SET
    hour_total = CASE WHEN t.hour >= excluded.hour AND t.day <= excluded.day + interval '1 day' THEN t.hour_total ELSE 0 END,
    hour = CASE WHEN t.day > excluded.day + interval '1 day' THEN excluded.hour ELSE greatest(t.hour, excluded.hour) END,
    day_total = CASE WHEN t.day >= excluded.day AND t.day <= excluded.day + interval '1 day' THEN t.day_total ELSE 0 END,
    day = CASE WHEN t.day > excluded.day + interval '1 day' THEN excluded.day ELSE greatest(t.day, excluded.day) END;
  FOR v_send IN SELECT value FROM jsonb_array_elements(p_sends) WITH ORDINALITY AS s(value, place) ORDER BY place LOOP
    v_amount := (v_send ->> 'amount')::numeric;
    v_refused := (
      SELECT c ->> 'id'
      FROM jsonb_array_elements(v_send -> 'senders') WITH ORDINALITY AS x(c, place) JOIN send_totals t ON t.sender = (c ->> 'id')::uuid
      WHERE t.hour_total + v_amount > (c ->> 'per_hour')::numeric OR t.day_total + v_amount > (c ->> 'per_day')::numeric
      ORDER BY place LIMIT 1);
    IF v_refused IS NULL THEN
      UPDATE send_totals AS t SET hour_total = t.hour_total + v_amount, day_total = t.day_total + v_amount
      FROM jsonb_array_elements(v_send -> 'senders') AS c WHERE t.sender = (c ->> 'id')::uuid;
    END IF;
    v_refusals := v_refusals || coalesce(v_refused, '');
  END LOOP;
  RETURN v_refusals;
END
$add$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806370000, 'SendTotals1795806370000');
RESET search_path;
