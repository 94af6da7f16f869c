import { answerParent } from '../process/answer-parent.js';
import { Heartbeats } from './heartbeats.js';
import { type LoadOptions, runLoad } from './load-run.js';
import {
  EachRequestOnce,
  type RequestShape,
  type RequestSource,
  RotatingRequests,
  rawRequest,
} from './request-source.js';
import { RoundTrips, type Trip } from './round-trips.js';
import { SendingClients } from './sending-clients.js';
import type { SendingWallet } from './sending-ring.js';

/** What a generator sends, as its parent describes it. */
export type SourceSpec =
  /** Over and over. */
  | { kind: 'rotate'; requests: RequestShape[] }
  /** Each once. */
  | { kind: 'once'; requests: RequestShape[] }
  /** Heartbeats of these nodes, with sequences that go on from run to run. */
  | { kind: 'heartbeats'; nodeIds: string[] }
  /** Payments to and fro: client n makes trip n. */
  | { kind: 'round-trips'; trips: Trip[]; largest: number; seed: number }
  /** Payments: client n sends from and to the wallets of ring n. Their books outlive a run. */
  | { kind: 'sends'; rings: SendingWallet[][]; seed: number };

export type Command =
  | { kind: 'prepare'; host: string; source: SourceSpec }
  | { kind: 'run'; load: LoadOptions }
  /** Answers with the wallets as their owners know them. */
  | { kind: 'wallets' };

let source: RequestSource = new EachRequestOnce([]);

answerParent<Command>(async (command) => {
  if (command.kind === 'run') return runLoad(source, command.load);
  if (command.kind === 'wallets') return source instanceof SendingClients ? source.wallets : [];
  source = sourceOf(command.source, command.host);
  return undefined;
});

function sourceOf(spec: SourceSpec, host: string): RequestSource {
  if (spec.kind === 'sends') return new SendingClients(spec.rings, host, spec.seed);
  if (spec.kind === 'round-trips') return new RoundTrips(spec.trips, host, spec.largest, spec.seed);
  if (spec.kind === 'heartbeats') return new Heartbeats(spec.nodeIds, host);
  const requests = spec.requests.map((request) => rawRequest(host, request));
  return spec.kind === 'once' ? new EachRequestOnce(requests) : new RotatingRequests(requests);
}
