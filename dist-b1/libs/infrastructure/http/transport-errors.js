import { STATUS_CODES } from 'node:http';
import { STANDARD_HEADERS } from './answer-writer.js';
import { answerForStatus } from './error-answer.js';
/**
 * Answers a request that never became one: bad framing, headers too large or too slow. The caller gets the app's plain
 * shape and the connection is closed, since nothing after the error can be trusted to be a request.
 */
export function answerClientError(answers, openAnswers, error, socket) {
    if (error.code === 'ECONNRESET' || socket.destroyed)
        return;
    openAnswers.whenGiven(socket, () => {
        if (socket.writable)
            socket.write(rawAnswer(answers, statusOf(error)));
        socket.destroySoon();
    });
}
/** Answers that are due on a connection, so that an error in a pipelined request does not overtake those before it. */
export class OpenAnswers {
    bySocket = new WeakMap();
    add(response) {
        const { socket } = response.req;
        const open = this.bySocket.get(socket) ?? new Set();
        this.bySocket.set(socket, open.add(response));
        response.once('close', () => open.delete(response));
    }
    /** Calls back when every complete request before now is answered; at once when one of them is itself the broken one. */
    whenGiven(socket, callback) {
        const last = [...(this.bySocket.get(socket) ?? [])].at(-1);
        if (last?.req.complete)
            last.once('close', callback);
        else
            callback();
    }
}
/** CONNECT asks for a tunnel and `Expect` for something only Node could promise; Node answers both with bare lines. */
export function answerConnectAndExpect(server, answers) {
    server.on('connect', (_request, socket) => {
        socket.on('error', () => socket.destroy());
        socket.end(rawAnswer(answers, 405, { Allow: 'GET, HEAD, POST, OPTIONS' }));
    });
    server.on('checkExpectation', (_request, response) => {
        const { contentType, payload } = answers.render(answerForStatus(417), undefined);
        const length = Buffer.byteLength(payload);
        const headers = { ...STANDARD_HEADERS, 'Content-Type': contentType, 'Content-Length': length, Connection: 'close' };
        response.writeHead(417, headers).end(payload);
    });
}
function statusOf(error) {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
        return 408;
    return error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
function rawAnswer(answers, status, headers = {}) {
    const { contentType, payload } = answers.render(answerForStatus(status), undefined);
    const fields = {
        ...STANDARD_HEADERS,
        ...headers,
        ...(contentType && { 'Content-Type': contentType }),
        'Content-Length': String(Buffer.byteLength(payload)),
        Connection: 'close',
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${payload}`;
}
//# sourceMappingURL=transport-errors.js.map