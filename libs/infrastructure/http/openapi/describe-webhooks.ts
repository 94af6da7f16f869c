import type { OpenAPIObject } from '@nestjs/swagger';

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', ...schema },
});

/** What the API sends to receivers of webhooks, by the schema of its events. */
export function describeWebhooks(document: OpenAPIObject, eventSchema: string): void {
  const post = {
    operationId: 'receiveEvent',
    tags: ['webhooks'],
    summary: 'An event, as it is posted to the URL of a webhook',
    description:
      'Signed as the Standard Webhooks specification says. Events come in the order of the log, each again until it is acknowledged, so one may come twice: `webhook-id` tells. A test has the type `webhook.test`, and no `cursor`.',
    security: [],
    parameters: [
      header('webhook-id', 'The `id` of the event, the same each time that it comes', {}),
      header('webhook-timestamp', 'When it was sent, in Unix seconds', { pattern: '^[0-9]+$' }),
      header('webhook-signature', 'One `v1,…` for each secret, separated by blanks', { pattern: '^v1,' }),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${eventSchema}` } } },
    },
    responses: {
      '2XX': { description: 'Acknowledged, within 10 seconds. The next event follows' },
      '410': { description: 'Send nothing here any more: the webhook ends' },
      default: { description: 'Not taken: it is sent again later' },
    },
  };
  Object.assign(document, { webhooks: { event: { post } } });
}
