/** Runs one piece of work after another, in the order asked, whether the earlier ones succeeded or not. */
export class SerialQueue {
    #last = Promise.resolve();
    run(work) {
        const result = this.#last.then(work, work);
        this.#last = result.catch(() => undefined);
        return result;
    }
}
//# sourceMappingURL=serial-queue.js.map