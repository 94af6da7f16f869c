import { DEFAULT_URL } from './connection.js';

/** Follows the list of commands in `mizan --help`. */
export const REGISTRY_HELP = `
Without a command a session opens, in which the same commands are typed (help lists them; quit, exit or end of
input leaves). It reads commands from a pipe as well.

Examples:
  mizan key create node_001.pem
  mizan nodes register node_001 10.0.0.7:9000 compute storage --key-file node_001.pem
  mizan wallet create node_001 my_wallet --key-file node_001.pem
  mizan wallet balance node_001
  mizan wallet send node_001 ADDRESS 10.5 --key-file node_001.pem
  mizan --command balance --node-id node_001      (the same in the specification's style)
  printf 'balance node_001\\nquit\\n' | mizan

Connection:
  --url           address of the registry, ${DEFAULT_URL} unless given
  --key-file      signs every request with a private key, which only its owner may be able to read. Needed
                  unless the server runs in demo mode.
  --json          prints the answer byte for byte, of a refusal too; the reason also goes to standard error
  Amounts are printed with the digits that the registry wrote, and sent with those that were typed.

Exit codes of commands that talk to a server:
  0   done
  1   the server refused, or the command could not be carried out
  2   the command line is wrong
  69  no answer: nobody listens, the time was up, or the connection was cut
  74  done, but standard output could not be written; what was done stands on standard error
  141 the reader of the output has left
  Commands from a pipe end with the code of the first that failed.

Environment:
  MIZAN_KEY_FILE  as --key-file
  MIZAN_ADMIN_TOKEN  an administrator's token, for requests that no key signs; sent over https, or to this machine
  MIZAN_ADMIN_TOKEN_FILE  a file that holds it, which only its owner may be able to read
  NO_COLOR        no colours; there are none anyway when the output is no terminal
  XDG_STATE_HOME  the session keeps its history in mizan/history below it (or below ~/.local/state), without
                  lines that look like they hold a key`;
