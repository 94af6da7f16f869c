/** The operator's journal, read side. The write side is SystemLog in the kernel. */
export class SystemLogs {
}
//# sourceMappingURL=system-logs.js.map