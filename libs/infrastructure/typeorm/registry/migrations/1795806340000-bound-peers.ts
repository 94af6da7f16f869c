import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a peer says is kept in bounds, whatever the code in front lets through. A log whose cursor is longer is read anew. */
export class BoundPeers1795806340000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READ_ANEW);
    await runner.query(BOUNDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE peers DROP CONSTRAINT peers_cursor_check, DROP CONSTRAINT peers_name_check,
      DROP CONSTRAINT peers_last_error_check`);
    await runner.query(`ALTER TABLE peer_nodes DROP CONSTRAINT peer_nodes_node_id_check,
      DROP CONSTRAINT peer_nodes_address_check, DROP CONSTRAINT peer_nodes_capabilities_check,
      DROP CONSTRAINT peer_nodes_receiving_address_check`);
  }
}

const READ_ANEW = `
UPDATE peers SET cursor = NULL, place = 0, hash = NULL WHERE octet_length(cursor) > 400;`;

const BOUNDS = `
ALTER TABLE peers
  ADD CONSTRAINT peers_cursor_check CHECK (octet_length(cursor) <= 400),
  ADD CONSTRAINT peers_name_check CHECK (char_length(name) <= 100),
  ADD CONSTRAINT peers_last_error_check CHECK (char_length(last_error) <= 500);
ALTER TABLE peer_nodes
  ADD CONSTRAINT peer_nodes_node_id_check CHECK (octet_length(node_id) <= 64),
  ADD CONSTRAINT peer_nodes_address_check CHECK (octet_length(address) <= 255),
  ADD CONSTRAINT peer_nodes_capabilities_check CHECK (cardinality(capabilities) <= 1000),
  ADD CONSTRAINT peer_nodes_receiving_address_check CHECK (octet_length(receiving_address) <= 100);`;
