/** Of a client that reads whole files: a statement may be long. */
export const LIMITS_OF_FILES = {
  timeoutMs: 600_000,
  attemptTimeoutMs: 600_000,
  maxAnswerBytes: 512 * 1024 * 1024,
} as const;

/** Has the browser keep `content` where it keeps downloads. */
export function saveFile(content: Uint8Array, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the content by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
