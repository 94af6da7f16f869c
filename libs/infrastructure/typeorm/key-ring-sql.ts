/**
 * The key ring: beside the name of the master key, the salt when it comes from a passphrase, the sealed key of the keyed
 * hashes, and during a rotation the name of the key that records are being moved to. One key is in charge of each record:
 * `refuse_foreign_seal` keeps a process with an old key from adding what would not open.
 *
 * A store of an unreleased version that has no index key yet loses its ring, and gets a new one at the next start; nothing
 * looks up a hash of its time.
 */
export const ADD_KEY_RING = `
DELETE FROM master_key;
ALTER TABLE master_key
  ADD COLUMN passphrase_salt      bytea CHECK (octet_length(passphrase_salt) >= 16),
  ADD COLUMN sealed_index_key     bytea NOT NULL,
  ADD COLUMN next_key_id          bytea CHECK (next_key_id <> key_id),
  ADD COLUMN next_passphrase_salt bytea CHECK (octet_length(next_passphrase_salt) >= 16),
  ADD CHECK (next_passphrase_salt IS NULL OR next_key_id IS NOT NULL),
  ADD CHECK (octet_length(key_id) = 8 AND octet_length(next_key_id) = 8);

-- Bytes 2 to 9 of a sealed record name its key. A store without a ring has nothing to compare with yet.
CREATE FUNCTION refuse_foreign_seal() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  v_key_id bytea := substring((to_jsonb(NEW) ->> TG_ARGV[0])::bytea FROM 2 FOR 8);
BEGIN
  IF EXISTS (SELECT FROM master_key WHERE v_key_id IS DISTINCT FROM key_id AND v_key_id IS DISTINCT FROM next_key_id) THEN
    RAISE EXCEPTION 'a record of % is sealed under a key that is not in charge', TG_TABLE_NAME USING ERRCODE = 'MZ003';
  END IF;
  RETURN NEW;
END $$;`;

export const REMOVE_KEY_RING = `
DROP FUNCTION refuse_foreign_seal CASCADE;
ALTER TABLE master_key DROP COLUMN passphrase_salt, DROP COLUMN sealed_index_key, DROP COLUMN next_passphrase_salt,
  DROP COLUMN next_key_id;`;

/** Puts {@link ADD_KEY_RING}'s guard on a column that may be null. */
export function guardSealedColumn(table: string, column: string): string {
  return `CREATE TRIGGER ${table}_${column} BEFORE INSERT OR UPDATE OF ${column} ON ${table} FOR EACH ROW
    WHEN (NEW.${column} IS NOT NULL) EXECUTE FUNCTION refuse_foreign_seal('${column}')`;
}
