-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE webhooks (
  number               bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id                   uuid PRIMARY KEY,
  owner                text NOT NULL CHECK (owner <> ''),
  -- Which of the owner's places it has: there are 20.
  slot                 integer NOT NULL CHECK (slot BETWEEN 1 AND 20),
  subject              text,
  url                  text NOT NULL CHECK (octet_length(url) <= 2000),
  types                text[] NOT NULL CHECK (cardinality(types) > 0),
  description          text,
  state                text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended')),
  reason               text,
  place                bigint NOT NULL,
  failures             integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  due_at               timestamptz,
  -- The delivery that failed and is tried again.
  waiting              bigint,
  last_delivery        bigint NOT NULL DEFAULT 0,
  sealed_secret        bytea NOT NULL,
  sealed_former_secret bytea,
  former_until         timestamptz,
  key_hash             bytea UNIQUE,
  request_hash         bytea,
  revision             bigint NOT NULL DEFAULT 1,
  created_at           timestamptz NOT NULL,
  -- By the clock of the database.
  changed_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (owner, slot),
  CONSTRAINT webhooks_stopped CHECK ((state = 'active') = (reason IS NULL)),
  CONSTRAINT webhooks_former CHECK ((sealed_former_secret IS NULL) = (former_until IS NULL)),
  CONSTRAINT webhooks_key CHECK ((key_hash IS NULL) = (request_hash IS NULL))
);
CREATE INDEX webhooks_owner ON webhooks (owner, number);
CREATE INDEX webhooks_changed ON webhooks (changed_at);
CREATE TABLE webhook_deliveries (
  webhook_id    uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  n             bigint NOT NULL CHECK (n > 0),
  kind          text NOT NULL CHECK (kind IN ('event', 'redelivery', 'test')),
  event_id      text NOT NULL,
  event_type    text NOT NULL,
  -- In the log; a test stands nowhere.
  event_place   bigint,
  status        text NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed')),
  attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  answer_status integer,
  answer        text,
  created_at    timestamptz NOT NULL,
  attempted_at  timestamptz,
  next_at       timestamptz,
  PRIMARY KEY (webhook_id, n),
  CONSTRAINT webhook_deliveries_place CHECK ((event_place IS NULL) = (kind = 'test' OR event_type = 'webhook.test')),
  CONSTRAINT webhook_deliveries_over CHECK ((status = 'waiting') = (next_at IS NOT NULL))
);
CREATE INDEX webhook_deliveries_extras ON webhook_deliveries (webhook_id, n) WHERE status = 'waiting' AND kind <> 'event';
CREATE TABLE webhook_duty (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder uuid NOT NULL,
  until  timestamptz NOT NULL
);
CREATE FUNCTION make_webhook(
  p_id uuid, p_owner text, p_subject text, p_url text, p_types text[], p_description text, p_place bigint, p_sealed_secret bytea,
  p_created_at timestamptz, p_key_hash bytea, p_request_hash bytea, p_keys_from timestamptz,
  OUT outcome text, OUT id uuid, OUT request_hash bytea)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $make$
DECLARE
  v_slot integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:webhooks:' || current_schema || ':' || p_owner, 0));
  IF p_key_hash IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('mizan:webhook-key:' || current_schema || ':' || encode(p_key_hash, 'hex'), 0));
    UPDATE webhooks w SET key_hash = NULL, request_hash = NULL WHERE w.key_hash = p_key_hash AND w.created_at < p_keys_from;
    SELECT 'made_before', w.id, w.request_hash INTO outcome, id, request_hash FROM webhooks w WHERE w.key_hash = p_key_hash;
    IF FOUND THEN RETURN; END IF;
  END IF;
  SELECT min(s) INTO v_slot FROM generate_series(1, 20) AS s
  WHERE NOT EXISTS (SELECT FROM webhooks w WHERE w.owner = p_owner AND w.slot = s);
  outcome := CASE WHEN v_slot IS NULL THEN 'full' ELSE 'made' END;
  IF v_slot IS NULL THEN RETURN; END IF;
  INSERT INTO webhooks (id, owner, slot, subject, url, types, description, place, sealed_secret, created_at, key_hash, request_hash)
  VALUES (p_id, p_owner, v_slot, p_subject, p_url, p_types, p_description, p_place, p_sealed_secret, p_created_at, p_key_hash,
          p_request_hash);
  PERFORM append_audit('webhook_made', p_id::text, jsonb_build_object('host', substring(p_url FROM '^[a-z]+://[^/?#]*'), 'types', p_types, 'of', p_subject),
    p_owner);
END
$make$;

CREATE FUNCTION change_webhook(p_id uuid, p_url text, p_types text[], p_description text, p_state text, p_reason text, p_by text)
RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $change$
DECLARE
  v_webhook webhooks%ROWTYPE;
  v_begins  boolean;
BEGIN
  SELECT * INTO v_webhook FROM webhooks WHERE id = p_id AND state <> 'ended' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  -- What was repaired is tried at once.
  v_begins := p_state = 'active' AND (v_webhook.state <> 'active' OR v_webhook.url <> p_url);
  UPDATE webhooks SET url = p_url, types = p_types, description = p_description, state = p_state, reason = p_reason,
    failures = CASE WHEN v_begins THEN 0 ELSE failures END, due_at = CASE WHEN v_begins THEN NULL ELSE due_at END,
    revision = revision + 1, changed_at = clock_timestamp()
  WHERE id = p_id;
  PERFORM append_audit('webhook_changed', p_id::text,
    jsonb_build_object('host', substring(p_url FROM '^[a-z]+://[^/?#]*'), 'types', p_types, 'state', p_state), p_by);
  RETURN true;
END
$change$;

CREATE FUNCTION replace_webhook_secret(p_id uuid, p_revision bigint, p_sealed bytea, p_former bytea, p_former_until timestamptz, p_by text)
RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $replace$
BEGIN
  UPDATE webhooks SET sealed_secret = p_sealed, sealed_former_secret = p_former, former_until = p_former_until,
    revision = revision + 1, changed_at = clock_timestamp()
  WHERE id = p_id AND revision = p_revision;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM append_audit('webhook_secret_rotated', p_id::text, '{}', p_by);
  RETURN true;
END
$replace$;

CREATE FUNCTION remove_webhook(p_id uuid, p_by text) RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $remove$
BEGIN
  DELETE FROM webhooks WHERE id = p_id;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM append_audit('webhook_deleted', p_id::text, '{}', p_by);
  RETURN true;
END
$remove$;

CREATE FUNCTION record_webhook_attempt(
  p_holder uuid, p_webhook uuid, p_from bigint, p_event_id text, p_event_type text, p_event_place bigint, p_delivered boolean,
  p_answer_status integer, p_answer text, p_at timestamptz, p_next_at timestamptz, p_state text, p_reason text, p_kept bigint)
RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $record$
DECLARE
  v_webhook webhooks%ROWTYPE;
  v_n       bigint;
BEGIN
  PERFORM FROM webhook_duty WHERE holder = p_holder FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO v_webhook FROM webhooks WHERE id = p_webhook AND place = p_from FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  v_n := coalesce(v_webhook.waiting, v_webhook.last_delivery + 1);
  INSERT INTO webhook_deliveries AS d (webhook_id, n, kind, event_id, event_type, event_place, status, attempts, answer_status, answer,
                                       created_at, attempted_at, next_at)
  VALUES (p_webhook, v_n, 'event', p_event_id, p_event_type, p_event_place,
          CASE WHEN p_delivered THEN 'delivered' WHEN p_next_at IS NULL THEN 'failed' ELSE 'waiting' END, 1, p_answer_status, p_answer,
          p_at, p_at, p_next_at)
  ON CONFLICT (webhook_id, n) DO UPDATE SET event_id = excluded.event_id, event_type = excluded.event_type,
    event_place = excluded.event_place, status = excluded.status, attempts = d.attempts + 1, answer_status = excluded.answer_status,
    answer = excluded.answer, attempted_at = excluded.attempted_at, next_at = excluded.next_at;
  UPDATE webhooks SET place = CASE WHEN p_delivered THEN p_event_place ELSE place END,
    failures = CASE WHEN p_delivered THEN 0 ELSE failures + 1 END, due_at = p_next_at,
    waiting = CASE WHEN p_next_at IS NULL THEN NULL ELSE v_n END, last_delivery = greatest(last_delivery, v_n),
    state = coalesce(p_state, state), reason = CASE WHEN p_state IS NULL THEN reason ELSE p_reason END,
    changed_at = CASE WHEN p_state IS NULL THEN changed_at ELSE clock_timestamp() END
  WHERE id = p_webhook;
  DELETE FROM webhook_deliveries WHERE webhook_id = p_webhook AND n <= v_n - p_kept;
  RETURN true;
END
$record$;

CREATE FUNCTION queue_webhook_delivery(p_webhook uuid, p_kind text, p_event_id text, p_event_type text, p_event_place bigint,
                                       p_at timestamptz, p_most integer, p_kept bigint)
RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $queue$
DECLARE
  v_n bigint;
BEGIN
  SELECT last_delivery + 1 INTO v_n FROM webhooks WHERE id = p_webhook AND state <> 'ended' FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM webhook_deliveries WHERE webhook_id = p_webhook AND status = 'waiting' AND kind <> 'event') >= p_most THEN
    RETURN NULL;
  END IF;
  INSERT INTO webhook_deliveries (webhook_id, n, kind, event_id, event_type, event_place, status, created_at, next_at)
  VALUES (p_webhook, v_n, p_kind, p_event_id, p_event_type, p_event_place, 'waiting', p_at, p_at);
  DELETE FROM webhook_deliveries WHERE webhook_id = p_webhook AND n <= v_n - p_kept;
  UPDATE webhooks SET last_delivery = v_n, revision = revision + 1, changed_at = clock_timestamp() WHERE id = p_webhook;
  RETURN v_n;
END
$queue$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806330000, 'CreateWebhooks1795806330000');
RESET search_path;
