import { Agent, request } from 'node:http';
/** Core's default work queue holds 16 calls on 4 threads: with four sockets the registry alone can never fill it. */
const MAX_SOCKETS = 4;
/** Calls waiting for one of them. Beyond that a caller is better told at once. */
const MAX_WAITING = 64;
/** Core drops a connection that idles for 30 s; letting go earlier avoids writing into one that is just closing. */
const IDLE_MS = 20_000;
/** Not a byte reached the daemon. */
export class NotSent extends Error {
    reason;
    name = 'NotSent';
    constructor(reason, options) {
        super('not sent', options);
        this.reason = reason;
    }
}
/** Bytes went out and no complete answer came back. */
export class AnswerLost extends Error {
    how;
    name = 'AnswerLost';
    constructor(how, options) {
        super(how, options);
        this.how = how;
    }
}
/** One POST and its answer over a small pool of kept-alive connections; knows HTTP and nothing of JSON-RPC. */
export class HttpExchange {
    endpoint;
    limits;
    /** Connections opened and lost so far. When it moves, another daemon may be at the other end of the next call. */
    connectionChanges = 0;
    #waiting = 0;
    #closed = false;
    #sockets = new WeakSet();
    #agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: 'lifo', timeout: IDLE_MS });
    constructor(endpoint, limits) {
        this.endpoint = endpoint;
        this.limits = limits;
    }
    /** @throws NotSent, AnswerLost */
    async post(body, authorization) {
        if (this.#closed)
            throw new NotSent('down');
        if (this.#waiting >= MAX_SOCKETS + MAX_WAITING)
            throw new NotSent('queue_full');
        this.#waiting++;
        try {
            return await this.#post(body, authorization);
        }
        finally {
            this.#waiting--;
        }
    }
    /** Ends idle connections, breaks off those in use, and opens no more. */
    close() {
        this.#closed = true;
        this.#agent.destroy();
    }
    #post(body, authorization) {
        return new Promise((resolve, reject) => {
            let connected = false;
            const fail = (how, cause) => {
                clearTimeout(deadline);
                clearTimeout(connectDeadline);
                reject(connected ? new AnswerLost(how, { cause }) : new NotSent('down', { cause }));
                outgoing.destroy();
            };
            const outgoing = request({
                ...this.endpoint,
                agent: this.#agent,
                method: 'POST',
                path: '/',
                headers: { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
            });
            const deadline = setTimeout(() => fail('timed_out'), this.limits.timeoutMs);
            let connectDeadline;
            outgoing.on('socket', (socket) => {
                // Not `reusedSocket`: Node leaves it false when a waiting call takes over a socket that another one gives back.
                if (!this.#sockets.has(socket)) {
                    this.#sockets.add(socket);
                    this.connectionChanges++;
                    socket.once('close', () => this.connectionChanges++);
                }
                connected = !socket.connecting;
                if (connected)
                    return;
                connectDeadline = setTimeout(() => fail('timed_out'), this.limits.connectTimeoutMs);
                socket.once('connect', () => {
                    connected = true;
                    clearTimeout(connectDeadline);
                });
            });
            outgoing.on('error', (error) => fail('connection_lost', error));
            outgoing.on('response', (response) => collect(response, this.limits.maxAnswerBytes, fail, (text) => {
                clearTimeout(deadline);
                resolve({ status: response.statusCode ?? 0, body: text });
            }));
            outgoing.end(body);
        });
    }
}
function collect(response, maxBytes, fail, done) {
    const chunks = [];
    let size = 0;
    response.on('data', (chunk) => {
        size += chunk.length;
        if (size > maxBytes)
            fail('too_large');
        else
            chunks.push(chunk);
    });
    response.on('error', (error) => fail('connection_lost', error));
    response.on('close', () => {
        if (!response.complete)
            fail('connection_lost');
    });
    response.on('end', () => {
        if (response.complete)
            done(Buffer.concat(chunks).toString('utf8'));
    });
}
//# sourceMappingURL=http-exchange.js.map