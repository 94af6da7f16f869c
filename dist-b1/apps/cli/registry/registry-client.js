import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AnswerLost, NoServer } from './registry-client.errors.js';
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Sends one request after another over connections of their own; follows no redirection. */
export class RegistryClient {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * @throws NoServer when nothing was sent, AnswerLost when the request may have been carried out
     */
    send({ method, target, body, headers }, cancel) {
        const { url, timeoutMs, signer } = this.#options;
        const path = url.pathname.replace(/\/$/, '') + target;
        const content = body === undefined ? undefined : Buffer.from(body);
        const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
            method,
            path,
            agent: false,
            headers: {
                accept: 'application/json',
                'user-agent': 'mizan',
                ...(content && { 'content-type': 'application/json', 'content-length': content.length }),
                ...headers,
                ...signer?.headersFor({ method, target: path, body: content }),
            },
        });
        const deadline = setTimeout(() => request.destroy(new TimedOut(timeoutMs)), timeoutMs);
        const onCancel = () => request.destroy(new Error('interrupted'));
        cancel.addEventListener('abort', onCancel, { once: true });
        return new Promise((resolve, reject) => {
            let isConnected = false;
            request.on('socket', (socket) => {
                socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
                    isConnected = true;
                });
            });
            const fail = (cause) => reject(new (isConnected ? AnswerLost : NoServer)(url, cause));
            request.on('error', fail);
            request.on('response', (response) => readAnswer(response).then(resolve, fail));
            request.end(content);
        }).finally(() => {
            clearTimeout(deadline);
            cancel.removeEventListener('abort', onCancel);
            request.destroy();
        });
    }
}
class TimedOut extends Error {
    constructor(timeoutMs) {
        super(`no answer within ${timeoutMs / 1000} s`);
    }
}
async function readAnswer(response) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of response) {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES)
            throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`);
        chunks.push(chunk);
    }
    const retryAfter = response.headers['retry-after'];
    return {
        status: response.statusCode ?? 0,
        contentType: (response.headers['content-type'] ?? '').toLowerCase(),
        retryAfterSeconds: retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined,
        body: Buffer.concat(chunks),
    };
}
//# sourceMappingURL=registry-client.js.map