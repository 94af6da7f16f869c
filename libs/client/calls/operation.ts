export type { Shapes } from '../json/read-json.js';

/** What may stand beside the fields of every call. */
export interface CallOptions {
  /** Ends the call. It rejects with the reason of the signal; what moves money may have been carried out all the same. */
  readonly signal?: AbortSignal | undefined;
  /** Called when an attempt of this call may have been carried out although no answer said so. The call goes on. */
  readonly onUnclear?: (() => void) | undefined;
}

/** The one object that a method takes: its fields, of which those that may be left out may also be undefined. */
export type Call<Fields> = CallOptions & {
  readonly [Name in keyof Fields]: object extends Pick<Fields, Name> ? Fields[Name] | undefined : Fields[Name];
};

/** What an operation sends and reads, as the generated tables say. */
export interface Operation {
  readonly method: string;
  /** With the names of its fields in braces. */
  readonly path: string;
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  /** Headers by the names of their fields, beside the idempotency key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it takes an idempotency key. */
  readonly isKeyed?: boolean;
  /** Whether the answer is a sheet or a document, as bytes. */
  readonly isFile?: boolean;
  /** The schema of the answer, or of its items, where money stands in it. */
  readonly answer?: string;
  /** What every answer has, of an operation that changes something. */
  readonly holds?: readonly string[];
  /** Members of the result that come from headers. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Of a list: the member that holds the items; empty when the answer is the list. */
  readonly items?: string;
}
