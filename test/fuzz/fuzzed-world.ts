import { setTimeout as delay } from 'node:timers/promises';
import type { ModeName } from '@app/kernel';
import type { Api } from '../hostile/support/hostile-case.js';
import { faultsOf } from '../hostile/support/oracle.js';
import type { RawAnswer } from '../hostile/support/raw-answers.js';
import { Contract, ContractViolation } from '../support/contract.js';
import { longestStallMs } from '../support/event-loop.js';
import { ApiDocument } from './api-document.js';
import { startDemoTarget } from './demo-target.js';
import type { FuzzTarget } from './fuzz-target.js';
import { ProductionTarget } from './production-target.js';
import type { FuzzRequest } from './requests.js';
import { send } from './send.js';

/** A server to fuzz, and what its documents promise. */
export class FuzzedWorld {
  private constructor(
    readonly target: FuzzTarget,
    private readonly contracts: Readonly<Record<Api, Contract>>,
    readonly documents: readonly ApiDocument[],
  ) {}

  static async start(mode: ModeName): Promise<FuzzedWorld> {
    const target = await (mode === 'demo' ? startDemoTarget() : ProductionTarget.start());
    const { ledgerUrl, registryUrl } = target.server;
    const contracts = { ledger: await Contract.of(ledgerUrl), registry: await Contract.of(registryUrl) };
    const documents = [await ApiDocument.of('ledger', ledgerUrl), await ApiDocument.of('registry', registryUrl)];
    const world = new FuzzedWorld(target, contracts, documents);
    await world.longestStallMs();
    return world;
  }

  url(api: Api): string {
    return api === 'ledger' ? this.target.server.ledgerUrl : this.target.server.registryUrl;
  }

  /** Since this was last asked. */
  longestStallMs(): Promise<number> {
    return longestStallMs(this.target.server.ledgerUrl);
  }

  /** Sends a request and says what is wrong with the answer: nothing, when all is well. */
  async try(request: FuzzRequest): Promise<{ status: number; faults: string[] }> {
    let answer: RawAnswer;
    try {
      // A machine that stands still cuts connections off too; a server at fault does it again.
      answer = await this.send(request).catch(() => delay(1_000).then(() => this.send(request)));
    } catch (error) {
      return { status: 0, faults: [`no whole answer: ${(error as Error).message}`] };
    }
    const faults = [...faultsOf(answer, request.api, textsOf(request)), ...this.contractFaults(request, answer)];
    if (answer.status >= 400 && this.target.secrets.some((secret) => answer.body.includes(secret)))
      faults.push('it repeats a secret');
    return { status: answer.status, faults };
  }

  stop(): Promise<void> {
    return this.target.stop();
  }

  private async send(request: FuzzRequest): Promise<RawAnswer> {
    const credentials = await this.target.credentials(request.caller ?? 'nobody', request);
    return send(this.url(request.api), { ...request, headers: { ...credentials, ...request.headers } });
  }

  private contractFaults({ api, method, target }: FuzzRequest, { status, headers, body }: RawAnswer): string[] {
    try {
      const contentType = headers['content-type'] ?? null;
      this.contracts[api].check({ method, path: target, status, contentType, text: body });
      return [];
    } catch (error) {
      if (error instanceof ContractViolation) return [error.message];
      return [`the answer cannot be read: ${(error as Error).message}`];
    }
  }
}

/** What a caller wrote, as an answer would quote it. */
function textsOf({ target, body = '' }: FuzzRequest): string {
  return `${target.replaceAll(/%[0-7][0-9a-f]/gi, decodeURIComponent)}\n${body}`;
}
