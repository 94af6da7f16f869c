-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;

DO $ledger$
DECLARE
  v_views CONSTANT text[] := ARRAY[
    'users',
    'wallet_profiles',
    'blocks',
    'transactions',
    'zakat_records',
    'system_logs'];
  v_names CONSTANT text[] := ARRAY[
    'ledger_find_key_ring',
    'ledger_create_key_ring',
    'ledger_mark_as_production',
    'ledger_marked_as_production',
    'ledger_append_block',
    'ledger_reach_standbys',
    'ledger_chain_tip',
    'ledger_block_at',
    'ledger_block_transaction_ids',
    'ledger_height_of_block',
    'ledger_transaction_by_id',
    'ledger_block_summaries_upwards',
    'ledger_block_summaries_downwards',
    'ledger_chain_has_loose_end',
    'ledger_spent_outputs',
    'ledger_claimed_request',
    'ledger_addresses_after',
    'ledger_output_page_end',
    'ledger_unspent_outputs',
    'ledger_heights_of_outputs',
    'ledger_wallet_history_received_asc',
    'ledger_wallet_history_received_desc',
    'ledger_wallet_history_sent_asc',
    'ledger_wallet_history_sent_desc',
    'ledger_wallet_history_all_asc',
    'ledger_wallet_history_all_desc',
    'ledger_history_span',
    'ledger_wallet_lines_asc',
    'ledger_wallet_lines_desc',
    'ledger_chain_day_totals',
    'ledger_end_of_events',
    'ledger_events_of_chain',
    'ledger_events_of_wallets',
    'ledger_wallet_books',
    'ledger_booked_transactions',
    'ledger_wallet_profiles_after',
    'ledger_address_is_known',
    'ledger_notes_of_transactions',
    'ledger_contacts_of_user',
    'ledger_add_contact',
    'ledger_change_contact',
    'ledger_remove_contact',
    'ledger_make_payment_request',
    'ledger_payment_request',
    'ledger_payment_request_of_key',
    'ledger_payment_requests_of_user',
    'ledger_cancel_payment_request',
    'ledger_register_user',
    'ledger_user_of_mailbox',
    'ledger_addressee_of_code',
    'ledger_login_candidates',
    'ledger_user_profile',
    'ledger_wallet_of_user',
    'ledger_wallet_is_custodial',
    'ledger_release_cnic',
    'ledger_replace_one_time_password',
    'ledger_try_one_time_password',
    'ledger_give_back_one_time_password',
    'ledger_open_session',
    'ledger_live_session',
    'ledger_extend_session',
    'ledger_close_session',
    'ledger_close_sessions_of_user',
    'ledger_standing_of_network',
    'ledger_sweep_sessions',
    'ledger_take_throttle_turns',
    'ledger_add_sends_of_batch',
    'ledger_take_off_send',
    'ledger_add_api_key',
    'ledger_live_api_key',
    'ledger_touch_api_key',
    'ledger_api_keys_of_holder',
    'ledger_revoke_api_key',
    'ledger_unfinished_zakat_run',
    'ledger_zakat_run_of_period',
    'ledger_zakat_run_of_key',
    'ledger_begin_zakat_run',
    'ledger_zakat_run_totals',
    'ledger_charged_in_zakat_run',
    'ledger_complete_zakat_run',
    'ledger_find_zakat_receipt',
    'ledger_zakat_receipts_of_wallet',
    'ledger_chain_span',
    'ledger_chain_days',
    'ledger_wealth_of_wallets',
    'ledger_zakat_policies_before',
    'ledger_zakat_policy',
    'ledger_set_zakat_policy',
    'ledger_record_nisab',
    'ledger_nisab_snapshot',
    'ledger_nisab_of_standard',
    'ledger_nisab_before',
    'ledger_latest_zakat_calendar',
    'ledger_zakat_calendar',
    'ledger_set_zakat_calendar',
    'ledger_declare_zakat_debt',
    'ledger_zakat_debt',
    'ledger_zakat_debts_after',
    'ledger_settle_zakat_debt',
    'ledger_file_zakat_exemption',
    'ledger_zakat_exemption',
    'ledger_zakat_exemptions_after',
    'ledger_accept_zakat_exemption',
    'ledger_end_zakat_exemption',
    'ledger_made_record',
    'ledger_propose_treasury_order',
    'ledger_treasury_order_of_key',
    'ledger_find_treasury_order',
    'ledger_treasury_orders_of_kind',
    'ledger_treasury_orders_in_state',
    'ledger_approve_treasury_order',
    'ledger_reject_treasury_order',
    'ledger_chain_supply',
    'ledger_treasury_totals',
    'ledger_settled_treasury_orders',
    'ledger_zakat_pool_wallet',
    'ledger_add_zakat_pool_wallet',
    'ledger_open_zakat_pool_book',
    'ledger_zakat_pool_books',
    'ledger_zakat_return',
    'ledger_propose_zakat_voucher',
    'ledger_zakat_voucher_of_key',
    'ledger_find_zakat_voucher',
    'ledger_zakat_vouchers',
    'ledger_zakat_vouchers_in_state',
    'ledger_approve_zakat_voucher',
    'ledger_reject_zakat_voucher',
    'ledger_zakat_voucher_room',
    'ledger_latest_zakat_period',
    'ledger_has_zakat_period',
    'ledger_latest_zakat_order',
    'ledger_add_zakat_order',
    'ledger_add_zakat_assessment_lines',
    'ledger_close_zakat_assessment',
    'ledger_discard_zakat_assessment',
    'ledger_sweep_zakat_assessments',
    'ledger_find_zakat_assessment',
    'ledger_zakat_assessment_lines_after',
    'ledger_approve_zakat_assessment',
    'ledger_zakat_approvals_of_assessment',
    'ledger_begin_assessed_zakat_run',
    'ledger_zakat_run_of_assessment',
    'ledger_unfinished_assessed_zakat_run',
    'ledger_due_in_zakat_run',
    'ledger_set_aside_in_zakat_run',
    'ledger_complete_assessed_zakat_run',
    'ledger_reopen_assessed_zakat_run',
    'ledger_progress_of_zakat_run',
    'ledger_assessed_zakat_runs',
    'ledger_recent_system_logs',
    'ledger_record_system_logs',
    'ledger_make_webhook_for',
    'ledger_find_webhook',
    'ledger_webhooks_after',
    'ledger_webhooks_of_owner',
    'ledger_change_webhook_of',
    'ledger_replace_secret_of_webhook',
    'ledger_remove_webhook_of',
    'ledger_webhook_deliveries_before',
    'ledger_find_webhook_delivery',
    'ledger_queue_delivery_of_webhook',
    'ledger_hold_webhook_duty',
    'ledger_release_webhook_duty',
    'ledger_webhook_lanes',
    'ledger_changed_webhooks',
    'ledger_waiting_webhook_extras',
    'ledger_record_attempt_of_webhook',
    'ledger_record_webhook_extra',
    'ledger_skip_webhook_places',
    'ledger_take_writer_lease',
    'ledger_renew_writer_lease',
    'ledger_release_writer_lease',
    'ledger_project_state',
    'ledger_network_is_familiar'];
  v_identities CONSTANT text[] := ARRAY[
    'public.ledger_find_key_ring()',
    'public.ledger_create_key_ring(bytea, bytea, bytea)',
    'public.ledger_mark_as_production()',
    'public.ledger_marked_as_production()',
    'public.ledger_append_block(bigint, bytea, bytea, bytea, bigint, smallint, bigint, bigint, bigint, bytea, bigint, bigint, bytea[], bytea[], bytea[], bigint[], text[], integer[], integer[], bigint[], integer[], integer[], integer[], bigint[], bigint[], integer[], jsonb, bigint)',
    'public.ledger_reach_standbys()',
    'public.ledger_chain_tip()',
    'public.ledger_block_at(bigint)',
    'public.ledger_block_transaction_ids(bigint)',
    'public.ledger_height_of_block(bytea)',
    'public.ledger_transaction_by_id(bytea)',
    'public.ledger_block_summaries_upwards(bigint, integer)',
    'public.ledger_block_summaries_downwards(bigint, integer)',
    'public.ledger_chain_has_loose_end()',
    'public.ledger_spent_outputs(bytea[], integer[])',
    'public.ledger_claimed_request(bytea, timestamptz)',
    'public.ledger_addresses_after(bigint, integer)',
    'public.ledger_output_page_end(bigint)',
    'public.ledger_unspent_outputs(bigint, bigint, bigint, bigint, bigint)',
    'public.ledger_heights_of_outputs(bigint[])',
    'public.ledger_wallet_history_received_asc(bytea, bigint, integer)',
    'public.ledger_wallet_history_received_desc(bytea, bigint, integer)',
    'public.ledger_wallet_history_sent_asc(bytea, bigint, integer)',
    'public.ledger_wallet_history_sent_desc(bytea, bigint, integer)',
    'public.ledger_wallet_history_all_asc(bytea, bigint, integer)',
    'public.ledger_wallet_history_all_desc(bytea, bigint, integer)',
    'public.ledger_history_span(bytea, bigint, bigint)',
    'public.ledger_wallet_lines_asc(bytea, bigint, bigint, text, integer, integer)',
    'public.ledger_wallet_lines_desc(bytea, bigint, bigint, text, integer, integer)',
    'public.ledger_chain_day_totals(integer)',
    'public.ledger_end_of_events()',
    'public.ledger_events_of_chain(bigint, integer, bigint, bigint, bigint, bigint, bigint, bigint, bigint, integer, integer)',
    'public.ledger_events_of_wallets(bytea[], bigint, bigint, integer)',
    'public.ledger_wallet_books(bytea, bigint, integer)',
    'public.ledger_booked_transactions(bytea, bigint, integer, bigint)',
    'public.ledger_wallet_profiles_after(bigint, integer)',
    'public.ledger_address_is_known(bytea)',
    'public.ledger_notes_of_transactions(bytea[], bytea)',
    'public.ledger_contacts_of_user(uuid)',
    'public.ledger_add_contact(uuid, uuid, text, bytea, timestamptz, integer)',
    'public.ledger_change_contact(uuid, uuid, text, bytea)',
    'public.ledger_remove_contact(uuid, uuid)',
    'public.ledger_make_payment_request(uuid, uuid, bytea, bigint, bytea, text, timestamptz, timestamptz, bytea, bytea, integer)',
    'public.ledger_payment_request(uuid)',
    'public.ledger_payment_request_of_key(bytea)',
    'public.ledger_payment_requests_of_user(uuid, bigint, integer)',
    'public.ledger_cancel_payment_request(uuid, uuid, timestamptz)',
    'public.ledger_register_user(uuid, text, text, text, bytea, bytea, boolean, bytea, bytea, timestamptz, bytea)',
    'public.ledger_user_of_mailbox(text, boolean)',
    'public.ledger_addressee_of_code(text, text, bytea)',
    'public.ledger_login_candidates(text, text, bytea, uuid)',
    'public.ledger_user_profile(uuid)',
    'public.ledger_wallet_of_user(uuid)',
    'public.ledger_wallet_is_custodial(bytea)',
    'public.ledger_release_cnic(bytea, text)',
    'public.ledger_replace_one_time_password(text, text, bytea, bytea, timestamptz, timestamptz, text)',
    'public.ledger_try_one_time_password(text, text, bytea, bytea, timestamptz, smallint, smallint)',
    'public.ledger_give_back_one_time_password(text, text, bytea)',
    'public.ledger_open_session(bytea, uuid, timestamptz, timestamptz, timestamptz, bytea, timestamptz)',
    'public.ledger_live_session(bytea, timestamptz)',
    'public.ledger_extend_session(bytea, timestamptz, timestamptz)',
    'public.ledger_close_session(bytea)',
    'public.ledger_close_sessions_of_user(uuid)',
    'public.ledger_standing_of_network(text, bytea, timestamptz)',
    'public.ledger_sweep_sessions(timestamptz)',
    'public.ledger_take_throttle_turns(text[], bytea[], integer[], bigint[], bigint)',
    'public.ledger_add_sends_of_batch(jsonb)',
    'public.ledger_take_off_send(jsonb, bigint, timestamptz)',
    'public.ledger_add_api_key(uuid, bytea, text, text, uuid, text[], bigint, bytea[], text[], timestamptz, timestamptz, integer)',
    'public.ledger_live_api_key(bytea, timestamptz)',
    'public.ledger_touch_api_key(uuid, timestamptz)',
    'public.ledger_api_keys_of_holder(text)',
    'public.ledger_revoke_api_key(uuid, text, text, timestamptz)',
    'public.ledger_unfinished_zakat_run()',
    'public.ledger_zakat_run_of_period(text)',
    'public.ledger_zakat_run_of_key(bytea, timestamptz)',
    'public.ledger_begin_zakat_run(uuid, bytea, text, jsonb)',
    'public.ledger_zakat_run_totals(uuid)',
    'public.ledger_charged_in_zakat_run(uuid, bytea[])',
    'public.ledger_complete_zakat_run(uuid, integer)',
    'public.ledger_find_zakat_receipt(text, integer)',
    'public.ledger_zakat_receipts_of_wallet(bytea, bigint, integer)',
    'public.ledger_chain_span()',
    'public.ledger_chain_days(bigint[], bigint, bigint)',
    'public.ledger_wealth_of_wallets(bytea, integer, timestamptz, bigint[], bigint, text, text)',
    'public.ledger_zakat_policies_before(integer, integer)',
    'public.ledger_zakat_policy(integer)',
    'public.ledger_set_zakat_policy(integer, text, text, text, text, text, bytea[], bigint, bigint, bigint, smallint, text, timestamptz)',
    'public.ledger_record_nisab(uuid, text, text, text, bigint, text, text, text, timestamptz, jsonb)',
    'public.ledger_nisab_snapshot(uuid)',
    'public.ledger_nisab_of_standard(text)',
    'public.ledger_nisab_before(bigint, integer)',
    'public.ledger_latest_zakat_calendar()',
    'public.ledger_zakat_calendar(integer)',
    'public.ledger_set_zakat_calendar(integer, jsonb, text, timestamptz)',
    'public.ledger_declare_zakat_debt(uuid, bytea, bigint, text, text, text, timestamptz, jsonb, integer)',
    'public.ledger_zakat_debt(uuid)',
    'public.ledger_zakat_debts_after(bytea, bigint, integer)',
    'public.ledger_settle_zakat_debt(uuid, text, text, timestamptz)',
    'public.ledger_file_zakat_exemption(uuid, bytea, text, text, text, text, bytea, text, text, timestamptz, jsonb, integer)',
    'public.ledger_zakat_exemption(uuid)',
    'public.ledger_zakat_exemptions_after(bytea, bigint, integer)',
    'public.ledger_accept_zakat_exemption(uuid, text, text, timestamptz)',
    'public.ledger_end_zakat_exemption(uuid, text, text, timestamptz)',
    'public.ledger_made_record(bytea, timestamptz)',
    'public.ledger_propose_treasury_order(uuid, text, bytea, bigint, text, bytea, text, timestamptz, bytea, bytea, bigint)',
    'public.ledger_treasury_order_of_key(bytea)',
    'public.ledger_find_treasury_order(uuid)',
    'public.ledger_treasury_orders_of_kind(text, bigint, integer)',
    'public.ledger_treasury_orders_in_state(text, text, bigint, integer)',
    'public.ledger_approve_treasury_order(uuid, text, integer, bigint, timestamptz)',
    'public.ledger_reject_treasury_order(uuid, text, text, timestamptz)',
    'public.ledger_chain_supply()',
    'public.ledger_treasury_totals(bigint)',
    'public.ledger_settled_treasury_orders(bytea[])',
    'public.ledger_zakat_pool_wallet()',
    'public.ledger_add_zakat_pool_wallet(bytea, bytea, text, timestamptz)',
    'public.ledger_open_zakat_pool_book(bytea)',
    'public.ledger_zakat_pool_books(bytea)',
    'public.ledger_zakat_return(text)',
    'public.ledger_propose_zakat_voucher(uuid, text, text, text, bytea, text, bytea, bigint, bigint, text, text, timestamptz, bytea, bytea)',
    'public.ledger_zakat_voucher_of_key(bytea)',
    'public.ledger_find_zakat_voucher(uuid)',
    'public.ledger_zakat_vouchers(bigint, integer)',
    'public.ledger_zakat_vouchers_in_state(text, bigint, integer)',
    'public.ledger_approve_zakat_voucher(uuid, text, integer, bigint, bigint, timestamptz)',
    'public.ledger_reject_zakat_voucher(uuid, text, text, timestamptz)',
    'public.ledger_zakat_voucher_room(bigint, text, text, bigint, bigint)',
    'public.ledger_latest_zakat_period()',
    'public.ledger_has_zakat_period(text)',
    'public.ledger_latest_zakat_order(uuid)',
    'public.ledger_add_zakat_order(bytea, uuid, bytea, text, timestamptz)',
    'public.ledger_add_zakat_assessment_lines(uuid, integer, bytea[], bigint[], text[], bigint[], bigint[], text[], text[], bigint[], text[], integer[])',
    'public.ledger_close_zakat_assessment(uuid, bytea, text, text, text, boolean, bigint, integer, text, integer, uuid, integer, integer, bigint, jsonb, text, timestamptz, jsonb)',
    'public.ledger_discard_zakat_assessment(uuid)',
    'public.ledger_sweep_zakat_assessments(integer)',
    'public.ledger_find_zakat_assessment(uuid)',
    'public.ledger_zakat_assessment_lines_after(uuid, text, integer, integer)',
    'public.ledger_approve_zakat_assessment(uuid, text, timestamptz)',
    'public.ledger_zakat_approvals_of_assessment(uuid)',
    'public.ledger_begin_assessed_zakat_run(uuid, uuid, bytea, text)',
    'public.ledger_zakat_run_of_assessment(uuid)',
    'public.ledger_unfinished_assessed_zakat_run()',
    'public.ledger_due_in_zakat_run(uuid, integer, integer)',
    'public.ledger_set_aside_in_zakat_run(uuid, text, bytea[])',
    'public.ledger_complete_assessed_zakat_run(uuid)',
    'public.ledger_reopen_assessed_zakat_run(uuid)',
    'public.ledger_progress_of_zakat_run(uuid)',
    'public.ledger_assessed_zakat_runs(bigint, integer)',
    'public.ledger_recent_system_logs(bigint, integer)',
    'public.ledger_record_system_logs(text[], text[], text[], text[], timestamptz[], timestamptz, bigint, integer)',
    'public.ledger_make_webhook_for(uuid, text, text, text, text[], text, bigint, bytea, timestamptz, bytea, bytea, timestamptz)',
    'public.ledger_find_webhook(uuid)',
    'public.ledger_webhooks_after(bigint, integer)',
    'public.ledger_webhooks_of_owner(text, bigint, integer)',
    'public.ledger_change_webhook_of(uuid, text, text[], text, text, text, text, bigint, text)',
    'public.ledger_replace_secret_of_webhook(uuid, bigint, bytea, bytea, timestamptz, text)',
    'public.ledger_remove_webhook_of(uuid, text)',
    'public.ledger_webhook_deliveries_before(uuid, bigint, integer)',
    'public.ledger_find_webhook_delivery(uuid, bigint)',
    'public.ledger_queue_delivery_of_webhook(uuid, text, text, text, bigint, timestamptz, integer, bigint)',
    'public.ledger_hold_webhook_duty(uuid, integer, boolean)',
    'public.ledger_release_webhook_duty(uuid)',
    'public.ledger_webhook_lanes(bigint, integer)',
    'public.ledger_changed_webhooks(integer, bigint, integer)',
    'public.ledger_waiting_webhook_extras(uuid)',
    'public.ledger_record_attempt_of_webhook(uuid, uuid, bigint, text, text, bigint, boolean, integer, text, timestamptz, timestamptz, text, text, bigint)',
    'public.ledger_record_webhook_extra(uuid, uuid, bigint, boolean, integer, text, timestamptz)',
    'public.ledger_skip_webhook_places(uuid, uuid, bigint, bigint)',
    'public.ledger_take_writer_lease(uuid, integer)',
    'public.ledger_renew_writer_lease(bigint)',
    'public.ledger_release_writer_lease(bigint)',
    'public.ledger_project_state()'];
  v_current regprocedure[];
  v_function regprocedure;
  v_name text;
  v_kind text;
BEGIN
  -- Each view of ours reads the table of its name.
  SELECT c.relname, CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END INTO v_name, v_kind
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (v_views) AND c.relkind IN ('r', 'p', 'f', 'm', 'v')
    AND NOT (c.relkind = 'v' AND 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}')) AND EXISTS (
      SELECT FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      WHERE w.ev_class = c.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(format('ledger.%I', c.relname))))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the % public.% belongs to another program, and its name is needed for a view', v_kind, v_name
      USING HINT = format('Move it away first: CREATE SCHEMA before_mizan; ALTER TABLE public.%I SET SCHEMA before_mizan;', v_name);
  END IF;

  v_current := ARRAY(SELECT to_regprocedure(i) FROM unnest(v_identities) AS i WHERE to_regprocedure(i) IS NOT NULL);
  SELECT p.oid INTO v_function FROM pg_proc p
  WHERE p.oid = ANY (v_current) AND NOT (p.prosecdef AND p.prorettype = 'json'::regtype
      AND 'search_path=ledger, pg_temp' = ANY (coalesce(p.proconfig, '{}'))) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the function % belongs to another program, and its name is needed for one of ours', v_function
      USING HINT = format('Move it away first: CREATE SCHEMA before_mizan; ALTER ROUTINE %s SET SCHEMA before_mizan;', v_function);
  END IF;

  FOREACH v_name IN ARRAY v_views LOOP
    BEGIN
      EXECUTE format('DROP VIEW IF EXISTS public.%I', v_name);
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END;
  END LOOP;
  FOR v_function IN
    SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace = to_regnamespace('ledger_access')
       OR (p.pronamespace = 'public'::regnamespace AND p.proname = ANY (v_names) AND p.prosecdef AND p.prorettype = 'json'::regtype
      AND 'search_path=ledger, pg_temp' = ANY (coalesce(p.proconfig, '{}')))
  LOOP
    BEGIN
      EXECUTE format('DROP FUNCTION %s', v_function);
    EXCEPTION WHEN dependent_objects_still_exist THEN
      IF v_function <> ALL (v_current) THEN
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, anon, authenticated, service_role', v_function);
      END IF;
    END;
  END LOOP;
END
$ledger$;

CREATE SCHEMA IF NOT EXISTS ledger_access;
REVOKE ALL ON SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
GRANT USAGE ON SCHEMA ledger, ledger_access TO service_role;

CREATE TABLE IF NOT EXISTS ledger_access.writer_lease (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder     uuid NOT NULL,
  fence      bigint NOT NULL CHECK (fence > 0),
  lasts      interval NOT NULL,
  expires_at timestamptz NOT NULL
);

-- An append renews the lease by the way, and keeps the row locked until it commits, so nobody takes the lease over in
-- between. The first block needs no lease: it is the same whoever stores it.
CREATE OR REPLACE FUNCTION ledger_access.demand_writer_lease(p_fence bigint) RETURNS void
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $ledger$
BEGIN
  UPDATE ledger_access.writer_lease SET expires_at = clock_timestamp() + lasts WHERE fence = p_fence;
  IF NOT FOUND AND EXISTS (SELECT FROM blocks) THEN
    RAISE EXCEPTION 'the writer''s lease has passed to another server' USING ERRCODE = 'MZ010';
  END IF;
END
$ledger$;

CREATE OR REPLACE FUNCTION ledger_access.digest() RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$ SELECT '1c7463b02784135d'::text $ledger$;

-- Whether a body names a relation (or a function). A name without its schema counts when the search path leads there.
CREATE OR REPLACE FUNCTION ledger_access.mentions(p_source text, p_path text, p_schema text, p_name text, p_is_function boolean)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT p_source ~* concat(
    CASE WHEN p_is_function THEN '(?<![\w$."])' ELSE
      '(?:\m(?:from|join|into|update|table|using|copy)[\s(]+(?:only[\s(]+)?'
      '|\mfrom\s(?:(?!\m(?:where|group|order|having|limit|select)\M)[^;])*,\s*)' END,
    '(?:"?', regexp_replace(p_schema, '(\W)', '\\\1', 'g'), '"?\s*\.\s*)',
    CASE
      WHEN p_path IS NOT NULL THEN
        CASE WHEN concat(',', p_path, ',') ~* concat(',\s*"?', regexp_replace(p_schema, '(\W)', '\\\1', 'g'), '"?\s*,') THEN '?' END
      WHEN p_schema = 'public' THEN '?'
      WHEN p_is_function THEN CASE WHEN p_schema NOT IN ('ledger', 'ledger_access') THEN '?' END
      WHEN to_regclass(format('public.%I', p_name)) IS NULL THEN '?'
    END,
    '"?', regexp_replace(p_name, '(\W)', '\\\1', 'g'), '"?',
    CASE WHEN p_is_function THEN '\s*\(' ELSE '(?![\w$.])' END)
$ledger$;

CREATE OR REPLACE FUNCTION ledger_access.exposed() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  WITH RECURSIVE actors AS (
    -- Also roles whose privileges are not inherited: SET ROLE gives them.
    SELECT o.rolname AS outsider, r.oid, nullif(r.rolname, o.rolname) AS via
    FROM pg_roles o JOIN pg_roles r ON pg_has_role(o.oid, r.oid, 'MEMBER') WHERE o.rolname IN ('anon', 'authenticated')),
  ours AS (
    SELECT 'pg_class'::regclass::oid AS kind, c.oid FROM pg_class c
    WHERE c.relnamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'pg_proc'::regclass::oid, p.oid FROM pg_proc p
    WHERE p.pronamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace)
       OR (p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'ledger\_%' AND p.prosecdef
           AND 'search_path=ledger, pg_temp' = ANY (p.proconfig))),
  -- The text as it stands, and once more without comments, which may stand between FROM and a name.
  texts AS MATERIALIZED (
    SELECT p.oid, (SELECT substring(c FROM '=(.*)') FROM unnest(p.proconfig) AS c WHERE c LIKE 'search\_path=%') AS path,
           concat(p.prosrc, E'\n', regexp_replace(regexp_replace(p.prosrc, '/\*.*?\*/', ' ', 'g'), '--[^\n]*', ' ', 'g')) AS source
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosqlbody IS NULL AND l.lanname NOT IN ('internal', 'c')
      AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM ours o WHERE o.kind = 'pg_proc'::regclass AND o.oid = p.oid)),
  reached AS (
    SELECT kind, oid FROM ours
    UNION
    SELECT 'pg_proc'::regclass::oid, t.oid FROM texts t
    WHERE concat(',', t.path, ',') ~* ',\s*"?ledger(?:_access)?"?\s*,'
       OR t.source ~* '(?<![\w$."/@-])"?ledger(?:_access)?"?\s*\.(?!\s|$)'
       OR t.source ~* '\msearch_path\M[^;]*\mledger(?:_access)?\M'
    UNION
    SELECT e.kind, e.oid FROM reached r, LATERAL (
      SELECT d.classid AS kind, d.objid AS oid FROM pg_depend d WHERE d.refclassid = r.kind AND d.refobjid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, w.ev_class FROM pg_rewrite w WHERE r.kind = 'pg_rewrite'::regclass AND w.oid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, i.inhparent FROM pg_inherits i WHERE r.kind = 'pg_class'::regclass AND i.inhrelid = r.oid
      UNION ALL
      SELECT 'pg_class'::regclass, i.inhrelid FROM pg_inherits i WHERE r.kind = 'pg_class'::regclass AND i.inhparent = r.oid
      UNION ALL
      SELECT 'pg_proc'::regclass, t.oid FROM pg_class c, texts t
      WHERE r.kind = 'pg_class'::regclass AND c.oid = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND ledger_access.mentions(t.source, t.path, c.relnamespace::regnamespace::text, c.relname, false)
      UNION ALL
      SELECT 'pg_proc'::regclass, t.oid FROM pg_proc p, texts t
      WHERE r.kind = 'pg_proc'::regclass AND p.oid = r.oid
        AND ledger_access.mentions(t.source, t.path, p.pronamespace::regnamespace::text, p.proname, true)) AS e),
  holes AS (
    SELECT a.outsider, a.via, format('use %s', c.oid::regclass) AS deed
    FROM reached r JOIN pg_class c ON r.kind = 'pg_class'::regclass AND c.oid = r.oid, actors a
    WHERE CASE
      WHEN c.relkind = 'S' THEN has_sequence_privilege(a.oid, c.oid, 'USAGE, SELECT, UPDATE')
      WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN has_any_column_privilege(a.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
        OR has_table_privilege(a.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER') END
    UNION ALL
    -- A function of others matters when it runs as its owner and can be called by its name.
    SELECT a.outsider, a.via, format('call %s', p.oid::regprocedure)
    FROM reached r JOIN pg_proc p ON r.kind = 'pg_proc'::regclass AND p.oid = r.oid, actors a
    WHERE has_function_privilege(a.oid, p.oid, 'EXECUTE')
      AND (EXISTS (SELECT FROM ours o WHERE o.kind = r.kind AND o.oid = r.oid)
           OR (p.prosecdef AND has_schema_privilege(a.oid, p.pronamespace, 'USAGE')))),
  tables AS (
    SELECT c.oid, c.relrowsecurity FROM ours o JOIN pg_class c ON o.kind = 'pg_class'::regclass AND c.oid = o.oid
    WHERE c.relkind IN ('r', 'p')),
  findings AS (
    SELECT concat(outsider, ' may ', deed, ', as ' || string_agg(via, ', ' ORDER BY via)) AS finding FROM holes GROUP BY outsider, deed
    UNION ALL
    SELECT format('row-level security is off on %s', t.oid::regclass) FROM tables t WHERE NOT t.relrowsecurity
    UNION ALL
    SELECT format('%s has the policy %s', p.polrelid::regclass, p.polname) FROM pg_policy p WHERE p.polrelid IN (SELECT oid FROM tables))
  SELECT coalesce(array_agg(finding ORDER BY finding), '{}') FROM findings
$ledger$;

-- The JSON of GET /transactions/{id}, from the stored bytes (see transaction-codec.ts).
CREATE OR REPLACE FUNCTION ledger_access.transaction_json(p_txid bytea, p_bytes bytea) RETURNS json
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
DECLARE
  v_count integer := get_byte(p_bytes, 2) * 256 + get_byte(p_bytes, 3);
  v_is_coinbase boolean := get_byte(p_bytes, 1) = 0;
  v_outputs_at integer;
  v_proofs_at integer;
  v_output_count integer;
  v_inputs json;
  v_outputs json;
BEGIN
  v_outputs_at := 4 + CASE WHEN v_is_coinbase THEN v_count ELSE v_count * 36 END;
  v_output_count := get_byte(p_bytes, v_outputs_at) * 256 + get_byte(p_bytes, v_outputs_at + 1);
  v_proofs_at := v_outputs_at + 2 + v_output_count * 40;
  IF v_is_coinbase THEN
    v_inputs := json_build_array(json_build_object('Txid', '', 'Vout', -1, 'Signature', NULL,
      'PubKey', ledger_access.base64(substring(p_bytes FROM 5 FOR v_count))));
  ELSE
    SELECT json_agg(json_build_object(
      'Txid', ledger_access.base64(substring(p_bytes FROM 5 + i * 36 FOR 32)),
      'Vout', ledger_access.whole_number(substring(p_bytes FROM 37 + i * 36 FOR 4)),
      'Signature', ledger_access.base64(substring(p_bytes FROM v_proofs_at + 34 + i * 97 FOR 64)),
      'PubKey', ledger_access.base64(substring(p_bytes FROM v_proofs_at + 1 + i * 97 FOR 33))) ORDER BY i)
    INTO v_inputs FROM generate_series(0, v_count - 1) AS i;
  END IF;
  SELECT json_agg(json_build_object(
    'Value', ledger_access.whole_number(substring(p_bytes FROM v_outputs_at + 3 + i * 40 FOR 8)),
    'PubKeyHash', ledger_access.base64(substring(p_bytes FROM v_outputs_at + 11 + i * 40 FOR 32))) ORDER BY i)
  INTO v_outputs FROM generate_series(0, v_output_count - 1) AS i;
  RETURN json_build_object('ID', ledger_access.base64(p_txid), 'Vin', v_inputs, 'Vout', v_outputs);
END
$ledger$;

CREATE OR REPLACE FUNCTION ledger_access.base64(p_bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT translate(encode(p_bytes, 'base64'), E'\n', '')
$ledger$;

-- Big-endian, at most 8 bytes.
CREATE OR REPLACE FUNCTION ledger_access.whole_number(p_bytes bytea) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT ('x' || lpad(encode(p_bytes, 'hex'), 16, '0'))::bit(64)::bigint
$ledger$;

CREATE OR REPLACE VIEW public.users WITH (security_invoker = true) AS
  SELECT id, full_name, email, NULL::text AS cnic, created_at FROM ledger.users;

CREATE OR REPLACE VIEW public.wallet_profiles WITH (security_invoker = true) AS
  SELECT number AS id, user_id, encode(wallet_address, 'hex') AS wallet_address, NULL::text AS private_key, created_at
  FROM ledger.wallet_profiles;

CREATE OR REPLACE VIEW public.blocks WITH (security_invoker = true) AS
  SELECT height AS "index", encode(hash, 'hex') AS hash, encode(prev_hash, 'hex') AS prev_hash, "timestamp", nonce,
         transaction_count AS tx_count, encode(merkle_root, 'hex') AS merkle_root, bits, supply
  FROM ledger.blocks;

CREATE OR REPLACE VIEW public.transactions WITH (security_invoker = true) AS
  SELECT encode(t.txid, 'hex') AS txid, encode(b.hash, 'hex') AS block_hash,
         coalesce(encode(sender.hash, 'hex'), 'SYSTEM') AS sender, encode(receiver.hash, 'hex') AS receiver, t.amount,
         b."timestamp", t.type, ledger_access.transaction_json(t.txid, t.bytes) AS raw_json, t.key AS id, t.height AS block_index
  FROM ledger.transactions t JOIN ledger.blocks b ON b.height = t.height
    JOIN ledger.addresses receiver ON receiver.id = t.receiver LEFT JOIN ledger.addresses sender ON sender.id = t.sender;

CREATE OR REPLACE VIEW public.zakat_records WITH (security_invoker = true) AS
  SELECT z.id, z.user_id, encode(z.wallet_address, 'hex') AS wallet_address, z.amount, encode(b.hash, 'hex') AS block_hash,
         z.created_at, encode(t.txid, 'hex') AS txid, z.run_id
  FROM ledger.zakat_records z JOIN ledger.blocks b ON b.height = z.height
    JOIN ledger.transactions t ON t.key = z.transaction_key;

CREATE OR REPLACE VIEW public.system_logs WITH (security_invoker = true) AS
  SELECT id::text AS id, level, type, message, ip, "timestamp" FROM ledger.system_logs;

REVOKE ALL ON public.users, public.wallet_profiles, public.blocks, public.transactions, public.zakat_records,
  public.system_logs FROM PUBLIC, anon, authenticated, service_role;
GRANT SELECT ON public.users, public.wallet_profiles, public.blocks, public.transactions, public.zakat_records,
  public.system_logs TO service_role;
GRANT SELECT ON ledger.users, ledger.wallet_profiles, ledger.addresses, ledger.blocks, ledger.transactions,
  ledger.zakat_records, ledger.system_logs TO service_role;
GRANT EXECUTE ON FUNCTION ledger_access.transaction_json(bytea, bytea), ledger_access.base64(bytea),
  ledger_access.whole_number(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_key_ring() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key_id"::text, answer."passphrase_salt"::text, answer."sealed_index_key"::text, answer."next_key_id"::text, answer."next_passphrase_salt"::text)), '[]') FROM (
        SELECT key_id, passphrase_salt, sealed_index_key, next_key_id, next_passphrase_salt FROM master_key
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_key_ring() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_key_ring() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_create_key_ring(p_key_id bytea, p_passphrase_salt bytea, p_sealed_index_key bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO master_key (key_id, passphrase_salt, sealed_index_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_create_key_ring(bytea, bytea, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_create_key_ring(bytea, bytea, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_mark_as_production() RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO production_mark DEFAULT VALUES ON CONFLICT DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_mark_as_production() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_mark_as_production() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_marked_as_production() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."marked_at")), '[]') FROM (
        SELECT marked_at FROM production_mark
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_marked_as_production() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_marked_as_production() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_append_block(p_height bigint, p_hash bytea, p_prev_hash bytea, p_merkle_root bytea, p_timestamp bigint, p_bits smallint, p_nonce bigint, p_supply bigint, p_unspent_count bigint, p_utxo_digest bytea, p_first_transaction bigint, p_first_output bigint, p_addresses bytea[], p_txids bytea[], p_bytes bytea[], p_first_outputs bigint[], p_types text[], p_senders integer[], p_receivers integer[], p_amounts bigint[], p_output_transactions integer[], p_output_vouts integer[], p_output_addresses integer[], p_output_values bigint[], p_spent_keys bigint[], p_spenders integer[], p_companions jsonb, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  PERFORM ledger_access.demand_writer_lease(p_fence);
  FOR v_row IN
        SELECT append_block($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                             $23, $24, $25, $26, $27) AS appended
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."appended"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_append_block(bigint, bytea, bytea, bytea, bigint, smallint, bigint, bigint, bigint, bytea, bigint, bigint, bytea[], bytea[], bytea[], bigint[], text[], integer[], integer[], bigint[], integer[], integer[], integer[], bigint[], bigint[], integer[], jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_append_block(bigint, bytea, bytea, bytea, bigint, smallint, bigint, bigint, bigint, bytea, bigint, bigint, bytea[], bytea[], bytea[], bigint[], text[], integer[], integer[], bigint[], integer[], integer[], integer[], bigint[], bigint[], integer[], jsonb, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_reach_standbys() RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT pg_logical_emit_message(true, 'mizan', '') IS NOT NULL AS reached
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."reached"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_reach_standbys() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_reach_standbys() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_tip() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."hash"::text, answer."prev_hash"::text, answer."merkle_root"::text, answer."timestamp"::text, answer."bits", answer."nonce"::text, answer."supply"::text, answer."unspent_count"::text, answer."utxo_digest"::text, answer."next_transaction"::text, answer."next_output"::text)), '[]') FROM (
        SELECT *, first_transaction + transaction_count AS next_transaction, first_output + output_count AS next_output
        FROM blocks ORDER BY height DESC LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_tip() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_tip() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_block_at(p_height bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."hash"::text, answer."prev_hash"::text, answer."merkle_root"::text, answer."timestamp"::text, answer."bits", answer."nonce"::text, answer."transactions"::text)), '[]') FROM (
        SELECT b.height, b.hash, b.prev_hash, b.merkle_root, b."timestamp", b.bits, b.nonce,
               (SELECT string_agg(int4send(octet_length(t.bytes)) || t.bytes, ''::bytea ORDER BY t.key)
                FROM transactions t WHERE t.key >= b.first_transaction
                  AND t.key < b.first_transaction + b.transaction_count) AS transactions
        FROM blocks b WHERE b.height = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_block_at(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_block_at(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_block_transaction_ids(p_height bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."txids"::text)), '[]') FROM (
        SELECT string_agg(t.txid, ''::bytea ORDER BY t.key) AS txids
        FROM blocks b JOIN transactions t ON t.key >= b.first_transaction
          AND t.key < b.first_transaction + b.transaction_count WHERE b.height = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_block_transaction_ids(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_block_transaction_ids(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_height_of_block(p_hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text)), '[]') FROM (
        SELECT height FROM blocks WHERE hash = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_height_of_block(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_height_of_block(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_transaction_by_id(p_txid bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."block_hash"::text, answer."position"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, b.hash AS block_hash, t.key - b.first_transaction AS position FROM transactions t JOIN blocks b ON b.height = t.height WHERE t.txid = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_transaction_by_id(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_transaction_by_id(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_block_summaries_upwards(p_from_height bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."hash"::text, answer."prev_hash"::text, answer."merkle_root"::text, answer."timestamp"::text, answer."bits", answer."nonce"::text, answer."transaction_count")), '[]') FROM (
        SELECT * FROM blocks WHERE height >= $1 ORDER BY height LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_block_summaries_upwards(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_block_summaries_upwards(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_block_summaries_downwards(p_from_height bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."hash"::text, answer."prev_hash"::text, answer."merkle_root"::text, answer."timestamp"::text, answer."bits", answer."nonce"::text, answer."transaction_count")), '[]') FROM (
        SELECT * FROM blocks WHERE height <= $1 ORDER BY height DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_block_summaries_downwards(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_block_summaries_downwards(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_has_loose_end() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."loose")), '[]') FROM (
        SELECT coalesce((SELECT max(key) FROM transactions) >= coalesce(first_transaction + transaction_count, 0)
                     OR (SELECT max(key) FROM outputs) >= coalesce(first_output + output_count, 0), false) AS loose
        FROM (SELECT) AS always LEFT JOIN (SELECT * FROM blocks ORDER BY height DESC LIMIT 1) AS tip ON true
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_has_loose_end() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_has_loose_end() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_spent_outputs(p_txids bytea[], p_vouts integer[]) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."txid"::text, answer."vout", answer."value"::text, answer."hash"::text)), '[]') FROM (
        SELECT t.txid, o.vout, o.value, a.hash
        FROM unnest($1::bytea[], $2::int[]) AS u(txid, vout)
        JOIN transactions t ON t.txid = u.txid JOIN outputs o ON o.key = t.first_output + u.vout AND o.transaction_key = t.key
        JOIN spends s ON s.output_key = o.key JOIN addresses a ON a.id = o.address
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_spent_outputs(bytea[], integer[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_spent_outputs(bytea[], integer[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_claimed_request(p_key_hash bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."request_hash"::text, answer."txid"::text, answer."hash"::text, answer."height"::text)), '[]') FROM (
        SELECT k.request_hash, t.txid, b.hash, b.height FROM idempotency_keys k
        JOIN transactions t ON t.key = k.transaction_key JOIN blocks b ON b.height = t.height
        WHERE k.key_hash = $1 AND k.expires_at > $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_claimed_request(bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_claimed_request(bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_addresses_after(p_after_id bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."last_id"::text, answer."packed"::text)), '[]') FROM (
        SELECT max(id) AS last_id, string_agg(int8send(id) || hash, ''::bytea) AS packed
        FROM (SELECT id, hash FROM addresses WHERE id > $1 ORDER BY id LIMIT $2) AS page
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_addresses_after(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_addresses_after(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_output_page_end(p_from_output bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."first_output"::text, answer."first_transaction"::text)), '[]') FROM (
        SELECT first_output, first_transaction FROM blocks WHERE first_output >= $1 ORDER BY first_output LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_output_page_end(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_output_page_end(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_unspent_outputs(p_first_output bigint, p_end_output bigint, p_first_transaction bigint, p_end_transaction bigint, p_next_transaction bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."coins"::text, answer."txids"::text)), '[]') FROM (
        SELECT (SELECT string_agg(int4send((o.key - $1)::int) || int4send((o.transaction_key - $3)::int) || int4send(o.vout)
                                    || int8send(o.value) || int8send(o.address), ''::bytea ORDER BY o.key)
                FROM outputs o WHERE o.key >= $1 AND o.key < $2
                  AND NOT EXISTS (SELECT FROM spends s WHERE s.output_key = o.key AND s.output_key >= $1
                                    AND s.output_key < $2 AND s.transaction_key < $5)) AS coins,
               (SELECT string_agg(t.txid, ''::bytea ORDER BY t.key) FROM transactions t
                WHERE t.key >= $3 AND t.key < $4) AS txids
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_unspent_outputs(bigint, bigint, bigint, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_unspent_outputs(bigint, bigint, bigint, bigint, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_heights_of_outputs(p_keys bigint[]) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."height"::text)), '[]') FROM (
        SELECT k.key, b.height FROM unnest($1::bigint[]) AS k(key)
        CROSS JOIN LATERAL (SELECT height, first_output + output_count AS next_output FROM blocks
                            WHERE first_output <= k.key ORDER BY first_output DESC LIMIT 1) AS b
        WHERE k.key < b.next_output
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_heights_of_outputs(bigint[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_heights_of_outputs(bigint[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_received_asc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key > $2 AND h.received
                        ORDER BY h.transaction_key asc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key asc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key asc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_received_asc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_received_asc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_received_desc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key < $2 AND h.received
                        ORDER BY h.transaction_key desc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key desc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key desc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_received_desc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_received_desc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_sent_asc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key > $2 AND h.sent
                        ORDER BY h.transaction_key asc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key asc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key asc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_sent_asc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_sent_asc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_sent_desc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key < $2 AND h.sent
                        ORDER BY h.transaction_key desc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key desc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key desc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_sent_desc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_sent_desc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_all_asc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key > $2 
                        ORDER BY h.transaction_key asc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key asc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key asc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_all_asc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_all_asc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_history_all_desc(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."found"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, t.found FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT h.transaction_key FROM wallet_history h
                        WHERE h.address = (SELECT id FROM addresses WHERE hash = $1)
                          AND h.transaction_key < $2 
                        ORDER BY h.transaction_key desc LIMIT $3) AS h
                  JOIN transactions t ON t.key = h.transaction_key WINDOW so_far AS (ORDER BY t.key desc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          ORDER BY t.key desc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_history_all_desc(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_history_all_desc(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_history_span(p_address bytea, p_from_time bigint, p_to_time bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."first_key"::text, answer."end_key"::text, answer."opening"::text, answer."closing"::text, answer."height"::text)), '[]') FROM (
        SELECT span.first_key, span.end_key, coalesce(
          (SELECT h.balance FROM wallet_history h WHERE h.address = (SELECT id FROM addresses WHERE hash = $1) AND h.transaction_key < span.first_key
           ORDER BY h.transaction_key DESC LIMIT 1), 0) AS opening, coalesce(
          (SELECT h.balance FROM wallet_history h WHERE h.address = (SELECT id FROM addresses WHERE hash = $1) AND h.transaction_key < span.end_key
           ORDER BY h.transaction_key DESC LIMIT 1), 0) AS closing,
               span.height
        FROM (SELECT coalesce(
          (SELECT b.first_transaction FROM blocks b WHERE b."timestamp" >= $2 ORDER BY b."timestamp", b.height LIMIT 1),
          tip.next_key) AS first_key, coalesce(
          (SELECT b.first_transaction FROM blocks b WHERE b."timestamp" >= $3 ORDER BY b."timestamp", b.height LIMIT 1),
          tip.next_key) AS end_key, tip.height
              FROM (SELECT height, first_transaction + transaction_count AS next_key FROM blocks ORDER BY height DESC LIMIT 1) AS tip
             ) AS span
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_history_span(bytea, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_history_span(bytea, bigint, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_lines_asc(p_address bytea, p_first_key bigint, p_end_key bigint, p_type text, p_scanned integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."scanned"::text, answer."last_key"::text, answer."key"::text, answer."txid"::text, answer."height"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."credited"::text, answer."debited"::text, answer."balance"::text)), '[]') FROM (
        WITH scanned AS (
            SELECT h.transaction_key, h.credited, h.debited, h.balance FROM wallet_history h
            WHERE (h.address, h.transaction_key) >= ((SELECT id FROM addresses WHERE hash = $1), $2) AND (h.address, h.transaction_key) < ((SELECT id FROM addresses WHERE hash = $1), $3)
            ORDER BY h.address asc, h.transaction_key asc LIMIT $5
          ), found AS (
            SELECT t.key, t.txid, t.height, (SELECT b."timestamp" FROM blocks b WHERE b.height = t.height) AS "timestamp", t.type,
                   (SELECT s.hash FROM addresses s WHERE s.id = t.sender) AS sender,
                   (SELECT r.hash FROM addresses r WHERE r.id = t.receiver) AS receiver, l.credited, l.debited, l.balance
            FROM scanned l CROSS JOIN LATERAL (SELECT * FROM transactions WHERE key = l.transaction_key LIMIT 1) AS t
            WHERE $4::text IS NULL OR t.type = $4::text
            ORDER BY t.key asc LIMIT $6
          )
          SELECT looked.scanned, looked.last_key, found.*
          FROM (SELECT count(*) AS scanned, max(transaction_key) AS last_key FROM scanned) AS looked
            LEFT JOIN found ON true
          ORDER BY found.key asc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_lines_asc(bytea, bigint, bigint, text, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_lines_asc(bytea, bigint, bigint, text, integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_lines_desc(p_address bytea, p_first_key bigint, p_end_key bigint, p_type text, p_scanned integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."scanned"::text, answer."last_key"::text, answer."key"::text, answer."txid"::text, answer."height"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."credited"::text, answer."debited"::text, answer."balance"::text)), '[]') FROM (
        WITH scanned AS (
            SELECT h.transaction_key, h.credited, h.debited, h.balance FROM wallet_history h
            WHERE (h.address, h.transaction_key) >= ((SELECT id FROM addresses WHERE hash = $1), $2) AND (h.address, h.transaction_key) < ((SELECT id FROM addresses WHERE hash = $1), $3)
            ORDER BY h.address desc, h.transaction_key desc LIMIT $5
          ), found AS (
            SELECT t.key, t.txid, t.height, (SELECT b."timestamp" FROM blocks b WHERE b.height = t.height) AS "timestamp", t.type,
                   (SELECT s.hash FROM addresses s WHERE s.id = t.sender) AS sender,
                   (SELECT r.hash FROM addresses r WHERE r.id = t.receiver) AS receiver, l.credited, l.debited, l.balance
            FROM scanned l CROSS JOIN LATERAL (SELECT * FROM transactions WHERE key = l.transaction_key LIMIT 1) AS t
            WHERE $4::text IS NULL OR t.type = $4::text
            ORDER BY t.key desc LIMIT $6
          )
          SELECT looked.scanned, looked.last_key, found.*
          FROM (SELECT count(*) AS scanned, min(transaction_key) AS last_key FROM scanned) AS looked
            LEFT JOIN found ON true
          ORDER BY found.key desc
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_lines_desc(bytea, bigint, bigint, text, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_lines_desc(bytea, bigint, bigint, text, integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_day_totals(p_first_day integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."next_key"::text, answer."total_supply"::text, answer."total_wallets"::text, answer."day", answer."blocks"::text, answer."transactions"::text, answer."volume"::text, answer."supply"::text, answer."wallets"::text)), '[]') FROM (
        SELECT tip.height, tip.first_transaction + tip.transaction_count AS next_key, tip.supply AS total_supply,
               (SELECT wallets FROM chain_days ORDER BY day DESC LIMIT 1) AS total_wallets,
               d.day - date '1970-01-01' AS day, d.blocks, d.transactions, d.volume, d.supply, d.wallets
        FROM (SELECT height, first_transaction, transaction_count, supply FROM blocks ORDER BY height DESC LIMIT 1) AS tip
          JOIN chain_days d ON d.day >= coalesce(
            (SELECT day FROM chain_days WHERE day < date '1970-01-01' + $1::integer ORDER BY day DESC LIMIT 1),
            (SELECT day FROM chain_days ORDER BY day LIMIT 1))
        ORDER BY d.day
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_day_totals(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_day_totals(integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_end_of_events() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."next_key"::text, answer."completions")), '[]') FROM (
        SELECT tip.next_key, coalesce((SELECT max(c.ordinal) FROM zakat_run_completions c WHERE c.before_transaction = tip.next_key), 0)
               AS completions
        FROM (SELECT first_transaction + transaction_count AS next_key FROM blocks ORDER BY height DESC LIMIT 1) AS tip
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_end_of_events() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_end_of_events() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_events_of_chain(p_runs_after_key bigint, p_runs_after_ordinal integer, p_blocks_from bigint, p_mined_from bigint, p_deducted_from bigint, p_paid_from bigint, p_requests_from bigint, p_orders_from bigint, p_next_key bigint, p_completions integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."slot", answer."key"::text, answer."txid"::text, answer."height"::text, answer."position"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."amount"::text, answer."period"::text, answer."run"::text, answer."voucher"::text, answer."party"::text, answer."units"::text, answer."series"::text, answer."serial", answer."request"::text, answer."asker"::text, answer."requested"::text, answer."paid"::text, answer."reference"::text, answer."order_id"::text, answer."order_kind"::text, answer."order_address"::text, answer."order_amount"::text, answer."order_reference"::text, answer."hash"::text, answer."tx_count", answer."completed_at")), '[]') FROM (
        
  SELECT e.slot, e.key, e.txid, e.height, e.position, e."timestamp", e.type, e.sender, e.receiver, e.amount,
         e.period, e.run, e.voucher, e.party, e.units, e.series, e.serial, e.request, e.asker, e.requested, e.paid, e.reference,
         e.order_id, e.order_kind, e.order_address, e.order_amount, e.order_reference, e.hash, e.tx_count, e.completed_at
  FROM (
    (SELECT c.ordinal AS slot, c.before_transaction AS key, NULL::bytea AS txid, NULL::bigint AS height, NULL::bigint AS position,
            NULL::bigint AS "timestamp", NULL::text AS type, NULL::bytea AS sender, NULL::bytea AS receiver, NULL::bigint AS amount,
            z.period, c.run_id AS run, NULL::uuid AS voucher, NULL::bytea AS party, c.units,
            NULL::text AS series, NULL::integer AS serial, NULL::uuid AS request, NULL::bytea AS asker, NULL::bigint AS requested,
            NULL::bigint AS paid, NULL::text AS reference, NULL::uuid AS order_id, NULL::text AS order_kind, NULL::bytea AS order_address,
            NULL::bigint AS order_amount, NULL::text AS order_reference, NULL::bytea AS hash, NULL::integer AS tx_count, c.completed_at
     FROM zakat_run_completions c JOIN zakat_runs z ON z.id = c.run_id
     WHERE (c.before_transaction, c.ordinal) > ($1, $2) AND (c.before_transaction, c.ordinal) <= ($9, $10)
     ORDER BY c.before_transaction, c.ordinal LIMIT $11)
    UNION ALL
    (SELECT 524288, b.first_transaction, NULL, b.height, NULL, b."timestamp", NULL::text, NULL::bytea, NULL::bytea, NULL::bigint, NULL::text, NULL::uuid, NULL::uuid, NULL::bytea, NULL::bigint, NULL::text, NULL::integer, NULL::uuid, NULL::bytea, NULL::bigint, NULL::bigint, NULL::text,
            NULL::uuid, NULL::text, NULL::bytea, NULL::bigint, NULL::text, b.hash, b.transaction_count, NULL
     FROM blocks b WHERE b.first_transaction >= $3 AND b.first_transaction < $9 ORDER BY b.first_transaction LIMIT $11)
    UNION ALL
    (SELECT 524289, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", t.type, s.hash AS sender, r.hash AS receiver, t.amount, NULL::text, NULL::uuid, NULL::uuid, NULL::bytea, NULL::bigint, NULL::text, NULL::integer, NULL::uuid, NULL::bytea, NULL::bigint, NULL::bigint, NULL::text, NULL::uuid, NULL::text, NULL::bytea, NULL::bigint, NULL::text, NULL::bytea, NULL::integer, NULL::timestamptz
     FROM (SELECT * FROM transactions WHERE key >= $4 AND key < $9 ORDER BY key LIMIT $11) AS t JOIN blocks b ON b.height = t.height JOIN addresses r ON r.id = t.receiver
                     LEFT JOIN addresses s ON s.id = t.sender)
    UNION ALL
    (SELECT 524290, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", NULL::text, NULL::bytea, NULL::bytea, NULL::bigint, z.period, z.run_id, NULL, z.wallet_address, z.amount, i.series,
            i.serial, NULL::uuid, NULL::bytea, NULL::bigint, NULL::bigint, NULL::text, NULL::uuid, NULL::text, NULL::bytea, NULL::bigint, NULL::text, NULL::bytea, NULL::integer, NULL::timestamptz
     FROM (SELECT * FROM zakat_records WHERE transaction_key >= $5 AND transaction_key < $9 ORDER BY transaction_key LIMIT $11) AS z
       JOIN transactions t ON t.key = z.transaction_key JOIN blocks b ON b.height = t.height
       LEFT JOIN zakat_receipts i ON i.transaction_key = z.transaction_key)
    UNION ALL
    (SELECT 524291, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", NULL::text, NULL::bytea, NULL::bytea, NULL::bigint, v.period, NULL, v.id, v.beneficiary_address, v.amount, i.series,
            i.serial, NULL::uuid, NULL::bytea, NULL::bigint, NULL::bigint, NULL::text, NULL::uuid, NULL::text, NULL::bytea, NULL::bigint, NULL::text, NULL::bytea, NULL::integer, NULL::timestamptz
     FROM (SELECT * FROM zakat_voucher_payments WHERE transaction_key >= $6 AND transaction_key < $9
           ORDER BY transaction_key LIMIT $11) AS p
       JOIN zakat_vouchers v ON v.id = p.voucher_id
       JOIN transactions t ON t.key = p.transaction_key JOIN blocks b ON b.height = t.height
       LEFT JOIN zakat_receipts i ON i.transaction_key = v.receipt)
    UNION ALL
    (SELECT 524293, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", NULL::text, NULL::bytea, NULL::bytea, NULL::bigint, NULL::text, NULL::uuid, NULL::uuid, NULL::bytea, NULL::bigint, NULL::text, NULL::integer, r.id, r.address, p.requested, p.total, r.reference,
            NULL::uuid, NULL::text, NULL::bytea, NULL::bigint, NULL::text, NULL::bytea, NULL::integer, NULL::timestamptz
     FROM (SELECT * FROM request_payments WHERE transaction_key >= $7 AND transaction_key < $9 AND total >= requested
           ORDER BY transaction_key LIMIT $11) AS p
       JOIN payment_requests r ON r.id = p.request_id
       JOIN transactions t ON t.key = p.transaction_key JOIN blocks b ON b.height = t.height)
    UNION ALL
    (SELECT 524294, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", NULL::text, NULL::bytea, NULL::bytea, NULL::bigint, NULL::text, NULL::uuid, NULL::uuid, NULL::bytea, NULL::bigint, NULL::text, NULL::integer, NULL::uuid, NULL::bytea, NULL::bigint, NULL::bigint, NULL::text, o.id, o.kind, o.address, o.amount,
            o.reference, NULL::bytea, NULL::integer, NULL::timestamptz
     FROM (SELECT * FROM treasury_settlements WHERE transaction_key >= $8 AND transaction_key < $9
           ORDER BY transaction_key LIMIT $11) AS s
       JOIN treasury_orders o ON o.id = s.order_id
       JOIN transactions t ON t.key = s.transaction_key JOIN blocks b ON b.height = t.height)
  ) AS e
  ORDER BY e.key, e.slot LIMIT $11
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_events_of_chain(bigint, integer, bigint, bigint, bigint, bigint, bigint, bigint, bigint, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_events_of_chain(bigint, integer, bigint, bigint, bigint, bigint, bigint, bigint, bigint, integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_events_of_wallets(p_addresses bytea[], p_from_key bigint, p_next_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."address"::text, answer."credited"::text, answer."debited"::text, answer."balance"::text, answer."key"::text, answer."txid"::text, answer."height"::text, answer."position"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."amount"::text, answer."period"::text, answer."run"::text, answer."voucher"::text, answer."party"::text, answer."units"::text, answer."series"::text, answer."serial", answer."request"::text, answer."asker"::text, answer."requested"::text, answer."paid"::text, answer."reference"::text, answer."order_id"::text, answer."order_kind"::text, answer."order_address"::text, answer."order_amount"::text, answer."order_reference"::text)), '[]') FROM (
        
  SELECT a.hash AS address, h.credited, h.debited, h.balance, t.key, t.txid, t.height, t.key - b.first_transaction AS position, b."timestamp", t.type, s.hash AS sender, r.hash AS receiver, t.amount, coalesce(z.period, v.period) AS period,
         z.run_id AS run, v.id AS voucher, coalesce(z.wallet_address, v.beneficiary_address) AS party, coalesce(z.amount, v.amount) AS units,
         i.series, i.serial, r2.id AS request, r2.address AS asker, q.requested, q.total AS paid, r2.reference,
         o.id AS order_id, o.kind AS order_kind, o.address AS order_address, o.amount AS order_amount, o.reference AS order_reference
  FROM addresses a
    CROSS JOIN LATERAL (SELECT * FROM wallet_history l WHERE l.address = a.id AND l.transaction_key >= $2 AND l.transaction_key < $3
                        ORDER BY l.transaction_key LIMIT $4) AS h
    JOIN transactions t ON t.key = h.transaction_key JOIN blocks b ON b.height = t.height JOIN addresses r ON r.id = t.receiver
                     LEFT JOIN addresses s ON s.id = t.sender
    LEFT JOIN zakat_records z ON z.transaction_key = t.key
    LEFT JOIN zakat_voucher_payments p ON p.transaction_key = t.key LEFT JOIN zakat_vouchers v ON v.id = p.voucher_id
    LEFT JOIN zakat_receipts i ON i.transaction_key = coalesce(z.transaction_key, v.receipt)
    LEFT JOIN request_payments q ON q.transaction_key = t.key AND q.total >= q.requested
    LEFT JOIN payment_requests r2 ON r2.id = q.request_id AND r2.address = a.hash
    LEFT JOIN treasury_settlements x ON x.transaction_key = t.key
    LEFT JOIN treasury_orders o ON o.id = x.order_id AND o.address = a.hash
  WHERE a.hash = ANY ($1::bytea[])
  ORDER BY t.key
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_events_of_wallets(bytea[], bigint, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_events_of_wallets(bytea[], bigint, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_books(p_address bytea, p_after_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."balance"::text, answer."sent"::text, answer."received"::text, answer."credited"::text, answer."debited"::text, answer."minted"::text, answer."last_key"::text, answer."zakat_ids", answer."zakat_users", answer."zakat_amounts", answer."zakat_blocks"::text[], answer."zakat_times", answer."key"::text, answer."bytes"::text, answer."height"::text, answer."block_hash"::text, answer."position"::text, answer."found"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."amount"::text, answer."balance_change"::text)), '[]') FROM (
        WITH totals AS (
          SELECT coalesce(sum(h.credited - h.debited), 0) AS balance,
                 coalesce(sum(t.amount) FILTER (WHERE t.sender = wallet.id), 0) AS sent,
                 coalesce(sum(t.amount) FILTER (WHERE t.receiver = wallet.id), 0) AS received,
                 coalesce(sum(h.credited - h.debited) FILTER (WHERE h.credited > h.debited), 0) AS credited,
                 coalesce(sum(h.debited - h.credited) FILTER (WHERE h.debited > h.credited), 0) AS debited,
                 coalesce(sum(h.credited) FILTER (WHERE t.type = 'reward'), 0) AS minted,
                 coalesce(max(h.transaction_key), -1) AS last_key
          FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet WHERE h.address = wallet.id
        ), deductions AS (
          SELECT array_agg(z.id::text ORDER BY z.transaction_key) AS ids,
                 array_agg(z.user_id::text ORDER BY z.transaction_key) AS users,
                 array_agg(z.amount::text ORDER BY z.transaction_key) AS amounts,
                 array_agg(b.hash ORDER BY z.transaction_key) AS blocks,
                 array_agg(floor(extract(epoch FROM z.created_at) * 1000)::text ORDER BY z.transaction_key) AS times
          FROM zakat_records z JOIN blocks b ON b.height = z.height WHERE z.wallet_address = $1
        ), page AS (SELECT t.key, t.bytes, t.height, b.hash AS block_hash, t.key - b.first_transaction AS position, t.found, b."timestamp", t.type, sender.hash AS sender, receiver.hash AS receiver, t.amount,
                 t.balance_change
          FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT t.*, h.credited - h.debited AS balance_change FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet WHERE h.address = wallet.id AND h.transaction_key > $2
                 ORDER BY h.transaction_key LIMIT $3) AS t WINDOW so_far AS (ORDER BY t.key asc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          JOIN blocks b ON b.height = t.height
          LEFT JOIN addresses sender ON sender.id = t.sender JOIN addresses receiver ON receiver.id = t.receiver)
        SELECT totals.*, deductions.ids AS zakat_ids, deductions.users AS zakat_users, deductions.amounts AS zakat_amounts,
               deductions.blocks AS zakat_blocks, deductions.times AS zakat_times, page.*
        FROM totals LEFT JOIN page ON true
        LEFT JOIN deductions ON page.key IS NULL OR page.key = (SELECT min(key) FROM page)
        ORDER BY page.key
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_books(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_books(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_booked_transactions(p_address bytea, p_after_key bigint, p_row_limit integer, p_up_to_key bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."key"::text, answer."bytes"::text, answer."height"::text, answer."block_hash"::text, answer."position"::text, answer."found"::text, answer."timestamp"::text, answer."type"::text, answer."sender"::text, answer."receiver"::text, answer."amount"::text, answer."balance_change"::text)), '[]') FROM (
        SELECT t.key, t.bytes, t.height, b.hash AS block_hash, t.key - b.first_transaction AS position, t.found, b."timestamp", t.type, sender.hash AS sender, receiver.hash AS receiver, t.amount,
                 t.balance_change
          FROM (SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM (SELECT t.*, h.credited - h.debited AS balance_change FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet WHERE h.address = wallet.id AND h.transaction_key > $2 AND h.transaction_key <= $4
                 ORDER BY h.transaction_key LIMIT $3) AS t WINDOW so_far AS (ORDER BY t.key asc ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= 524288) AS t
          JOIN blocks b ON b.height = t.height
          LEFT JOIN addresses sender ON sender.id = t.sender JOIN addresses receiver ON receiver.id = t.receiver ORDER BY t.key
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_booked_transactions(bytea, bigint, integer, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_booked_transactions(bytea, bigint, integer, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_profiles_after(p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."user_id"::text, answer."wallet_address"::text, answer."sealed_private_key"::text)), '[]') FROM (
        SELECT number, user_id, wallet_address, sealed_private_key FROM wallet_profiles
        WHERE number > $1 ORDER BY number LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_profiles_after(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_profiles_after(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_address_is_known(p_address bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."known")), '[]') FROM (
        SELECT EXISTS (SELECT 1 FROM addresses WHERE hash = $1)
            OR EXISTS (SELECT 1 FROM wallet_profiles WHERE wallet_address = $1)
            OR EXISTS (SELECT 1 FROM zakat_pool_wallet WHERE wallet_address = $1) AS known
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_address_is_known(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_address_is_known(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_notes_of_transactions(p_txids bytea[], p_reader bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."txid"::text, answer."id"::text, answer."payer"::text, answer."payee"::text, answer."sealed_note"::text)), '[]') FROM (
        SELECT t.txid, n.id, n.payer, n.payee, n.sealed_note
        FROM unnest($1::bytea[]) AS u(txid) JOIN transactions t ON t.txid = u.txid
          JOIN transfer_notes n ON n.transaction_key = t.key
        WHERE $2 IN (n.payer, n.payee)
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_notes_of_transactions(bytea[], bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_notes_of_transactions(bytea[], bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_contacts_of_user(p_user_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."name"::text, answer."address"::text, answer."created_at")), '[]') FROM (
        SELECT id, name, address, created_at FROM contacts WHERE user_id = $1 ORDER BY name, id
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_contacts_of_user(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_contacts_of_user(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_contact(p_id uuid, p_user_id uuid, p_name text, p_address bytea, p_created_at timestamptz, p_most integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO contacts (id, user_id, place, name, address, created_at)
        SELECT $1, $2, free.place, $3, $4, $5
        FROM (SELECT n AS place FROM generate_series(1, $6) AS n
              WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = $2 AND c.place = n) ORDER BY n LIMIT 1) AS free
        RETURNING id
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_contact(uuid, uuid, text, bytea, timestamptz, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_contact(uuid, uuid, text, bytea, timestamptz, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_change_contact(p_id uuid, p_user_id uuid, p_name text, p_address bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        UPDATE contacts SET name = $3, address = $4 WHERE id = $1 AND user_id = $2
        RETURNING id, name, address, created_at
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text, v_row."name"::text, v_row."address"::text, v_row."created_at"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_change_contact(uuid, uuid, text, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_change_contact(uuid, uuid, text, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_remove_contact(p_id uuid, p_user_id uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        DELETE FROM contacts WHERE id = $1 AND user_id = $2 RETURNING id
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_remove_contact(uuid, uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_remove_contact(uuid, uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_make_payment_request(p_id uuid, p_user_id uuid, p_address bytea, p_amount bigint, p_sealed_note bytea, p_reference text, p_created_at timestamptz, p_expires_at timestamptz, p_key_hash bytea, p_request_hash bytea, p_most integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO payment_requests (id, user_id, address, amount, sealed_note, reference, created_at, expires_at, key_hash, request_hash)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        WHERE (SELECT count(*) FROM (
                 SELECT 1 FROM payment_requests r WHERE r.user_id = $2 AND r.cancelled_at IS NULL
                   AND (r.expires_at IS NULL OR r.expires_at > $7)
                   AND NOT EXISTS (SELECT 1 FROM request_payments p WHERE p.request_id = r.id AND p.total >= p.requested)
                 LIMIT $11) AS live) < $11
        RETURNING id
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_make_payment_request(uuid, uuid, bytea, bigint, bytea, text, timestamptz, timestamptz, bytea, bytea, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_make_payment_request(uuid, uuid, bytea, bigint, bytea, text, timestamptz, timestamptz, bytea, bytea, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_payment_request(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."user_id"::text, answer."address"::text, answer."amount"::text, answer."sealed_note"::text, answer."reference"::text, answer."created_at", answer."expires_at", answer."cancelled_at", answer."request_hash"::text, answer."total"::text, answer."txid"::text, answer."height"::text, answer."timestamp"::text)), '[]') FROM (
        
  SELECT r.number, r.id, r.user_id, r.address, r.amount, r.sealed_note, r.reference, r.created_at, r.expires_at, r.cancelled_at,
         r.request_hash, p.total, p.txid, p.height, p."timestamp"
  FROM payment_requests r LEFT JOIN LATERAL (
    SELECT q.total, t.txid, t.height, b."timestamp" FROM request_payments q
      JOIN transactions t ON t.key = q.transaction_key JOIN blocks b ON b.height = t.height
    WHERE q.request_id = r.id ORDER BY q.ordinal DESC LIMIT 1) AS p ON true WHERE r.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_payment_request(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_payment_request(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_payment_request_of_key(p_key_hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."user_id"::text, answer."address"::text, answer."amount"::text, answer."sealed_note"::text, answer."reference"::text, answer."created_at", answer."expires_at", answer."cancelled_at", answer."request_hash"::text, answer."total"::text, answer."txid"::text, answer."height"::text, answer."timestamp"::text)), '[]') FROM (
        
  SELECT r.number, r.id, r.user_id, r.address, r.amount, r.sealed_note, r.reference, r.created_at, r.expires_at, r.cancelled_at,
         r.request_hash, p.total, p.txid, p.height, p."timestamp"
  FROM payment_requests r LEFT JOIN LATERAL (
    SELECT q.total, t.txid, t.height, b."timestamp" FROM request_payments q
      JOIN transactions t ON t.key = q.transaction_key JOIN blocks b ON b.height = t.height
    WHERE q.request_id = r.id ORDER BY q.ordinal DESC LIMIT 1) AS p ON true WHERE r.key_hash = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_payment_request_of_key(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_payment_request_of_key(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_payment_requests_of_user(p_user_id uuid, p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."user_id"::text, answer."address"::text, answer."amount"::text, answer."sealed_note"::text, answer."reference"::text, answer."created_at", answer."expires_at", answer."cancelled_at", answer."request_hash"::text, answer."total"::text, answer."txid"::text, answer."height"::text, answer."timestamp"::text)), '[]') FROM (
        
  SELECT r.number, r.id, r.user_id, r.address, r.amount, r.sealed_note, r.reference, r.created_at, r.expires_at, r.cancelled_at,
         r.request_hash, p.total, p.txid, p.height, p."timestamp"
  FROM payment_requests r LEFT JOIN LATERAL (
    SELECT q.total, t.txid, t.height, b."timestamp" FROM request_payments q
      JOIN transactions t ON t.key = q.transaction_key JOIN blocks b ON b.height = t.height
    WHERE q.request_id = r.id ORDER BY q.ordinal DESC LIMIT 1) AS p ON true WHERE r.user_id = $1 AND r.number < $2 ORDER BY r.number DESC LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_payment_requests_of_user(uuid, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_payment_requests_of_user(uuid, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_cancel_payment_request(p_id uuid, p_user_id uuid, p_now timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE payment_requests r SET cancelled_at = $3 WHERE r.id = $1 AND r.user_id = $2 AND r.cancelled_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM request_payments p WHERE p.request_id = r.id AND p.total >= p.requested);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_cancel_payment_request(uuid, uuid, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_cancel_payment_request(uuid, uuid, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_register_user(p_id uuid, p_full_name text, p_email text, p_mailbox text, p_sealed_cnic bytea, p_cnic_hash bytea, p_custodial boolean, p_wallet_address bytea, p_sealed_private_key bytea, p_created_at timestamptz, p_registered_from bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH person AS (
          INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, registered_from, created_at)
          SELECT $1, $2, $3, $4, $5, $6, $7, $11, $10
          WHERE NOT ($7 AND EXISTS (SELECT 1 FROM users WHERE claimed_mailbox = $4 OR claimed_cnic_hash = $6))
          RETURNING id),
        profile AS (
          INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
          SELECT id, $8, $9, $10 FROM person)
        SELECT EXISTS (SELECT 1 FROM person) AS registered
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."registered"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_register_user(uuid, text, text, text, bytea, bytea, boolean, bytea, bytea, timestamptz, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_register_user(uuid, text, text, text, bytea, bytea, boolean, bytea, bytea, timestamptz, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_user_of_mailbox(p_mailbox text, p_or_newest boolean) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."email"::text)), '[]') FROM (
        SELECT id, email FROM users WHERE mailbox = $1 AND (claimed_mailbox IS NOT NULL OR $2)
        ORDER BY claimed_mailbox IS NULL, created_at DESC, id LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_user_of_mailbox(text, boolean) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_user_of_mailbox(text, boolean) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_addressee_of_code(p_mailbox text, p_email text, p_network bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."email"::text)), '[]') FROM (
        SELECT id, email FROM users WHERE mailbox = $1 AND custodial
        ORDER BY claimed_mailbox IS NULL, email <> $2, registered_from IS DISTINCT FROM $3, created_at DESC, id LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_addressee_of_code(text, text, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_addressee_of_code(text, text, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_login_candidates(p_mailbox text, p_sent_to text, p_network bytea, p_user_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."confirmed", answer."cnic_taken", answer."is_from_here")), '[]') FROM (
        SELECT id, claimed_mailbox IS NOT NULL AS confirmed, registered_from IS NOT DISTINCT FROM $3 AS is_from_here,
          EXISTS (SELECT 1 FROM users c WHERE c.claimed_cnic_hash = u.cnic_hash AND c.id <> u.id) AS cnic_taken
        FROM users u
        WHERE mailbox = $1 AND custodial AND email = $2 AND (claimed_mailbox IS NOT NULL OR $4::uuid IS NULL OR id = $4)
        ORDER BY confirmed DESC, cnic_taken, is_from_here DESC, created_at DESC, id LIMIT 2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_login_candidates(text, text, bytea, uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_login_candidates(text, text, bytea, uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_user_profile(p_user_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."full_name"::text, answer."email"::text, answer."sealed_cnic"::text, answer."wallet_address"::text, answer."created_at", answer."confirmed")), '[]') FROM (
        SELECT full_name, email, sealed_cnic, wallet_address, u.created_at, email_confirmed_at IS NOT NULL AS confirmed
        FROM users u JOIN wallet_profiles w ON w.user_id = u.id WHERE u.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_user_profile(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_user_profile(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_of_user(p_user_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."wallet_address"::text, answer."sealed_private_key"::text, answer."confirmed")), '[]') FROM (
        SELECT wallet_address, sealed_private_key, email_confirmed_at IS NOT NULL AS confirmed
        FROM users u JOIN wallet_profiles w ON w.user_id = u.id WHERE u.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_of_user(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_of_user(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wallet_is_custodial(p_wallet_address bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."custodial")), '[]') FROM (
        SELECT EXISTS (SELECT 1 FROM wallet_profiles w JOIN users u ON u.id = w.user_id
          WHERE wallet_address = $1 AND u.custodial) AS custodial
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wallet_is_custodial(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wallet_is_custodial(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_release_cnic(p_cnic_hash bytea, p_actor text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH released AS (UPDATE users SET claimed_cnic_hash = NULL WHERE claimed_cnic_hash = $1 RETURNING id)
        SELECT r.id FROM released r, LATERAL append_audit('cnic_released', 'user:' || r.id, '{}', $2)
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_release_cnic(bytea, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_release_cnic(bytea, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_replace_one_time_password(p_mailbox text, p_purpose text, p_requester bytea, p_code_hash bytea, p_expires_at timestamptz, p_now timestamptz, p_sent_to text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        WITH expired AS (
          DELETE FROM one_time_passwords WHERE (mailbox, purpose, requester) IN (
            SELECT mailbox, purpose, requester FROM one_time_passwords WHERE expires_at < $6 AND mailbox <> $1
            ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED))
        INSERT INTO one_time_passwords (mailbox, purpose, requester, code_hash, expires_at, sent_to) VALUES ($1, $2, $3, $4, $5, $7)
        ON CONFLICT (mailbox, purpose, requester)
          DO UPDATE SET code_hash = $4, expires_at = $5, sent_to = $7, tries = 0, strangers_tries = 0, used = false;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_replace_one_time_password(text, text, bytea, bytea, timestamptz, timestamptz, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_replace_one_time_password(text, text, bytea, bytea, timestamptz, timestamptz, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_try_one_time_password(p_mailbox text, p_purpose text, p_requester bytea, p_code_hash bytea, p_now timestamptz, p_max_tries smallint, p_max_strangers_tries smallint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH code AS (
          SELECT c.requester, c.sent_to, code_hash = $4 AS matches,
            NOT used AND expires_at > $5 AND tries < $6 AND (c.requester = $3 OR strangers_tries < $7) AS live
          FROM one_time_passwords AS c WHERE mailbox = $1 AND purpose = $2 ORDER BY c.requester FOR UPDATE),
        outcome AS (SELECT bool_or(live AND matches) AS accepted, min(sent_to) FILTER (WHERE live AND matches) AS address FROM code)
        UPDATE one_time_passwords AS c
        SET tries = tries + live::int, used = used OR accepted,
          strangers_tries = strangers_tries + (live AND c.requester <> $3)::int
        FROM code, outcome
        WHERE mailbox = $1 AND purpose = $2 AND c.requester = code.requester AND (live OR accepted)
        RETURNING accepted, address AS sent_to
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."accepted", v_row."sent_to"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_try_one_time_password(text, text, bytea, bytea, timestamptz, smallint, smallint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_try_one_time_password(text, text, bytea, bytea, timestamptz, smallint, smallint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_give_back_one_time_password(p_mailbox text, p_purpose text, p_code_hash bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE one_time_passwords SET used = false WHERE mailbox = $1 AND purpose = $2 AND code_hash = $3 AND used;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_give_back_one_time_password(text, text, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_give_back_one_time_password(text, text, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_open_session(p_token_hash bytea, p_user_id uuid, p_created_at timestamptz, p_idle_until timestamptz, p_expires_at timestamptz, p_network bytea, p_familiar_until timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        WITH confirmed AS (
            UPDATE users SET email_confirmed_at = $3, claimed_mailbox = CASE WHEN custodial THEN mailbox END,
              claimed_cnic_hash = CASE WHEN custodial THEN cnic_hash END
            WHERE id = $2 AND email_confirmed_at IS NULL),
          familiar AS (INSERT INTO familiar_networks AS f (user_id, network, expires_at) VALUES ($2, $6, $7)
            ON CONFLICT (user_id, network) DO UPDATE SET expires_at = greatest(f.expires_at, excluded.expires_at))
        INSERT INTO sessions (token_hash, user_id, created_at, idle_until, expires_at) VALUES ($1, $2, $3, $4, $5);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_open_session(bytea, uuid, timestamptz, timestamptz, timestamptz, bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_open_session(bytea, uuid, timestamptz, timestamptz, timestamptz, bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_live_session(p_token_hash bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."user_id"::text, answer."email"::text, answer."wallet_address"::text, answer."idle_until", answer."expires_at")), '[]') FROM (
        SELECT s.user_id, u.email, w.wallet_address, s.idle_until, s.expires_at
        FROM sessions s JOIN users u ON u.id = s.user_id JOIN wallet_profiles w ON w.user_id = s.user_id
        WHERE s.token_hash = $1 AND s.idle_until > $2 AND s.expires_at > $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_live_session(bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_live_session(bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_extend_session(p_token_hash bytea, p_idle_until timestamptz, p_now timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE sessions SET idle_until = least($2, expires_at)
        WHERE token_hash = $1 AND idle_until > $3 AND idle_until < $2;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_extend_session(bytea, timestamptz, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_extend_session(bytea, timestamptz, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_close_session(p_token_hash bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        DELETE FROM sessions WHERE token_hash = $1;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_close_session(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_close_session(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_close_sessions_of_user(p_user_id uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        DELETE FROM sessions WHERE user_id = $1;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_close_sessions_of_user(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_close_sessions_of_user(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_standing_of_network(p_mailbox text, p_network bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."familiar", answer."registered")), '[]') FROM (
        SELECT EXISTS (SELECT 1 FROM users u JOIN familiar_networks f ON f.user_id = u.id
            WHERE u.claimed_mailbox = $1 AND f.network = $2 AND f.expires_at > $3) AS familiar,
          EXISTS (SELECT 1 FROM users WHERE mailbox = $1 AND custodial AND claimed_mailbox IS NULL AND registered_from = $2)
            AND NOT EXISTS (SELECT 1 FROM users WHERE claimed_mailbox = $1) AS registered
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_standing_of_network(text, bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_standing_of_network(text, bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_sweep_sessions(p_now timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        WITH networks AS (
          DELETE FROM familiar_networks WHERE (user_id, network) IN (
            SELECT user_id, network FROM familiar_networks WHERE expires_at <= $1
            ORDER BY expires_at LIMIT 10000 FOR UPDATE SKIP LOCKED))
        DELETE FROM sessions WHERE token_hash IN (
          SELECT token_hash FROM sessions WHERE expires_at <= $1 OR idle_until <= $1 LIMIT 10000 FOR UPDATE SKIP LOCKED);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_sweep_sessions(timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_sweep_sessions(timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_take_throttle_turns(p_names text[], p_keys bytea[], p_most integer[], p_windows_ms bigint[], p_now_ms bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT take_turns($1, $2, $3, $4, $5) AS wait_ms
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."wait_ms"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_take_throttle_turns(text[], bytea[], integer[], bigint[], bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_take_throttle_turns(text[], bytea[], integer[], bigint[], bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_sends_of_batch(p_sends jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT add_sends($1) AS refused_by
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."refused_by"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_sends_of_batch(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_sends_of_batch(jsonb) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_take_off_send(p_senders jsonb, p_amount bigint, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE send_totals SET
          hour_total = CASE WHEN hour = date_trunc('hour', $3::timestamptz, 'UTC') THEN greatest(hour_total - $2::bigint, 0) ELSE hour_total END,
          day_total = CASE WHEN day = date_trunc('day', $3::timestamptz, 'UTC') THEN greatest(day_total - $2::bigint, 0) ELSE day_total END
        WHERE sender IN (SELECT id::uuid FROM jsonb_array_elements_text($1) AS id);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_take_off_send(jsonb, bigint, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_take_off_send(jsonb, bigint, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_api_key(p_id uuid, p_key_hash bytea, p_name text, p_holder text, p_user_id uuid, p_scopes text[], p_limit_per_day bigint, p_addresses bytea[], p_networks text[], p_created_at timestamptz, p_expires_at timestamptz, p_most integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH forgotten AS (
          DELETE FROM api_keys WHERE id IN (
            SELECT id FROM api_keys WHERE holder = $4 AND revoked_at IS NOT NULL ORDER BY revoked_at DESC OFFSET $12)
          RETURNING id),
        uncounted AS (DELETE FROM send_totals WHERE sender IN (SELECT id FROM forgotten))
        INSERT INTO api_keys (id, key_hash, name, holder, user_id, scopes, limit_per_day, addresses, networks, created_at, expires_at, place)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, p FROM generate_series(1, $12) AS p
        WHERE NOT EXISTS (SELECT FROM api_keys k WHERE k.holder = $4 AND k.place = p AND k.revoked_at IS NULL)
        ORDER BY p LIMIT 1
        RETURNING place
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."place"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_api_key(uuid, bytea, text, text, uuid, text[], bigint, bytea[], text[], timestamptz, timestamptz, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_api_key(uuid, bytea, text, text, uuid, text[], bigint, bytea[], text[], timestamptz, timestamptz, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_live_api_key(p_key_hash bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."holder"::text, answer."scopes", answer."limit_per_day"::text, answer."addresses"::text[], answer."networks", answer."last_used_at", answer."user_id"::text, answer."email"::text, answer."wallet_address"::text)), '[]') FROM (
        SELECT k.id, k.holder, k.scopes, k.limit_per_day, k.addresses, k.networks, k.last_used_at, k.user_id, u.email, w.wallet_address
        FROM api_keys k LEFT JOIN users u ON u.id = k.user_id LEFT JOIN wallet_profiles w ON w.user_id = k.user_id
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_live_api_key(bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_live_api_key(bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_touch_api_key(p_id uuid, p_now timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_touch_api_key(uuid, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_touch_api_key(uuid, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_api_keys_of_holder(p_holder text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."holder"::text, answer."scopes", answer."limit_per_day"::text, answer."addresses"::text[], answer."networks", answer."last_used_at", answer."name"::text, answer."created_at", answer."expires_at", answer."revoked_at")), '[]') FROM (
        SELECT id, holder, scopes, limit_per_day, addresses, networks, last_used_at, name, created_at, expires_at, revoked_at FROM api_keys
        WHERE CASE WHEN $1::text IS NULL THEN user_id IS NULL ELSE holder = $1 END ORDER BY created_at DESC, id
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_api_keys_of_holder(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_api_keys_of_holder(text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_revoke_api_key(p_id uuid, p_holder text, p_actor text, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        UPDATE api_keys SET revoked_at = coalesce(revoked_at, $4), revoked_by = coalesce(revoked_by, $3)
        WHERE id = $1 AND ($2::text IS NULL OR holder = $2) RETURNING id, holder, scopes, limit_per_day, addresses, networks, last_used_at, name, created_at, expires_at, revoked_at
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."id"::text, v_row."holder"::text, v_row."scopes", v_row."limit_per_day"::text, v_row."addresses"::text[], v_row."networks", v_row."last_used_at", v_row."name"::text, v_row."created_at", v_row."expires_at", v_row."revoked_at"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_revoke_api_key(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_revoke_api_key(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_unfinished_zakat_run() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."pool_address"::text, answer."total_wallets")), '[]') FROM (
        SELECT id, pool_address, total_wallets FROM zakat_runs WHERE completed_at IS NULL AND assessment_id IS NULL
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_unfinished_zakat_run() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_unfinished_zakat_run() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_run_of_period(p_period text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."pool_address"::text, answer."total_wallets")), '[]') FROM (
        SELECT id, pool_address, total_wallets FROM zakat_runs WHERE period = $1 AND assessment_id IS NULL
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_run_of_period(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_run_of_period(text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_run_of_key(p_key_hash bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."pool_address"::text, answer."total_wallets", answer."request_hash"::text)), '[]') FROM (
        SELECT r.id, r.pool_address, r.total_wallets, k.request_hash
        FROM idempotency_keys k JOIN zakat_runs r ON r.id = k.zakat_run
        WHERE k.key_hash = $1 AND k.expires_at > $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_run_of_key(bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_run_of_key(bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_begin_zakat_run(p_id uuid, p_pool_address bytea, p_period text, p_claim jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT true AS begun FROM begin_zakat_run($1, $2, $3, $4)
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."begun"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_begin_zakat_run(uuid, bytea, text, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_begin_zakat_run(uuid, bytea, text, jsonb) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_run_totals(p_run_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."processed"::text, answer."total"::text, answer."hashes"::text[])), '[]') FROM (
        SELECT count(*) AS processed, coalesce(sum(amount), 0) AS total,
               (SELECT coalesce(array_agg(hash ORDER BY height), '{}') FROM blocks
                WHERE height IN (SELECT height FROM zakat_records WHERE run_id = $1)) AS hashes
        FROM zakat_records WHERE run_id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_run_totals(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_run_totals(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_charged_in_zakat_run(p_run_id uuid, p_addresses bytea[]) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."wallet_address"::text)), '[]') FROM (
        SELECT DISTINCT z.wallet_address FROM zakat_runs r JOIN zakat_records z ON z.run_id = r.id OR z.period = r.period
        WHERE r.id = $1 AND z.wallet_address = ANY ($2::bytea[])
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_charged_in_zakat_run(uuid, bytea[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_charged_in_zakat_run(uuid, bytea[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_complete_zakat_run(p_run_id uuid, p_total_wallets integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE zakat_runs SET completed_at = now(), total_wallets = $2 WHERE id = $1;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_complete_zakat_run(uuid, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_complete_zakat_run(uuid, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_zakat_receipt(p_series text, p_serial integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."series"::text, answer."serial", answer."key"::text, answer."user_id"::text, answer."full_name"::text, answer."sealed_cnic"::text, answer."wallet_address"::text, answer."amount"::text, answer."balance"::text, answer."debts"::text, answer."nisab"::text, answer."rate_numerator"::text, answer."rate_denominator"::text, answer."policy_version", answer."valuation_date"::text, answer."hijri_date"::text, answer."created_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT r.series, r.serial, r.transaction_key AS key, z.user_id, u.full_name, u.sealed_cnic, z.wallet_address, z.amount, r.balance,
         r.debts, r.nisab::text AS nisab, r.rate_numerator, r.rate_denominator, r.policy_version,
         to_char(r.valuation_date, 'YYYY-MM-DD') AS valuation_date, r.hijri_date, z.created_at, t.txid, b.hash AS block_hash, z.height
  FROM zakat_receipts r JOIN zakat_records z ON z.transaction_key = r.transaction_key JOIN users u ON u.id = z.user_id
    JOIN transactions t ON t.key = r.transaction_key JOIN blocks b ON b.height = z.height WHERE r.series = $1 AND r.serial = $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_zakat_receipt(text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_zakat_receipt(text, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_receipts_of_wallet(p_address bytea, p_before_key bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."series"::text, answer."serial", answer."key"::text, answer."user_id"::text, answer."full_name"::text, answer."sealed_cnic"::text, answer."wallet_address"::text, answer."amount"::text, answer."balance"::text, answer."debts"::text, answer."nisab"::text, answer."rate_numerator"::text, answer."rate_denominator"::text, answer."policy_version", answer."valuation_date"::text, answer."hijri_date"::text, answer."created_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT r.series, r.serial, r.transaction_key AS key, z.user_id, u.full_name, u.sealed_cnic, z.wallet_address, z.amount, r.balance,
         r.debts, r.nisab::text AS nisab, r.rate_numerator, r.rate_denominator, r.policy_version,
         to_char(r.valuation_date, 'YYYY-MM-DD') AS valuation_date, r.hijri_date, z.created_at, t.txid, b.hash AS block_hash, z.height
  FROM zakat_receipts r JOIN zakat_records z ON z.transaction_key = r.transaction_key JOIN users u ON u.id = z.user_id
    JOIN transactions t ON t.key = r.transaction_key JOIN blocks b ON b.height = z.height WHERE z.wallet_address = $1 AND z.transaction_key < $2 ORDER BY z.transaction_key DESC LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_receipts_of_wallet(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_receipts_of_wallet(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_span() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."first"::text, answer."last"::text)), '[]') FROM (
        SELECT "timestamp" AS first, (SELECT "timestamp" FROM blocks ORDER BY height DESC LIMIT 1) AS last
        FROM blocks WHERE height = 0
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_span() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_span() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_days(p_midnights bigint[], p_before bigint, p_above_height bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."day", answer."first_transaction"::text, answer."height"::text, answer."hash"::text, answer."last_transaction"::text)), '[]') FROM (
        SELECT d.day, d.first_transaction, d.height, b.hash, b.first_transaction + b.transaction_count - 1 AS last_transaction
        FROM (SELECT width_bucket("timestamp", $1::bigint[]) AS day, min(first_transaction) AS first_transaction, max(height) AS height
              FROM blocks WHERE "timestamp" < $2 AND height > $3 GROUP BY 1) AS d
        JOIN blocks b ON b.height = d.height ORDER BY d.day
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_days(bigint[], bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_days(bigint[], bigint, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_wealth_of_wallets(p_after_address bytea, p_row_limit integer, p_registered_before timestamptz, p_first_transactions bigint[], p_last_transaction bigint, p_period text, p_valuation text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."wallet_address"::text, answer."has_key", answer."changes"::text, answer."charged_on"::text, answer."charged_in_period", answer."debts"::text, answer."exemptions"::text)), '[]') FROM (
        SELECT w.wallet_address, octet_length(w.sealed_private_key) > 0 AS has_key, history.changes, charges.charged_on,
               charges.charged_in_period,
               (SELECT json_agg(json_build_array(d.amount::text, to_char(d.due_on, 'YYYY-MM-DD')) ORDER BY d.number)
                FROM zakat_debts d LEFT JOIN zakat_debt_settlements s ON s.debt_id = d.id
                WHERE d.wallet_address = w.wallet_address AND (s.settled_on IS NULL OR s.settled_on > $7::date))::text AS debts,
               (SELECT json_agg(json_build_array(e.kind, to_char(e.filed_on, 'YYYY-MM-DD'), to_char(a.accepted_on, 'YYYY-MM-DD'),
                                                 to_char(n.ended_on, 'YYYY-MM-DD')) ORDER BY e.number)
                FROM zakat_exemptions e JOIN zakat_exemption_acceptances a ON a.exemption_id = e.id
                  LEFT JOIN zakat_exemption_endings n ON n.exemption_id = e.id
                WHERE e.wallet_address = w.wallet_address)::text AS exemptions
        FROM (SELECT wallet_address, sealed_private_key FROM wallet_profiles
              WHERE wallet_address > $1 AND created_at < $3 ORDER BY wallet_address LIMIT $2) AS w
        CROSS JOIN LATERAL (
          SELECT string_agg(d.day || ':' || d.change, ',' ORDER BY d.day) AS changes
          FROM (SELECT width_bucket(h.transaction_key, $4::bigint[]) AS day, sum(h.credited - h.debited) AS change
                FROM wallet_history h
                WHERE h.address = (SELECT id FROM addresses WHERE hash = w.wallet_address) AND h.transaction_key <= $5
                GROUP BY 1) AS d
          WHERE d.change <> 0) AS history
        CROSS JOIN LATERAL (
          -- What an assessment charged counts on its valuation date, whenever the run came to it.
          SELECT string_agg(coalesce(to_char(a.valuation_date, 'YYYY-MM-DD'), width_bucket(z.transaction_key, $4::bigint[])::text), ','
                            ORDER BY z.transaction_key) FILTER (WHERE z.transaction_key <= $5) AS charged_on,
                 coalesce(bool_or($6 IN (r.period, r.repeated_period)), false) AS charged_in_period
          FROM zakat_records z JOIN zakat_runs r ON r.id = z.run_id LEFT JOIN zakat_assessments a ON a.id = r.assessment_id
          WHERE z.wallet_address = w.wallet_address) AS charges
        ORDER BY w.wallet_address
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_wealth_of_wallets(bytea, integer, timestamptz, bigint[], bigint, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_wealth_of_wallets(bytea, integer, timestamptz, bigint[], bigint, text, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_policies_before(p_before_version integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."version", answer."rate"::text, answer."hawl"::text, answer."nisab_standard"::text, answer."debts"::text, answer."time_zone"::text, answer."excluded"::text[], answer."minimum_deduction"::text, answer."amilin_numerator"::text, answer."amilin_denominator"::text, answer."approvals", answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT version, rate, hawl, nisab_standard, debts, time_zone, excluded, minimum_deduction, amilin_numerator, amilin_denominator, approvals, author, created_at FROM zakat_policies WHERE $1::integer IS NULL OR version < $1 ORDER BY version DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_policies_before(integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_policies_before(integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_policy(p_version integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."version", answer."rate"::text, answer."hawl"::text, answer."nisab_standard"::text, answer."debts"::text, answer."time_zone"::text, answer."excluded"::text[], answer."minimum_deduction"::text, answer."amilin_numerator"::text, answer."amilin_denominator"::text, answer."approvals", answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT version, rate, hawl, nisab_standard, debts, time_zone, excluded, minimum_deduction, amilin_numerator, amilin_denominator, approvals, author, created_at FROM zakat_policies WHERE version = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_policy(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_policy(integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_set_zakat_policy(p_version integer, p_rate text, p_hawl text, p_nisab_standard text, p_debts text, p_time_zone text, p_excluded bytea[], p_minimum_deduction bigint, p_amilin_numerator bigint, p_amilin_denominator bigint, p_approvals smallint, p_author text, p_created_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_policies (version, rate, hawl, nisab_standard, debts, time_zone, excluded, minimum_deduction, amilin_numerator, amilin_denominator, approvals, author, created_at)
          SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
          WHERE $1 = (SELECT coalesce(max(version), 0) + 1 FROM zakat_policies)
          RETURNING version)
        SELECT EXISTS (SELECT 1 FROM added) AS set
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."set"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_set_zakat_policy(integer, text, text, text, text, text, bytea[], bigint, bigint, bigint, smallint, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_set_zakat_policy(integer, text, text, text, text, text, bytea[], bigint, bigint, bigint, smallint, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_record_nisab(p_id uuid, p_standard text, p_grams text, p_price text, p_units bigint, p_source text, p_as_of text, p_author text, p_created_at timestamptz, p_claim jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_nisab (id, standard, grams, price, units, source, as_of, author, created_at)
          VALUES ($1, $2, $3::numeric, $4::numeric, $5, $6, $7::date, $8, $9) RETURNING id)
        SELECT claim_record($10, id) AS recorded FROM added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."recorded"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_record_nisab(uuid, text, text, text, bigint, text, text, text, timestamptz, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_record_nisab(uuid, text, text, text, bigint, text, text, text, timestamptz, jsonb) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_nisab_snapshot(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."standard"::text, answer."grams"::text, answer."price"::text, answer."units"::text, answer."source"::text, answer."as_of"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT number, id, standard, grams, price, units, source, to_char(as_of, 'YYYY-MM-DD') AS as_of, author, created_at
        FROM zakat_nisab WHERE id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_nisab_snapshot(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_nisab_snapshot(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_nisab_of_standard(p_standard text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."standard"::text, answer."grams"::text, answer."price"::text, answer."units"::text, answer."source"::text, answer."as_of"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT number, id, standard, grams, price, units, source, to_char(as_of, 'YYYY-MM-DD') AS as_of, author, created_at
        FROM zakat_nisab WHERE standard = $1 ORDER BY zakat_nisab.as_of, number
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_nisab_of_standard(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_nisab_of_standard(text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_nisab_before(p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."standard"::text, answer."grams"::text, answer."price"::text, answer."units"::text, answer."source"::text, answer."as_of"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT number, id, standard, grams, price, units, source, to_char(as_of, 'YYYY-MM-DD') AS as_of, author, created_at
        FROM zakat_nisab WHERE $1::bigint IS NULL OR number < $1 ORDER BY number DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_nisab_before(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_nisab_before(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_latest_zakat_calendar() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."version", answer."overrides"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT version, overrides::text AS overrides, author, created_at FROM zakat_calendars ORDER BY version DESC LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_latest_zakat_calendar() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_latest_zakat_calendar() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_calendar(p_version integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."version", answer."overrides"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT version, overrides::text AS overrides, author, created_at FROM zakat_calendars WHERE version = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_calendar(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_calendar(integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_set_zakat_calendar(p_version integer, p_overrides jsonb, p_author text, p_created_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_calendars (version, overrides, author, created_at)
          SELECT $1, $2, $3, $4 WHERE $1 = (SELECT coalesce(max(version), 0) + 1 FROM zakat_calendars)
          RETURNING version)
        SELECT EXISTS (SELECT 1 FROM added) AS set
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."set"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_set_zakat_calendar(integer, jsonb, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_set_zakat_calendar(integer, jsonb, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_declare_zakat_debt(p_id uuid, p_wallet_address bytea, p_amount bigint, p_due_on text, p_note text, p_declared_by text, p_declared_at timestamptz, p_claim jsonb, p_most integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_debts (id, wallet_address, amount, due_on, note, declared_by, declared_at)
          SELECT $1, $2, $3, $4::date, $5, $6, $7
          WHERE (SELECT count(*) FROM zakat_debts WHERE wallet_address = $2) < $9 RETURNING id)
        SELECT claim_record($8, id) AS declared FROM added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."declared"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_declare_zakat_debt(uuid, bytea, bigint, text, text, text, timestamptz, jsonb, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_declare_zakat_debt(uuid, bytea, bigint, text, text, text, timestamptz, jsonb, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_debt(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."wallet_address"::text, answer."amount"::text, answer."due_on"::text, answer."note"::text, answer."declared_by"::text, answer."declared_at", answer."settled_on"::text)), '[]') FROM (
        SELECT number, id, wallet_address, amount, to_char(due_on, 'YYYY-MM-DD') AS due_on, note, declared_by, declared_at,
               to_char(s.settled_on, 'YYYY-MM-DD') AS settled_on
        FROM zakat_debts LEFT JOIN zakat_debt_settlements s ON s.debt_id = id WHERE id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_debt(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_debt(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_debts_after(p_wallet_address bytea, p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."wallet_address"::text, answer."amount"::text, answer."due_on"::text, answer."note"::text, answer."declared_by"::text, answer."declared_at", answer."settled_on"::text)), '[]') FROM (
        SELECT number, id, wallet_address, amount, to_char(due_on, 'YYYY-MM-DD') AS due_on, note, declared_by, declared_at,
               to_char(s.settled_on, 'YYYY-MM-DD') AS settled_on
        FROM zakat_debts LEFT JOIN zakat_debt_settlements s ON s.debt_id = id WHERE ($1::bytea IS NULL OR wallet_address = $1) AND number > $2 ORDER BY number LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_debts_after(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_debts_after(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_settle_zakat_debt(p_id uuid, p_settled_on text, p_settled_by text, p_settled_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_debt_settlements (debt_id, settled_on, settled_by, settled_at) VALUES ($1, $2::date, $3, $4)
        ON CONFLICT (debt_id) DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_settle_zakat_debt(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_settle_zakat_debt(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_file_zakat_exemption(p_id uuid, p_wallet_address bytea, p_kind text, p_fiqh text, p_sworn_on text, p_filed_on text, p_document_sha256 bytea, p_note text, p_filed_by text, p_filed_at timestamptz, p_claim jsonb, p_most integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_exemptions
            (id, wallet_address, kind, fiqh, sworn_on, filed_on, document_sha256, note, filed_by, filed_at)
          SELECT $1, $2, $3, $4, $5::date, $6::date, $7, $8, $9, $10
          WHERE (SELECT count(*) FROM zakat_exemptions WHERE wallet_address = $2) < $12 RETURNING id)
        SELECT claim_record($11, id) AS filed FROM added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."filed"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_file_zakat_exemption(uuid, bytea, text, text, text, text, bytea, text, text, timestamptz, jsonb, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_file_zakat_exemption(uuid, bytea, text, text, text, text, bytea, text, text, timestamptz, jsonb, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_exemption(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."wallet_address"::text, answer."kind"::text, answer."fiqh"::text, answer."sworn_on"::text, answer."filed_on"::text, answer."document_sha256"::text, answer."note"::text, answer."filed_by"::text, answer."filed_at", answer."accepted_on"::text, answer."accepted_by"::text, answer."ended_on"::text, answer."ended_by"::text)), '[]') FROM (
        SELECT number, id, wallet_address, kind, fiqh, to_char(sworn_on, 'YYYY-MM-DD') AS sworn_on, to_char(filed_on, 'YYYY-MM-DD') AS filed_on,
               document_sha256, note, filed_by, filed_at, to_char(a.accepted_on, 'YYYY-MM-DD') AS accepted_on, a.accepted_by,
               to_char(e.ended_on, 'YYYY-MM-DD') AS ended_on, e.ended_by
        FROM zakat_exemptions LEFT JOIN zakat_exemption_acceptances a ON a.exemption_id = id
          LEFT JOIN zakat_exemption_endings e ON e.exemption_id = id WHERE id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_exemption(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_exemption(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_exemptions_after(p_wallet_address bytea, p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."wallet_address"::text, answer."kind"::text, answer."fiqh"::text, answer."sworn_on"::text, answer."filed_on"::text, answer."document_sha256"::text, answer."note"::text, answer."filed_by"::text, answer."filed_at", answer."accepted_on"::text, answer."accepted_by"::text, answer."ended_on"::text, answer."ended_by"::text)), '[]') FROM (
        SELECT number, id, wallet_address, kind, fiqh, to_char(sworn_on, 'YYYY-MM-DD') AS sworn_on, to_char(filed_on, 'YYYY-MM-DD') AS filed_on,
               document_sha256, note, filed_by, filed_at, to_char(a.accepted_on, 'YYYY-MM-DD') AS accepted_on, a.accepted_by,
               to_char(e.ended_on, 'YYYY-MM-DD') AS ended_on, e.ended_by
        FROM zakat_exemptions LEFT JOIN zakat_exemption_acceptances a ON a.exemption_id = id
          LEFT JOIN zakat_exemption_endings e ON e.exemption_id = id WHERE ($1::bytea IS NULL OR wallet_address = $1) AND number > $2 ORDER BY number LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_exemptions_after(bytea, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_exemptions_after(bytea, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_accept_zakat_exemption(p_id uuid, p_accepted_on text, p_accepted_by text, p_accepted_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_exemption_acceptances (exemption_id, accepted_on, accepted_by, accepted_at)
        SELECT $1, $2::date, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM zakat_exemption_endings WHERE exemption_id = $1)
        ON CONFLICT (exemption_id) DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_accept_zakat_exemption(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_accept_zakat_exemption(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_end_zakat_exemption(p_id uuid, p_ended_on text, p_ended_by text, p_ended_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_exemption_endings (exemption_id, ended_on, ended_by, ended_at) VALUES ($1, $2::date, $3, $4)
        ON CONFLICT (exemption_id) DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_end_zakat_exemption(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_end_zakat_exemption(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_made_record(p_key_hash bytea, p_now timestamptz) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."request_hash"::text, answer."id"::text)), '[]') FROM (
        SELECT request_hash, made_record AS id FROM idempotency_keys
        WHERE key_hash = $1 AND expires_at > $2 AND made_record IS NOT NULL
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_made_record(bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_made_record(bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_propose_treasury_order(p_id uuid, p_kind text, p_address bytea, p_amount bigint, p_reference text, p_hash bytea, p_actor text, p_at timestamptz, p_key_hash bytea, p_request_hash bytea, p_per_day bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT propose_treasury_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS outcome
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_propose_treasury_order(uuid, text, bytea, bigint, text, bytea, text, timestamptz, bytea, bytea, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_propose_treasury_order(uuid, text, bytea, bigint, text, bytea, text, timestamptz, bytea, bytea, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_treasury_order_of_key(p_key_hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."request_hash"::text)), '[]') FROM (
        SELECT id, request_hash FROM treasury_orders WHERE key_hash = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_treasury_order_of_key(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_treasury_order_of_key(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_treasury_order(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."address"::text, answer."amount"::text, answer."reference"::text, answer."hash"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."settled_by"::text, answer."settled_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT o.number, o.id, o.state, o.kind, o.address, o.amount, o.reference, o.hash, o.proposed_by, o.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM treasury_approvals a WHERE a.order_id = o.id) AS approvals,
         o.rejected_by, o.rejected_at, o.rejection, s.settled_by, s.settled_at, t.txid, b.hash AS block_hash, t.height
  FROM treasury_orders o LEFT JOIN treasury_settlements s ON s.order_id = o.id
    LEFT JOIN transactions t ON t.key = s.transaction_key LEFT JOIN blocks b ON b.height = t.height WHERE o.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_treasury_order(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_treasury_order(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_treasury_orders_of_kind(p_kind text, p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."address"::text, answer."amount"::text, answer."reference"::text, answer."hash"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."settled_by"::text, answer."settled_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT o.number, o.id, o.state, o.kind, o.address, o.amount, o.reference, o.hash, o.proposed_by, o.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM treasury_approvals a WHERE a.order_id = o.id) AS approvals,
         o.rejected_by, o.rejected_at, o.rejection, s.settled_by, s.settled_at, t.txid, b.hash AS block_hash, t.height
  FROM treasury_orders o LEFT JOIN treasury_settlements s ON s.order_id = o.id
    LEFT JOIN transactions t ON t.key = s.transaction_key LEFT JOIN blocks b ON b.height = t.height WHERE o.kind = $1 AND o.number < $2 ORDER BY o.number DESC LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_treasury_orders_of_kind(text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_treasury_orders_of_kind(text, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_treasury_orders_in_state(p_kind text, p_state text, p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."address"::text, answer."amount"::text, answer."reference"::text, answer."hash"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."settled_by"::text, answer."settled_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT o.number, o.id, o.state, o.kind, o.address, o.amount, o.reference, o.hash, o.proposed_by, o.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM treasury_approvals a WHERE a.order_id = o.id) AS approvals,
         o.rejected_by, o.rejected_at, o.rejection, s.settled_by, s.settled_at, t.txid, b.hash AS block_hash, t.height
  FROM treasury_orders o LEFT JOIN treasury_settlements s ON s.order_id = o.id
    LEFT JOIN transactions t ON t.key = s.transaction_key LEFT JOIN blocks b ON b.height = t.height WHERE o.kind = $1 AND o.state = $2 AND o.number < $3 ORDER BY o.number DESC LIMIT $4
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_treasury_orders_in_state(text, text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_treasury_orders_in_state(text, text, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_approve_treasury_order(p_id uuid, p_actor text, p_needed integer, p_per_day bigint, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT approve_treasury_order($1, $2, $3, $4, $5) AS outcome
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_approve_treasury_order(uuid, text, integer, bigint, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_approve_treasury_order(uuid, text, integer, bigint, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_reject_treasury_order(p_id uuid, p_actor text, p_reason text, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT reject_treasury_order($1, $2, $3, $4) AS outcome
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_reject_treasury_order(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_reject_treasury_order(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_chain_supply() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."height"::text, answer."hash"::text, answer."prev_hash"::text, answer."merkle_root"::text, answer."timestamp"::text, answer."bits", answer."nonce"::text, answer."supply"::text, answer."unspent_count"::text, answer."utxo_digest"::text, answer."next_transaction"::text, answer."next_output"::text, answer."issued"::text, answer."redeemed"::text)), '[]') FROM (
        SELECT b.*, b.first_transaction + b.transaction_count AS next_transaction, b.first_output + b.output_count AS next_output,
               coalesce(s.issued_total, 0) AS issued, coalesce(s.redeemed_total, 0) AS redeemed
        FROM (SELECT * FROM blocks ORDER BY height DESC LIMIT 1) AS b
          LEFT JOIN LATERAL (SELECT issued_total, redeemed_total FROM treasury_settlements
                             WHERE transaction_key < b.first_transaction + b.transaction_count
                             ORDER BY transaction_key DESC LIMIT 1) AS s ON true
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_chain_supply() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_chain_supply() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_treasury_totals(p_next_transaction bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."issued"::text, answer."redeemed"::text)), '[]') FROM (
        SELECT issued_total AS issued, redeemed_total AS redeemed FROM treasury_settlements WHERE transaction_key < $1
        ORDER BY transaction_key DESC LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_treasury_totals(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_treasury_totals(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_settled_treasury_orders(p_txids bytea[]) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."txid"::text, answer."kind"::text, answer."id"::text, answer."address"::text, answer."amount"::text, answer."reference"::text, answer."hash"::text, answer."approvals", answer."needed")), '[]') FROM (
        SELECT t.txid, o.kind, o.id, o.address, o.amount, o.reference, o.hash, o.needed,
               (SELECT count(*) FROM treasury_approvals a WHERE a.order_id = o.id)::integer AS approvals
        FROM unnest($1::bytea[]) AS u(txid) JOIN transactions t ON t.txid = u.txid
          JOIN treasury_settlements s ON s.transaction_key = t.key JOIN treasury_orders o ON o.id = s.order_id
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_settled_treasury_orders(bytea[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_settled_treasury_orders(bytea[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_pool_wallet() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."wallet_address"::text, answer."sealed_private_key"::text, answer."made_by"::text, answer."created_at")), '[]') FROM (
        SELECT wallet_address, sealed_private_key, made_by, created_at FROM zakat_pool_wallet
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_pool_wallet() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_pool_wallet() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_zakat_pool_wallet(p_wallet_address bytea, p_sealed_private_key bytea, p_made_by text, p_created_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO zakat_pool_wallet (number, wallet_address, sealed_private_key, made_by, created_at) VALUES (1, $1, $2, $3, $4)
        ON CONFLICT (number) DO NOTHING RETURNING true AS added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."added"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_zakat_pool_wallet(bytea, bytea, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_zakat_pool_wallet(bytea, bytea, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_open_zakat_pool_book(p_pool_address bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT true AS opened FROM open_zakat_pool_book($1)
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."opened"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_open_zakat_pool_book(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_open_zakat_pool_book(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_pool_books(p_pool_address bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."received"::text, answer."sent"::text, answer."minted"::text, answer."lines"::text, answer."height"::text, answer."hash"::text, answer."utxo_digest"::text)), '[]') FROM (
        SELECT b.received, b.sent, b.minted, tip.height, tip.hash, tip.utxo_digest,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('period', l.period, 'item', l.item, 'count', l.count, 'units', l.units::text)), '[]')::text
           FROM zakat_pool_lines l WHERE l.pool_address = b.pool_address) AS lines
        FROM zakat_pool_books b, (SELECT height, hash, utxo_digest FROM blocks ORDER BY height DESC LIMIT 1) AS tip
        WHERE b.pool_address = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_pool_books(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_pool_books(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_return(p_period text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."item"::text, answer."number"::text, answer."units"::text)), '[]') FROM (
        WITH runs AS MATERIALIZED (
          SELECT id, number, assessment_id, completed_at FROM zakat_runs WHERE period = $1 AND assessment_id IS NOT NULL
        ), last AS MATERIALIZED (SELECT * FROM runs ORDER BY number DESC LIMIT 1),
        kept AS MATERIALIZED (
          SELECT item, sum(count) AS number, sum(units) AS units
          FROM zakat_pool_lines WHERE period = $1 AND item IN ('collected', 'refunded') GROUP BY item
        ), assessed AS MATERIALIZED (
          SELECT count(*) AS number, coalesce(sum(amount), 0) AS units FROM zakat_records WHERE run_id IN (SELECT id FROM runs)
        ), left_over AS MATERIALIZED (
          SELECT coalesce(s.kind, CASE WHEN r.completed_at IS NULL THEN 'pending' END) AS item, l.due
          FROM last r JOIN zakat_assessment_lines l ON l.assessment_id = r.assessment_id AND l.reason = 'DUE'
            LEFT JOIN zakat_shortfalls s ON s.run_id = r.id AND s.wallet_address = l.wallet_address
          WHERE NOT EXISTS (SELECT FROM zakat_records z WHERE z.period = $1 AND z.wallet_address = l.wallet_address)
        ), exempt AS MATERIALIZED (
          SELECT l.reason AS item, l.net FROM last r JOIN zakat_assessment_lines l ON l.assessment_id = r.assessment_id
            AND l.reason IN ('EXEMPT_NON_MUSLIM', 'EXEMPT_NON_CITIZEN', 'EXEMPT_CZ50', 'EXEMPT_NOT_SAHIB_E_NISAB')
          WHERE NOT EXISTS (SELECT FROM zakat_records z WHERE z.period = $1 AND z.wallet_address = l.wallet_address)
        ), items AS (
          SELECT 'assessments' AS item, count(*) AS number, 0 AS units FROM runs
          UNION ALL SELECT 'charged_as_assessed', number, units FROM assessed
          UNION ALL SELECT 'charged_without_assessment', k.number - a.number, k.units - a.units FROM kept k, assessed a WHERE k.item = 'collected'
          UNION ALL SELECT 'refunded', number, units FROM kept WHERE item = 'refunded'
          UNION ALL SELECT item, count(*), sum(due) FROM left_over WHERE item IS NOT NULL GROUP BY item
          UNION ALL SELECT item, count(*), sum(net) FROM exempt GROUP BY item)
        SELECT item, number::bigint AS number, units FROM items WHERE number > 0
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_return(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_return(text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_propose_zakat_voucher(p_id uuid, p_kind text, p_asnaf text, p_period text, p_pool_address bytea, p_beneficiary_name text, p_beneficiary_address bytea, p_amount bigint, p_receipt bigint, p_note text, p_proposed_by text, p_proposed_at timestamptz, p_key_hash bytea, p_request_hash bytea) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO zakat_vouchers (id, kind, asnaf, period, pool_address, beneficiary_name, beneficiary_address, amount, receipt,
                                    note, proposed_by, proposed_at, key_hash, request_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (key_hash) DO NOTHING RETURNING true AS proposed
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."proposed"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_propose_zakat_voucher(uuid, text, text, text, bytea, text, bytea, bigint, bigint, text, text, timestamptz, bytea, bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_propose_zakat_voucher(uuid, text, text, text, bytea, text, bytea, bigint, bigint, text, text, timestamptz, bytea, bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_voucher_of_key(p_key_hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."request_hash"::text)), '[]') FROM (
        SELECT id, request_hash FROM zakat_vouchers WHERE key_hash = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_voucher_of_key(bytea) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_voucher_of_key(bytea) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_zakat_voucher(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."asnaf"::text, answer."period"::text, answer."pool_address"::text, answer."beneficiary_name"::text, answer."beneficiary_address"::text, answer."amount"::text, answer."receipt"::text, answer."series"::text, answer."serial", answer."note"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."paid_by"::text, answer."paid_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT v.number, v.id, v.state, v.kind, v.asnaf, v.period, v.pool_address, v.beneficiary_name, v.beneficiary_address, v.amount,
         v.receipt, r.series, r.serial, v.note, v.proposed_by, v.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM zakat_voucher_approvals a WHERE a.voucher_id = v.id) AS approvals, v.rejected_by, v.rejected_at, v.rejection,
         p.paid_by, p.paid_at, t.txid, b.hash AS block_hash, t.height
  FROM zakat_vouchers v LEFT JOIN zakat_receipts r ON r.transaction_key = v.receipt
    LEFT JOIN zakat_voucher_payments p ON p.voucher_id = v.id LEFT JOIN transactions t ON t.key = p.transaction_key
    LEFT JOIN blocks b ON b.height = t.height WHERE v.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_zakat_voucher(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_zakat_voucher(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_vouchers(p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."asnaf"::text, answer."period"::text, answer."pool_address"::text, answer."beneficiary_name"::text, answer."beneficiary_address"::text, answer."amount"::text, answer."receipt"::text, answer."series"::text, answer."serial", answer."note"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."paid_by"::text, answer."paid_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT v.number, v.id, v.state, v.kind, v.asnaf, v.period, v.pool_address, v.beneficiary_name, v.beneficiary_address, v.amount,
         v.receipt, r.series, r.serial, v.note, v.proposed_by, v.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM zakat_voucher_approvals a WHERE a.voucher_id = v.id) AS approvals, v.rejected_by, v.rejected_at, v.rejection,
         p.paid_by, p.paid_at, t.txid, b.hash AS block_hash, t.height
  FROM zakat_vouchers v LEFT JOIN zakat_receipts r ON r.transaction_key = v.receipt
    LEFT JOIN zakat_voucher_payments p ON p.voucher_id = v.id LEFT JOIN transactions t ON t.key = p.transaction_key
    LEFT JOIN blocks b ON b.height = t.height WHERE v.number < $1 ORDER BY v.number DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_vouchers(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_vouchers(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_vouchers_in_state(p_state text, p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."state"::text, answer."kind"::text, answer."asnaf"::text, answer."period"::text, answer."pool_address"::text, answer."beneficiary_name"::text, answer."beneficiary_address"::text, answer."amount"::text, answer."receipt"::text, answer."series"::text, answer."serial", answer."note"::text, answer."proposed_by"::text, answer."proposed_at", answer."approvals"::text, answer."rejected_by"::text, answer."rejected_at", answer."rejection"::text, answer."paid_by"::text, answer."paid_at", answer."txid"::text, answer."block_hash"::text, answer."height"::text)), '[]') FROM (
        
  SELECT v.number, v.id, v.state, v.kind, v.asnaf, v.period, v.pool_address, v.beneficiary_name, v.beneficiary_address, v.amount,
         v.receipt, r.series, r.serial, v.note, v.proposed_by, v.proposed_at, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', a.approved_by, 'atMs', floor(extract(epoch FROM a.approved_at) * 1000))
                            ORDER BY a.approved_at, a.approved_by), '[]')::text
  FROM zakat_voucher_approvals a WHERE a.voucher_id = v.id) AS approvals, v.rejected_by, v.rejected_at, v.rejection,
         p.paid_by, p.paid_at, t.txid, b.hash AS block_hash, t.height
  FROM zakat_vouchers v LEFT JOIN zakat_receipts r ON r.transaction_key = v.receipt
    LEFT JOIN zakat_voucher_payments p ON p.voucher_id = v.id LEFT JOIN transactions t ON t.key = p.transaction_key
    LEFT JOIN blocks b ON b.height = t.height WHERE v.state = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_vouchers_in_state(text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_vouchers_in_state(text, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_approve_zakat_voucher(p_id uuid, p_actor text, p_approvals integer, p_cap_numerator bigint, p_cap_denominator bigint, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT approve_zakat_voucher($1, $2, $3, $4, $5, $6) AS outcome
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_approve_zakat_voucher(uuid, text, integer, bigint, bigint, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_approve_zakat_voucher(uuid, text, integer, bigint, bigint, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_reject_zakat_voucher(p_id uuid, p_actor text, p_reason text, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT reject_zakat_voucher($1, $2, $3, $4) AS outcome
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_reject_zakat_voucher(uuid, text, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_reject_zakat_voucher(uuid, text, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_voucher_room(p_receipt bigint, p_asnaf text, p_period text, p_cap_numerator bigint, p_cap_denominator bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."room"::text)), '[]') FROM (
        SELECT zakat_voucher_room($1, $2, $3, $4, $5) AS room
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_voucher_room(bigint, text, text, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_voucher_room(bigint, text, text, bigint, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_latest_zakat_period() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."series"::text)), '[]') FROM (
        SELECT series FROM zakat_receipts ORDER BY transaction_key DESC LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_latest_zakat_period() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_latest_zakat_period() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_has_zakat_period(p_series text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."found")), '[]') FROM (
        SELECT EXISTS (SELECT FROM zakat_receipts WHERE series = $1) AS found
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_has_zakat_period(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_has_zakat_period(text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_latest_zakat_order(p_voucher_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."outpoints"::text)), '[]') FROM (
        SELECT outpoints FROM zakat_voucher_orders WHERE voucher_id = $1 ORDER BY asked_at DESC LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_latest_zakat_order(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_latest_zakat_order(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_zakat_order(p_txid bytea, p_voucher_id uuid, p_outpoints bytea, p_asked_by text, p_asked_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO zakat_voucher_orders AS o (txid, voucher_id, outpoints, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (txid) DO UPDATE SET voucher_id = excluded.voucher_id, asked_by = excluded.asked_by, asked_at = excluded.asked_at
          WHERE o.voucher_id = excluded.voucher_id
            OR NOT EXISTS (SELECT FROM zakat_vouchers v WHERE v.id = o.voucher_id AND v.state = 'approved')
        RETURNING true AS added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."added"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_zakat_order(bytea, uuid, bytea, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_zakat_order(bytea, uuid, bytea, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_add_zakat_assessment_lines(p_assessment_id uuid, p_position integer, p_addresses bytea[], p_balances bigint[], p_debts text[], p_nets bigint[], p_nisabs bigint[], p_hawl_from text[], p_hawl_until text[], p_dues bigint[], p_reasons text[], p_days_left integer[]) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_assessment_lines (assessment_id, position, wallet_address, balance, debts, net, nisab, hawl_from, hawl_until,
                                            due, reason, days_left)
        SELECT $1, $2 + l.place - 1, l.address, l.balance, l.debts::numeric, l.net, l.nisab, nullif(l.hawl_from, '')::date,
               nullif(l.hawl_until, '')::date, l.due, l.reason, l.days_left
        FROM unnest($3::bytea[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[],
                    $12::integer[]) WITH ORDINALITY
          AS l(address, balance, debts, net, nisab, hawl_from, hawl_until, due, reason, days_left, place);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_add_zakat_assessment_lines(uuid, integer, bytea[], bigint[], text[], bigint[], bigint[], text[], text[], bigint[], text[], integer[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_add_zakat_assessment_lines(uuid, integer, bytea[], bigint[], text[], bigint[], bigint[], text[], text[], bigint[], text[], integer[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_close_zakat_assessment(p_id uuid, p_hash bytea, p_period text, p_valuation_date text, p_hijri_date text, p_provisional boolean, p_height bigint, p_policy_version integer, p_time_zone text, p_calendar_version integer, p_nisab uuid, p_wallets integer, p_due_count integer, p_due_units bigint, p_by_reason jsonb, p_author text, p_created_at timestamptz, p_claim jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH added AS (
          INSERT INTO zakat_assessments (id, hash, period, valuation_date, hijri_date, provisional, height, policy_version, time_zone,
                                         calendar_version, nisab, wallets, due_count, due_units, by_reason, author, created_at)
          VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id)
        SELECT claim_record($18, id) AS closed FROM added
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."closed"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_close_zakat_assessment(uuid, bytea, text, text, text, boolean, bigint, integer, text, integer, uuid, integer, integer, bigint, jsonb, text, timestamptz, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_close_zakat_assessment(uuid, bytea, text, text, text, boolean, bigint, integer, text, integer, uuid, integer, integer, bigint, jsonb, text, timestamptz, jsonb) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_discard_zakat_assessment(p_id uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        DELETE FROM zakat_assessment_lines WHERE assessment_id = $1
          AND NOT EXISTS (SELECT FROM zakat_assessments WHERE id = $1);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_discard_zakat_assessment(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_discard_zakat_assessment(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_sweep_zakat_assessments(p_row_limit integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH RECURSIVE assessments AS (
          (SELECT assessment_id AS id FROM zakat_assessment_lines ORDER BY assessment_id LIMIT 1)
          UNION ALL
          SELECT (SELECT l.assessment_id FROM zakat_assessment_lines l WHERE l.assessment_id > a.id ORDER BY l.assessment_id LIMIT 1)
          FROM assessments a WHERE a.id IS NOT NULL
        ), cut_off AS MATERIALIZED (
          SELECT id FROM assessments a WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM zakat_assessments z WHERE z.id = a.id)
        ), removed AS (
          DELETE FROM zakat_assessment_lines WHERE (assessment_id, position) IN (
            SELECT c.id, l.position FROM cut_off c
            CROSS JOIN LATERAL (SELECT position FROM zakat_assessment_lines WHERE assessment_id = c.id LIMIT $1) AS l LIMIT $1)
          RETURNING position)
        SELECT count(*) AS removed FROM removed
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."removed"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_sweep_zakat_assessments(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_sweep_zakat_assessments(integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_zakat_assessment(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."hash"::text, answer."period"::text, answer."valuation_date"::text, answer."hijri_date"::text, answer."provisional", answer."height"::text, answer."block_hash"::text, answer."policy_version", answer."time_zone"::text, answer."calendar_version", answer."nisab"::text, answer."nisab_id"::text, answer."wallets", answer."due_count", answer."due_units"::text, answer."by_reason"::text, answer."author"::text, answer."created_at")), '[]') FROM (
        SELECT a.id, a.hash, a.period, to_char(a.valuation_date, 'YYYY-MM-DD') AS valuation_date, a.hijri_date, a.provisional, a.height,
               b.hash AS block_hash, a.policy_version, a.time_zone, a.calendar_version,
               json_build_object('standard', n.standard, 'grams', n.grams::text, 'price', n.price::text, 'units', n.units::text,
                 'source', n.source, 'as_of', to_char(n.as_of, 'YYYY-MM-DD'))::text AS nisab, n.id AS nisab_id,
               a.wallets, a.due_count, a.due_units, a.by_reason::text AS by_reason, a.author, a.created_at
        FROM zakat_assessments a JOIN blocks b ON b.height = a.height JOIN zakat_nisab n ON n.id = a.nisab WHERE a.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_zakat_assessment(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_zakat_assessment(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_assessment_lines_after(p_assessment_id uuid, p_reason text, p_after_position integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."position", answer."wallet_address"::text, answer."user_id"::text, answer."full_name"::text, answer."sealed_cnic"::text, answer."balance"::text, answer."debts"::text, answer."net"::text, answer."nisab"::text, answer."hawl_from"::text, answer."hawl_until"::text, answer."due"::text, answer."reason"::text, answer."days_left")), '[]') FROM (
        SELECT l.position, l.wallet_address, u.id AS user_id, u.full_name, u.sealed_cnic, l.balance, l.debts, l.net, l.nisab,
               to_char(l.hawl_from, 'YYYY-MM-DD') AS hawl_from, to_char(l.hawl_until, 'YYYY-MM-DD') AS hawl_until, l.due, l.reason,
               l.days_left
        FROM (SELECT * FROM zakat_assessment_lines
              WHERE assessment_id = $1 AND ($2::text IS NULL OR reason = $2) AND position > $3 ORDER BY position LIMIT $4) AS l
        JOIN wallet_profiles w ON w.wallet_address = l.wallet_address JOIN users u ON u.id = w.user_id ORDER BY l.position
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_assessment_lines_after(uuid, text, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_assessment_lines_after(uuid, text, integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_approve_zakat_assessment(p_assessment_id uuid, p_approved_by text, p_approved_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO zakat_approvals (assessment_id, approved_by, approved_at) VALUES ($1, $2, $3)
        ON CONFLICT (assessment_id, approved_by) DO NOTHING RETURNING true AS approved
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."approved"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_approve_zakat_assessment(uuid, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_approve_zakat_assessment(uuid, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_approvals_of_assessment(p_assessment_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."approved_by"::text, answer."approved_at")), '[]') FROM (
        SELECT approved_by, approved_at FROM zakat_approvals WHERE assessment_id = $1 ORDER BY approved_at, approved_by
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_approvals_of_assessment(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_approvals_of_assessment(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_begin_assessed_zakat_run(p_id uuid, p_assessment_id uuid, p_pool_address bytea, p_begun_by text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_runs (id, pool_address, period, assessment_id, begun_by)
        SELECT $1, $3, period, id, $4 FROM zakat_assessments WHERE id = $2 ON CONFLICT (assessment_id) DO NOTHING;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_begin_assessed_zakat_run(uuid, uuid, bytea, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_begin_assessed_zakat_run(uuid, uuid, bytea, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_zakat_run_of_assessment(p_assessment_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."assessment_id"::text, answer."period"::text, answer."pool_address"::text)), '[]') FROM (
        SELECT id, assessment_id, period, pool_address FROM zakat_runs WHERE assessment_id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_zakat_run_of_assessment(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_zakat_run_of_assessment(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_unfinished_assessed_zakat_run() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."assessment_id"::text, answer."period"::text, answer."pool_address"::text)), '[]') FROM (
        SELECT id, assessment_id, period, pool_address FROM zakat_runs
        WHERE completed_at IS NULL AND assessment_id IS NOT NULL ORDER BY number LIMIT 1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_unfinished_assessed_zakat_run() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_unfinished_assessed_zakat_run() TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_due_in_zakat_run(p_run_id uuid, p_after_position integer, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."position", answer."user_id"::text, answer."wallet_address"::text, answer."sealed_private_key"::text, answer."due"::text, answer."settled")), '[]') FROM (
        SELECT l.position, w.user_id, l.wallet_address, w.sealed_private_key, l.due,
               EXISTS (SELECT FROM zakat_records z WHERE z.period = r.period AND z.wallet_address = l.wallet_address OFFSET 0)
               OR EXISTS (SELECT FROM zakat_shortfalls s WHERE s.run_id = r.id AND s.wallet_address = l.wallet_address OFFSET 0)
                 AS settled
        FROM zakat_runs r
        CROSS JOIN LATERAL (SELECT position, wallet_address, due FROM zakat_assessment_lines
                            WHERE assessment_id = r.assessment_id AND reason = 'DUE' AND position > $2 ORDER BY position LIMIT $3) AS l
        CROSS JOIN LATERAL (SELECT user_id, sealed_private_key FROM wallet_profiles
                            WHERE wallet_address = l.wallet_address OFFSET 0) AS w
        WHERE r.id = $1 ORDER BY l.position
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_due_in_zakat_run(uuid, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_due_in_zakat_run(uuid, integer, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_set_aside_in_zakat_run(p_run_id uuid, p_kind text, p_addresses bytea[]) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        INSERT INTO zakat_shortfalls (run_id, wallet_address, kind) SELECT $1, address, $2 FROM unnest($3::bytea[]) AS u(address)
        ON CONFLICT (run_id, wallet_address) DO UPDATE SET kind = excluded.kind;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_set_aside_in_zakat_run(uuid, text, bytea[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_set_aside_in_zakat_run(uuid, text, bytea[]) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_complete_assessed_zakat_run(p_run_id uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE zakat_runs r SET completed_at = now(), total_wallets = a.wallets
        FROM zakat_assessments a WHERE r.id = $1 AND a.id = r.assessment_id AND r.completed_at IS NULL;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_complete_assessed_zakat_run(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_complete_assessed_zakat_run(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_reopen_assessed_zakat_run(p_run_id uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        WITH dropped AS (DELETE FROM zakat_shortfalls WHERE run_id = $1 RETURNING run_id)
        UPDATE zakat_runs SET completed_at = NULL WHERE id = $1 AND id IN (SELECT run_id FROM dropped);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_reopen_assessed_zakat_run(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_reopen_assessed_zakat_run(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_progress_of_zakat_run(p_run_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."assessment_id"::text, answer."period"::text, answer."pool_address"::text, answer."number"::text, answer."started_at", answer."completed_at", answer."total", answer."charged"::text, answer."total_units"::text, answer."elsewhere"::text, answer."outstanding"::text, answer."failed"::text, answer."hashes"::text[])), '[]') FROM (
        
  SELECT r.id, r.assessment_id, r.period, r.pool_address, r.number, r.started_at, r.completed_at, a.due_count AS total,
         z.charged, z.total_units, e.elsewhere, s.outstanding, s.failed,
         (SELECT coalesce(array_agg(b.hash ORDER BY b.height), '{}') FROM blocks b WHERE b.height = ANY (z.heights)) AS hashes
  FROM zakat_runs r JOIN zakat_assessments a ON a.id = r.assessment_id
  CROSS JOIN LATERAL (SELECT coalesce(sum(b.charged), 0)::bigint AS charged, coalesce(sum(b.units), 0) AS total_units,
                             array_agg(b.height) AS heights
    FROM (SELECT height, count(*) AS charged, sum(amount) AS units FROM zakat_records WHERE run_id = r.id GROUP BY height) AS b) AS z
  -- Of a period that had one run there is nothing to look for.
  CROSS JOIN LATERAL (SELECT count(*) AS elsewhere FROM zakat_records o JOIN zakat_assessment_lines l
    ON l.assessment_id = r.assessment_id AND l.wallet_address = o.wallet_address AND l.reason = 'DUE'
    WHERE EXISTS (SELECT FROM zakat_runs x WHERE x.period = r.period AND x.id <> r.id)
      AND o.period = r.period AND o.run_id <> r.id
      AND NOT EXISTS (SELECT FROM zakat_shortfalls s WHERE s.run_id = r.id AND s.wallet_address = o.wallet_address)) AS e
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE kind = 'outstanding') AS outstanding,
                             count(*) FILTER (WHERE kind = 'failed') AS failed FROM zakat_shortfalls WHERE run_id = r.id) AS s WHERE r.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_progress_of_zakat_run(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_progress_of_zakat_run(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_assessed_zakat_runs(p_before_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."assessment_id"::text, answer."period"::text, answer."pool_address"::text, answer."number"::text, answer."started_at", answer."completed_at", answer."total", answer."charged"::text, answer."total_units"::text, answer."elsewhere"::text, answer."outstanding"::text, answer."failed"::text, answer."hashes"::text[])), '[]') FROM (
        
  SELECT r.id, r.assessment_id, r.period, r.pool_address, r.number, r.started_at, r.completed_at, a.due_count AS total,
         z.charged, z.total_units, e.elsewhere, s.outstanding, s.failed,
         (SELECT coalesce(array_agg(b.hash ORDER BY b.height), '{}') FROM blocks b WHERE b.height = ANY (z.heights)) AS hashes
  FROM zakat_runs r JOIN zakat_assessments a ON a.id = r.assessment_id
  CROSS JOIN LATERAL (SELECT coalesce(sum(b.charged), 0)::bigint AS charged, coalesce(sum(b.units), 0) AS total_units,
                             array_agg(b.height) AS heights
    FROM (SELECT height, count(*) AS charged, sum(amount) AS units FROM zakat_records WHERE run_id = r.id GROUP BY height) AS b) AS z
  -- Of a period that had one run there is nothing to look for.
  CROSS JOIN LATERAL (SELECT count(*) AS elsewhere FROM zakat_records o JOIN zakat_assessment_lines l
    ON l.assessment_id = r.assessment_id AND l.wallet_address = o.wallet_address AND l.reason = 'DUE'
    WHERE EXISTS (SELECT FROM zakat_runs x WHERE x.period = r.period AND x.id <> r.id)
      AND o.period = r.period AND o.run_id <> r.id
      AND NOT EXISTS (SELECT FROM zakat_shortfalls s WHERE s.run_id = r.id AND s.wallet_address = o.wallet_address)) AS e
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE kind = 'outstanding') AS outstanding,
                             count(*) FILTER (WHERE kind = 'failed') AS failed FROM zakat_shortfalls WHERE run_id = r.id) AS s WHERE r.number < $1 ORDER BY r.number DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_assessed_zakat_runs(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_assessed_zakat_runs(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_recent_system_logs(p_before_id bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."id"::text, answer."level"::text, answer."type"::text, answer."message"::text, answer."ip"::text, answer."timestamp")), '[]') FROM (
        SELECT id, level, type, message, ip, "timestamp" FROM system_logs WHERE id < $1 ORDER BY id DESC LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_recent_system_logs(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_recent_system_logs(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_record_system_logs(p_levels text[], p_types text[], p_messages text[], p_ips text[], p_timestamps timestamptz[], p_keep_from timestamptz, p_keep_rows bigint, p_sweep_limit integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        WITH oldest AS MATERIALIZED (SELECT id, "timestamp" FROM system_logs ORDER BY id LIMIT $8),
          expired AS (DELETE FROM system_logs WHERE id IN (
            SELECT id FROM oldest WHERE "timestamp" < $6 OR id <= (SELECT max(id) FROM system_logs) - $7))
        INSERT INTO system_logs (level, type, message, ip, "timestamp")
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_record_system_logs(text[], text[], text[], text[], timestamptz[], timestamptz, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_record_system_logs(text[], text[], text[], text[], timestamptz[], timestamptz, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_make_webhook_for(p_id uuid, p_owner text, p_subject text, p_url text, p_types text[], p_description text, p_place bigint, p_sealed_secret bytea, p_created_at timestamptz, p_key_hash bytea, p_request_hash bytea, p_keys_from timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT m.outcome, m.id, m.request_hash FROM make_webhook($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS m
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."outcome"::text, v_row."id"::text, v_row."request_hash"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_make_webhook_for(uuid, text, text, text, text[], text, bigint, bytea, timestamptz, bytea, bytea, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_make_webhook_for(uuid, text, text, text, text[], text, bigint, bytea, timestamptz, bytea, bytea, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_webhook(p_id uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."owner"::text, answer."subject"::text, answer."url"::text, answer."types", answer."description"::text, answer."state"::text, answer."reason"::text, answer."place"::text, answer."failures", answer."due_at", answer."has_extras", answer."sealed_secret"::text, answer."sealed_former_secret"::text, answer."former_until", answer."revision"::text, answer."created_at")), '[]') FROM (
        SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event') AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w WHERE w.id = $1
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_webhook(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_webhook(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_webhooks_after(p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."owner"::text, answer."subject"::text, answer."url"::text, answer."types", answer."description"::text, answer."state"::text, answer."reason"::text, answer."place"::text, answer."failures", answer."due_at", answer."has_extras", answer."sealed_secret"::text, answer."sealed_former_secret"::text, answer."former_until", answer."revision"::text, answer."created_at")), '[]') FROM (
        SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event') AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w WHERE w.number > $1 ORDER BY w.number LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_webhooks_after(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_webhooks_after(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_webhooks_of_owner(p_owner text, p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."owner"::text, answer."subject"::text, answer."url"::text, answer."types", answer."description"::text, answer."state"::text, answer."reason"::text, answer."place"::text, answer."failures", answer."due_at", answer."has_extras", answer."sealed_secret"::text, answer."sealed_former_secret"::text, answer."former_until", answer."revision"::text, answer."created_at")), '[]') FROM (
        SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event') AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w WHERE w.owner = $1 AND w.number > $2 ORDER BY w.number LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_webhooks_of_owner(text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_webhooks_of_owner(text, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_change_webhook_of(p_id uuid, p_url text, p_types text[], p_description text, p_state text, p_reason text, p_changed_by text, p_from_revision bigint, p_from_state text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        WITH read AS MATERIALIZED (SELECT FROM webhooks WHERE id = $1 AND revision = $8 AND state = $9 FOR UPDATE)
        SELECT change_webhook($1, $2, $3, $4, $5, $6, $7) AS changed FROM read
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."changed"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_change_webhook_of(uuid, text, text[], text, text, text, text, bigint, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_change_webhook_of(uuid, text, text[], text, text, text, text, bigint, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_replace_secret_of_webhook(p_id uuid, p_revision bigint, p_sealed bytea, p_former bytea, p_former_until timestamptz, p_replaced_by text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT replace_webhook_secret($1, $2, $3, $4, $5, $6) AS replaced
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."replaced"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_replace_secret_of_webhook(uuid, bigint, bytea, bytea, timestamptz, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_replace_secret_of_webhook(uuid, bigint, bytea, bytea, timestamptz, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_remove_webhook_of(p_id uuid, p_removed_by text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT remove_webhook($1, $2) AS removed
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."removed"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_remove_webhook_of(uuid, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_remove_webhook_of(uuid, text) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_webhook_deliveries_before(p_webhook uuid, p_before_n bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."n"::text, answer."kind"::text, answer."event_id"::text, answer."event_type"::text, answer."event_place"::text, answer."status"::text, answer."attempts", answer."answer_status", answer."answer"::text, answer."created_at", answer."attempted_at", answer."next_at")), '[]') FROM (
        SELECT d.n, d.kind, d.event_id, d.event_type, d.event_place, d.status, d.attempts, d.answer_status, d.answer,
               d.created_at, d.attempted_at, d.next_at
        FROM webhook_deliveries d WHERE d.webhook_id = $1 AND d.n < $2 ORDER BY d.n DESC LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_webhook_deliveries_before(uuid, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_webhook_deliveries_before(uuid, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_find_webhook_delivery(p_webhook uuid, p_n bigint) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."n"::text, answer."kind"::text, answer."event_id"::text, answer."event_type"::text, answer."event_place"::text, answer."status"::text, answer."attempts", answer."answer_status", answer."answer"::text, answer."created_at", answer."attempted_at", answer."next_at")), '[]') FROM (
        SELECT d.n, d.kind, d.event_id, d.event_type, d.event_place, d.status, d.attempts, d.answer_status, d.answer,
               d.created_at, d.attempted_at, d.next_at
        FROM webhook_deliveries d WHERE d.webhook_id = $1 AND d.n = $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_find_webhook_delivery(uuid, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_find_webhook_delivery(uuid, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_queue_delivery_of_webhook(p_webhook uuid, p_kind text, p_event_id text, p_event_type text, p_event_place bigint, p_at timestamptz, p_most integer, p_kept bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT queue_webhook_delivery($1, $2, $3, $4, $5, $6, $7, $8) AS n
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."n"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_queue_delivery_of_webhook(uuid, text, text, text, bigint, timestamptz, integer, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_queue_delivery_of_webhook(uuid, text, text, text, bigint, timestamptz, integer, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_hold_webhook_duty(p_holder uuid, p_ms integer, p_alone boolean) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO webhook_duty AS d (holder, until) VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
        ON CONFLICT (single) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE $3 OR d.holder = excluded.holder OR d.until < clock_timestamp()
        RETURNING true AS held
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."held"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_hold_webhook_duty(uuid, integer, boolean) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_hold_webhook_duty(uuid, integer, boolean) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_release_webhook_duty(p_holder uuid) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        DELETE FROM webhook_duty WHERE holder = $1;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_release_webhook_duty(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_release_webhook_duty(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_webhook_lanes(p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."owner"::text, answer."subject"::text, answer."url"::text, answer."types", answer."description"::text, answer."state"::text, answer."reason"::text, answer."place"::text, answer."failures", answer."due_at", answer."has_extras", answer."sealed_secret"::text, answer."sealed_former_secret"::text, answer."former_until", answer."revision"::text, answer."created_at")), '[]') FROM (
        SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event') AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w WHERE w.number > $1 AND (w.state = 'active' OR EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event')) ORDER BY w.number LIMIT $2
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_webhook_lanes(bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_webhook_lanes(bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_changed_webhooks(p_within_ms integer, p_after_number bigint, p_row_limit integer) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."number"::text, answer."id"::text, answer."owner"::text, answer."subject"::text, answer."url"::text, answer."types", answer."description"::text, answer."state"::text, answer."reason"::text, answer."place"::text, answer."failures", answer."due_at", answer."has_extras", answer."sealed_secret"::text, answer."sealed_former_secret"::text, answer."former_until", answer."revision"::text, answer."created_at")), '[]') FROM (
        SELECT w.number, w.id, w.owner, w.subject, w.url, w.types, w.description, w.state, w.reason, w.place, w.failures, w.due_at,
               EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.kind <> 'event') AS has_extras, w.sealed_secret, w.sealed_former_secret, w.former_until, w.revision, w.created_at
        FROM webhooks w WHERE w.changed_at > clock_timestamp() - $1 * interval '1 millisecond' AND w.number > $2 ORDER BY w.number LIMIT $3
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_changed_webhooks(integer, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_changed_webhooks(integer, bigint, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_waiting_webhook_extras(p_webhook uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."n"::text, answer."kind"::text, answer."event_id"::text, answer."event_type"::text, answer."event_place"::text, answer."status"::text, answer."attempts", answer."answer_status", answer."answer"::text, answer."created_at", answer."attempted_at", answer."next_at")), '[]') FROM (
        SELECT d.n, d.kind, d.event_id, d.event_type, d.event_place, d.status, d.attempts, d.answer_status, d.answer,
               d.created_at, d.attempted_at, d.next_at
        FROM webhook_deliveries d WHERE d.webhook_id = $1 AND d.status = 'waiting' AND d.kind <> 'event' ORDER BY d.n
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_waiting_webhook_extras(uuid) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_waiting_webhook_extras(uuid) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_record_attempt_of_webhook(p_holder uuid, p_webhook uuid, p_from_place bigint, p_event_id text, p_event_type text, p_event_place bigint, p_delivered boolean, p_answer_status integer, p_answer text, p_at timestamptz, p_next_at timestamptz, p_state text, p_reason text, p_kept bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        SELECT record_webhook_attempt($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS recorded
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."recorded"));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_record_attempt_of_webhook(uuid, uuid, bigint, text, text, bigint, boolean, integer, text, timestamptz, timestamptz, text, text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_record_attempt_of_webhook(uuid, uuid, bigint, text, text, bigint, boolean, integer, text, timestamptz, timestamptz, text, text, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_record_webhook_extra(p_holder uuid, p_webhook uuid, p_n bigint, p_delivered boolean, p_answer_status integer, p_answer text, p_at timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE webhook_deliveries SET status = CASE WHEN $4 THEN 'delivered' ELSE 'failed' END, attempts = attempts + 1, answer_status = $5,
          answer = $6, attempted_at = $7, next_at = NULL
        WHERE webhook_id = $2 AND n = $3 AND EXISTS (SELECT FROM webhook_duty WHERE holder = $1);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_record_webhook_extra(uuid, uuid, bigint, boolean, integer, text, timestamptz) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_record_webhook_extra(uuid, uuid, bigint, boolean, integer, text, timestamptz) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_skip_webhook_places(p_holder uuid, p_webhook uuid, p_from_place bigint, p_to_place bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE webhooks SET place = $4 WHERE id = $2 AND place = $3 AND EXISTS (SELECT FROM webhook_duty WHERE holder = $1);
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_skip_webhook_places(uuid, uuid, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_skip_webhook_places(uuid, uuid, bigint, bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_take_writer_lease(p_holder uuid, p_seconds integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        INSERT INTO ledger_access.writer_lease AS lease (holder, fence, lasts, expires_at)
        VALUES ($1, 1, $2 * interval '1 second', clock_timestamp() + $2 * interval '1 second')
        ON CONFLICT (single) DO UPDATE SET holder = excluded.holder, lasts = excluded.lasts, expires_at = excluded.expires_at,
          fence = lease.fence + CASE WHEN lease.holder = excluded.holder THEN 0 ELSE 1 END
        WHERE lease.holder = excluded.holder OR lease.expires_at < clock_timestamp()
        RETURNING lease.fence
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."fence"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_take_writer_lease(uuid, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_take_writer_lease(uuid, integer) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_renew_writer_lease(p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
  FOR v_row IN
        UPDATE ledger_access.writer_lease AS lease SET expires_at = clock_timestamp() + lease.lasts
        WHERE lease.fence = $1 RETURNING lease.fence
  LOOP
    v_rows := array_append(v_rows, json_build_array(v_row."fence"::text));
  END LOOP;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_renew_writer_lease(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_renew_writer_lease(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_release_writer_lease(p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
        UPDATE ledger_access.writer_lease AS lease SET expires_at = '-infinity', fence = lease.fence + 1
        WHERE lease.fence = $1;
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_release_writer_lease(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_release_writer_lease(bigint) TO service_role;

CREATE OR REPLACE FUNCTION public.ledger_project_state() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ledger, pg_temp SET bytea_output = hex AS $ledger$
  SELECT coalesce(json_agg(json_build_array(answer."migrations", answer."access_digest"::text, answer."exposed")), '[]') FROM (
        SELECT (SELECT coalesce(array_agg(m.name::text ORDER BY m.id), '{}') FROM ledger.migrations m) AS migrations,
               ledger_access.digest() AS access_digest, ledger_access.exposed() AS exposed
  ) AS answer
$ledger$;
REVOKE ALL ON FUNCTION public.ledger_project_state() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.ledger_project_state() TO service_role;

DO $ledger$
DECLARE v_table regclass;
BEGIN
  FOR v_table IN
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace IN ('ledger'::regnamespace, 'ledger_access'::regnamespace) AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', v_table);
  END LOOP;
END
$ledger$;
REVOKE ALL ON ALL TABLES IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger, ledger_access FROM PUBLIC, anon, authenticated;

RESET search_path;
NOTIFY pgrst, 'reload schema';
