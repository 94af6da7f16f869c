/** The server that is asked, for messages. */
export interface AskedServer {
  readonly api: 'registry' | 'ledger';
  readonly url: URL;
  /** Answers are printed as they came. */
  readonly isBare: boolean;
  /** What to do when the server wants to know who asks. */
  readonly howToProve: string | undefined;
}
