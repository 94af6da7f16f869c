import { Duplex } from 'node:stream';
const TERMINATE = 'X'.charCodeAt(0);
/**
 * What `pg` takes for its TCP socket: the embedded database speaks the same protocol, so a client, its pool and its
 * type conversions are the real ones. `pg` corks the messages of one query, hence each arrives here as one write.
 */
export class PgliteSocket extends Duplex {
    #connectThread;
    #thread;
    constructor(connectThread) {
        super({ allowHalfOpen: false });
        this.#connectThread = connectThread;
    }
    connect() {
        void this.#connect();
        return this;
    }
    setNoDelay() {
        return this;
    }
    setKeepAlive() {
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
    _read() { }
    _write(chunk, _encoding, done) {
        // A copy, because the buffer changes hands and `pg` writes from pooled memory.
        this.#exchange(Uint8Array.from(chunk), done);
    }
    _writev(chunks, done) {
        this.#exchange(Uint8Array.from(Buffer.concat(chunks.map(({ chunk }) => chunk))), done);
    }
    _final(done) {
        this.push(null);
        done();
    }
    async #connect() {
        try {
            const thread = await this.#connectThread();
            await thread.reset();
            this.#thread = thread;
            if (!this.destroyed)
                this.emit('connect');
        }
        catch (error) {
            this.destroy(error);
        }
    }
    #exchange(bytes, done) {
        if (bytes[0] === TERMINATE) {
            done();
            return;
        }
        if (!this.#thread) {
            done(new Error('written to before it was connected'));
            return;
        }
        this.#thread.exchange(bytes).then((answer) => {
            if (answer.length > 0)
                this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength));
            done();
        }, done);
    }
}
//# sourceMappingURL=pglite-socket.js.map