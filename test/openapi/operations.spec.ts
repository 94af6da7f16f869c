import { describe, expect, it } from '@jest/globals';
import { LEDGER_ROUTES, REGISTRY_ROUTES } from '../access/access-table.js';
import { apiDocument, operationsOf } from './support/documents.js';

/** What sends no body, whatever a proxy or a client makes of one. */
const BODYLESS = ['GET', 'DELETE'];

/** Names that generated clients have: one that changes breaks their callers. */
const NAMES = {
  ledger: `getHealth getReadiness getWriter registerUser requestOtp verifyOtp logOut getMe makeMyKey listMyKeys revokeMyKey makeAdminKey listAdminKeys revokeAdminKey releaseCnic createWallet getBalance
    listWalletTransactions listCoins sendTransfer prepareTransfer submitTransfer getTransaction getTransactionProof getChain
    verifyChain listBlocks getBlock getBlockHeader getWalletReport listSystemLogs runZakat fundWallet
    getZakatPolicy listZakatPolicies setZakatPolicy listNisab recordNisab getZakatCalendar convertHijriDate setZakatCalendar
    listZakatDebts declareZakatDebt settleZakatDebt listZakatExemptions fileZakatExemption acceptZakatExemption
    endZakatExemption getMyZakat declareMyZakatDebt settleMyZakatDebt fileMyZakatExemption
    getZakatReceipt getZakatReceiptPdf verifyZakatReceipt listMyZakatReceipts makeZakatPool getZakatPool getZakatReturn getZakatReturnSheet
    assessZakat getZakatAssessment listZakatAssessmentLines downloadZakatAssessmentLines
    approveZakatAssessment runZakatAssessment listZakatRuns getZakatRun followZakatRun resumeZakatRun
    findAddress listContacts addContact changeContact deleteContact requestPayment listPaymentRequests getPaymentRequest cancelPaymentRequest
    proposeZakatVoucher listZakatVouchers getZakatVoucher approveZakatVoucher rejectZakatVoucher payZakatVoucher readEvents
    createWebhook listWebhooks getWebhook changeWebhook deleteWebhook rotateWebhookSecret listWebhookDeliveries redeliverWebhookEvent testWebhook
    proposeIssue listIssues getIssue approveIssue rejectIssue getTreasury proposeRedemption listRedemptions getRedemption approveRedemption rejectRedemption
    listWalletHistory getStats search getStatement getStatementSheet getStatementPdf`,
  registry: `getHealth registerNode listNodes getNode deregisterNode sendHeartbeat addCapabilities removeCapabilities
    replaceCapabilities queryCapabilities listNodesByCapability getCapabilityStatistics listCapabilities validateCapability
    changeReputation rotateNodeKey readEvents readEventChain getRegistryIdentity listPeers addPeer removePeer
    createWebhook listWebhooks getWebhook changeWebhook deleteWebhook rotateWebhookSecret listWebhookDeliveries redeliverWebhookEvent testWebhook
    getWalletHealth getWalletReadiness getWalletWriter getReserves explainReserves adoptReserves
    listStuckPayments endStuckPayment dismissRow createNodeWallet getNodeWallet getNodeBalance sendFromNode
    listNodeTransactions getNodeStatement getNodeStatementSheet getNodeStatementPdf createNodeAddress payFromDevnet mineDevnet createDevnetAddress`,
} as const;
const SERVED = { ledger: LEDGER_ROUTES, registry: REGISTRY_ROUTES };
/** Pages for people and machines beside the API. */
const BESIDE = ['GET /', 'GET /metrics'];

describe.each(['ledger', 'registry'] as const)('the operations of the %s', (api) => {
  const document = apiDocument(api);
  const operations = operationsOf(document);

  it('have the names that clients know, each its own', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(NAMES[api].split(/\s+/).sort());
  });

  it('are all that is served, with the second paths that they name', () => {
    const documented = operations.flatMap(({ method, path, operation }) =>
      [path, operation['x-deprecated-path'] ?? []].flat().map((name) => `${method} ${name}`),
    );
    const served = Object.keys(SERVED[api]).filter((route) => !BESIDE.includes(route));
    expect(documented.sort()).toEqual(served.map((route) => route.replaceAll(/:(\w+)/g, '{$1}')).sort());
  });

  it('have one tag each, of which the document says what it is about', () => {
    const described = document.tags.filter(({ description }) => description.endsWith('.')).map(({ name }) => name);
    expect([...new Set(operations.flatMap(({ operation }) => operation.tags))].sort()).toEqual(described.sort());
    expect(operations.filter(({ operation }) => operation.tags.length !== 1)).toEqual([]);
  });

  it('are of OpenAPI 3.1, at servers that are named', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers.map(({ url }) => url)).toEqual(['/', 'http://{host}:{port}']);
  });
});

it('name the credentials that a node may send in a body', () => {
  const document = apiDocument('registry');
  const ofNodes = operationsOf(document).filter(
    ({ method, operation }) => operation['x-access'] === 'node' && !BODYLESS.includes(method),
  );
  expect(ofNodes.length).toBeGreaterThan(5);
  for (const { operation } of ofNodes) {
    const [name] = JSON.stringify(operation.requestBody ?? {}).match(/(?<=#\/components\/schemas\/)\w+/) ?? [];
    expect([operation.operationId, document.components.schemas![name ?? '']]).toEqual([
      operation.operationId,
      expect.objectContaining({ properties: expect.objectContaining({ auth_data: expect.anything() }) }),
    ]);
  }
});
