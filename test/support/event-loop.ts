/** The longest that the server's event loop stood still since this was last asked, in milliseconds. */
export async function longestStallMs(serverUrl: string): Promise<number> {
  const metrics = await (await fetch(`${serverUrl}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds\{[^}]*\} (\S+)$/m.exec(metrics)?.[1];
  return Math.round(Number(seconds) * 1000);
}
