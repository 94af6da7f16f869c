// The container's health check: does the first API that this process serves answer?
const { SERVE, LEDGER_PORT, REGISTRY_PORT } = process.env;
const servesLedger = !SERVE || SERVE.includes('ledger');
const url = servesLedger
  ? `http://127.0.0.1:${LEDGER_PORT || 8080}/api/v1/health`
  : `http://127.0.0.1:${REGISTRY_PORT || 8000}/nodes/health`;
const healthy = await fetch(url).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(healthy ? 0 : 1);
