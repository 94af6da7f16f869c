import { CoreAnswerMalformed, CoreTimeout, CoreUnavailable } from "../../node-registry/index.js";
import { AnswerLost, NotSent } from './http-exchange.js';
import { RpcError, readRpcAnswer } from './rpc-answer.js';
/**
 * Core's JSON-RPC 1.0, with positional parameters. Failures say whether the call can have been carried out:
 * CoreUnavailable means no, CoreTimeout means perhaps (a lost answer to a read is CoreUnavailable: nothing hangs on it
 * unless the time ran out). RpcError is Core's own refusal, left to the caller who knows what was asked.
 */
export class RpcClient {
    exchange;
    credentials;
    observer;
    #lastId = 0;
    constructor(exchange, credentials, observer) {
        this.exchange = exchange;
        this.credentials = credentials;
        this.observer = observer;
    }
    get connectionChanges() {
        return this.exchange.connectionChanges;
    }
    read(method, params = []) {
        return this.#observed(method, params, 'read');
    }
    write(method, params = []) {
        return this.#observed(method, params, 'write');
    }
    close() {
        this.exchange.close();
    }
    async #observed(method, params, kind) {
        const started = performance.now();
        let failure;
        try {
            return await this.#call(method, params, kind);
        }
        catch (error) {
            failure = error;
            throw error;
        }
        finally {
            this.observer.observe({ method, ...outcomeOf(failure), durationMs: performance.now() - started });
        }
    }
    async #call(method, params, kind) {
        const id = `${++this.#lastId}.mizan`;
        const body = JSON.stringify({ jsonrpc: '1.0', id, method, params });
        try {
            return readRpcAnswer(await this.#authorized(body, kind), method, id);
        }
        catch (error) {
            if (error instanceof NotSent)
                throw new CoreUnavailable(error.reason, { cause: error });
            if (error instanceof AnswerLost)
                throw lost(error, kind);
            if (error instanceof CoreAnswerMalformed && kind === 'write')
                throw new CoreTimeout({ cause: error });
            throw error;
        }
    }
    /** A 401 is given before anything is run, so even a write may be repeated with the cookie of a restarted daemon. */
    async #authorized(body, kind) {
        const authorization = await this.credentials.authorization();
        const answer = await this.#post(body, authorization, kind);
        if (answer.status !== 401)
            return answer;
        const renewed = await this.credentials.renewed();
        return renewed === authorization ? answer : this.#post(body, renewed, kind);
    }
    /** A kept-alive connection may have been closed while the call was on its way: a read is repeated, once. */
    async #post(body, authorization, kind) {
        try {
            return await this.exchange.post(body, authorization);
        }
        catch (error) {
            if (kind === 'write' || !(error instanceof AnswerLost) || error.how !== 'connection_lost')
                throw error;
            return this.exchange.post(body, authorization);
        }
    }
}
function lost(error, kind) {
    if (kind === 'write' || error.how === 'timed_out')
        return new CoreTimeout({ cause: error });
    return error.how === 'too_large'
        ? new CoreAnswerMalformed({ cause: error })
        : new CoreUnavailable('down', { cause: error });
}
function outcomeOf(failure) {
    const refusal = [failure, failure?.cause].find((error) => error instanceof RpcError);
    if (refusal)
        return { outcome: 'refused', coreCode: refusal.code };
    const outcome = failure === undefined
        ? 'ok'
        : failure instanceof CoreTimeout
            ? 'timeout'
            : failure instanceof CoreAnswerMalformed
                ? 'malformed'
                : 'unavailable';
    return { outcome, coreCode: undefined };
}
//# sourceMappingURL=rpc-client.js.map