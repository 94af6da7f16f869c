import { plainType, type Statement } from '../../sql/statement.js';
import { functionOf } from '../supabase-statements.js';

/**
 * Nothing of the caller's may come between a name and its table; `pg_temp` would be searched first if it were not named. And
 * bytes are hex, whatever the role or the database says.
 */
const SETTINGS = 'SET search_path = ledger, pg_temp SET bytea_output = hex';

/**
 * The SQL function that runs `statement` for PostgREST, and for the service role alone. It answers a JSON array of rows,
 * each an array in the order of the statement's columns; see decodeRows.
 */
export function functionSql(statement: Statement): string {
  const parameters = parametersOf(statement).map(([name, type]) => `p_${name} ${type}`);
  const signature = signatureOf(statement);
  return `CREATE OR REPLACE FUNCTION public.${functionOf(statement)}(${parameters.join(', ')}) RETURNS json
${statement.effect === 'read' ? readBody(statement) : writeBody(statement)};
REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION ${signature} TO service_role;`;
}

/** What tells the function from others of its name, for instance `public.ledger_block_at(bigint)`. */
export function signatureOf(statement: Statement): string {
  const types = parametersOf(statement).map(([, type]) => type);
  return `public.${functionOf(statement)}(${types.join(', ')})`;
}

function parametersOf({ parameters, effect }: Statement): [name: string, type: string][] {
  const own = Object.entries(parameters).map(([name, type]): [string, string] => [name, plainType(type)]);
  return effect === 'append' ? [...own, ['fence', 'bigint']] : own;
}

function readBody(statement: Statement): string {
  return `LANGUAGE sql STABLE SECURITY DEFINER ${SETTINGS} AS $ledger$
  SELECT coalesce(json_agg(${rowSql('answer', statement)}), '[]') FROM (
        ${statement.sql}
  ) AS answer
$ledger$`;
}

/** PostgREST has no field for the name of a constraint, so the hint carries it; the detail would repeat values. */
function writeBody(statement: Statement): string {
  return `LANGUAGE plpgsql VOLATILE SECURITY DEFINER ${SETTINGS} AS $ledger$
#variable_conflict use_column
DECLARE
  v_row record;
  v_rows json[] := '{}';
  v_state text;
  v_constraint text;
BEGIN
${statement.effect === 'append' ? '  PERFORM ledger_access.demand_writer_lease(p_fence);\n' : ''}${runSql(statement)}
  RETURN array_to_json(v_rows);
EXCEPTION WHEN integrity_constraint_violation THEN
  GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION 'constraint violated' USING ERRCODE = v_state, HINT = v_constraint;
END
$ledger$`;
}

function runSql(statement: Statement): string {
  if (Object.keys(statement.columns).length === 0) return `        ${statement.sql};`;
  return `  FOR v_row IN
        ${statement.sql}
  LOOP
    v_rows := array_append(v_rows, ${rowSql('v_row', statement)});
  END LOOP;`;
}

/** Whole numbers that may pass 2^53 are text, and so are bytes. */
function rowSql(row: string, { columns }: Statement): string {
  const values = Object.entries(columns).map(([name, type]) => {
    const value = `${row}."${name}"`;
    switch (plainType(type)) {
      case 'boolean':
      case 'smallint':
      case 'integer':
      case 'timestamptz':
      case 'text[]':
        return value;
      case 'bytea[]':
        return `${value}::text[]`;
      default:
        return `${value}::text`;
    }
  });
  return `json_build_array(${values.join(', ')})`;
}
