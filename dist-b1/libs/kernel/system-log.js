/**
 * Where events worth an operator's attention are recorded. Recording never fails the action it tells about: an adapter
 * that cannot write reports that on the process log instead of throwing.
 */
export class SystemLog {
}
//# sourceMappingURL=system-log.js.map