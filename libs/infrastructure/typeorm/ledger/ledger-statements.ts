import type { Statement } from '../../sql/statement.js';
import { MARK_AS_PRODUCTION, MARKED_AS_PRODUCTION } from '../production-mark.js';
import { CREATE_KEY_RING, FIND_KEY_RING } from '../typeorm-key-rings.js';
import { APPEND_BLOCK } from './append-block-statement.js';
import {
  BLOCK_AT,
  BLOCK_SUMMARIES,
  BLOCK_TRANSACTION_IDS,
  CHAIN_HAS_LOOSE_END,
  CHAIN_TIP,
  HEIGHT_OF_BLOCK,
  SPENT_OUTPUTS,
  TRANSACTION_BY_ID,
} from './typeorm-block-store.js';
import { CLAIMED_REQUEST } from './typeorm-claimed-requests.js';
import {
  GIVE_BACK_ONE_TIME_PASSWORD,
  REPLACE_ONE_TIME_PASSWORD,
  TRY_ONE_TIME_PASSWORD,
} from './typeorm-one-time-passwords.js';
import {
  CLOSE_SESSION,
  CLOSE_SESSIONS_OF_USER,
  EXTEND_SESSION,
  LIVE_SESSION,
  OPEN_SESSION,
  STANDING_OF_NETWORK,
  SWEEP_SESSIONS,
} from './typeorm-sessions.js';
import { RECENT_SYSTEM_LOGS, RECORD_SYSTEM_LOGS } from './typeorm-system-logs.js';
import { TAKE_THROTTLE_TURNS } from './typeorm-throttles.js';
import { BOOKED_TRANSACTIONS, WALLET_BOOKS } from './typeorm-transaction-records.js';
import { ADDRESSES_AFTER, HEIGHTS_OF_OUTPUTS, OUTPUT_PAGE_END, UNSPENT_OUTPUTS } from './typeorm-unspent-outputs.js';
import {
  ADDRESSEE_OF_CODE,
  LOGIN_CANDIDATES,
  REGISTER_USER,
  RELEASE_CNIC,
  USER_OF_MAILBOX,
  USER_PROFILE,
  WALLET_IS_CUSTODIAL,
  WALLET_OF_USER,
} from './typeorm-users.js';
import { WALLET_PROFILES_AFTER } from './typeorm-wallet-directory.js';
import { WALLET_HISTORY } from './typeorm-wallet-history.js';
import {
  BEGIN_ZAKAT_RUN,
  CHARGED_IN_ZAKAT_RUN,
  COMPLETE_ZAKAT_RUN,
  UNFINISHED_ZAKAT_RUN,
  ZAKAT_RUN_OF_KEY,
  ZAKAT_RUN_OF_PERIOD,
  ZAKAT_RUN_TOTALS,
} from './typeorm-zakat.js';

/** Everything that the ledger asks of its database. `npm run supabase:migrations` makes an SQL function of each. */
export const ledgerStatements: readonly Statement[] = [
  FIND_KEY_RING,
  CREATE_KEY_RING,
  MARK_AS_PRODUCTION,
  MARKED_AS_PRODUCTION,
  APPEND_BLOCK,
  CHAIN_TIP,
  BLOCK_AT,
  BLOCK_TRANSACTION_IDS,
  HEIGHT_OF_BLOCK,
  TRANSACTION_BY_ID,
  BLOCK_SUMMARIES.asc,
  BLOCK_SUMMARIES.desc,
  CHAIN_HAS_LOOSE_END,
  SPENT_OUTPUTS,
  CLAIMED_REQUEST,
  ADDRESSES_AFTER,
  OUTPUT_PAGE_END,
  UNSPENT_OUTPUTS,
  HEIGHTS_OF_OUTPUTS,
  ...Object.values(WALLET_HISTORY).flatMap(({ asc, desc }) => [asc, desc]),
  WALLET_BOOKS,
  BOOKED_TRANSACTIONS,
  WALLET_PROFILES_AFTER,
  REGISTER_USER,
  USER_OF_MAILBOX,
  ADDRESSEE_OF_CODE,
  LOGIN_CANDIDATES,
  USER_PROFILE,
  WALLET_OF_USER,
  WALLET_IS_CUSTODIAL,
  RELEASE_CNIC,
  REPLACE_ONE_TIME_PASSWORD,
  TRY_ONE_TIME_PASSWORD,
  GIVE_BACK_ONE_TIME_PASSWORD,
  OPEN_SESSION,
  LIVE_SESSION,
  EXTEND_SESSION,
  CLOSE_SESSION,
  CLOSE_SESSIONS_OF_USER,
  STANDING_OF_NETWORK,
  SWEEP_SESSIONS,
  TAKE_THROTTLE_TURNS,
  UNFINISHED_ZAKAT_RUN,
  ZAKAT_RUN_OF_PERIOD,
  ZAKAT_RUN_OF_KEY,
  BEGIN_ZAKAT_RUN,
  ZAKAT_RUN_TOTALS,
  CHARGED_IN_ZAKAT_RUN,
  COMPLETE_ZAKAT_RUN,
  RECENT_SYSTEM_LOGS,
  RECORD_SYSTEM_LOGS,
];
