/** What a receiver is sent. */
export interface Sending {
  readonly url: string;
  /** The id of the event: the same for every attempt. */
  readonly id: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly atMs: number;
}

export type SendingOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly excerpt: string }
  /** No answer came in time, or the address is one to which nothing is sent. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Signs and posts, to public addresses alone. It follows no redirection. */
export abstract class WebhookSender {
  /** Takes 10 seconds at most, and never throws for what the receiver does. */
  abstract send(sending: Sending): Promise<SendingOutcome>;

  /** @returns the URL in its usual form @throws InvalidWebhookUrl · ForbiddenWebhookAddress */
  abstract accept(url: string): Promise<string>;

  /** Breaks off what is on its way. */
  abstract close(): void;
}
