import type { DocumentBuilder } from '@nestjs/swagger';
import type { ErrorForm } from '../error-forms.js';

export interface ApiDescription {
  title: string;
  version: string;
  /** Markdown, for the head of the document. */
  description: string;
  /** A sentence about each tag, in the order in which they are shown. */
  tags?: Readonly<Record<string, string>>;
  /** Where the API listens when nothing else is configured. */
  port?: number;
  /** Second paths of documented routes, and what they stand for: whole paths or beginnings. */
  aliases?: Readonly<Record<string, string>>;
  /** The shape of errors that no route documents by itself. */
  errors: ErrorForm;
  /** Every number of this API is whole: TypeScript's `number` says less than the document should. */
  wholeNumbers?: boolean;
  /** The schema of the events that it posts to webhooks. */
  webhookEvent?: string;
  /** Ways to authenticate, by the names that `@ApiSecurity` uses. */
  securitySchemes?: Readonly<Record<string, SecuritySchemeObject>>;
}

export type SecuritySchemeObject = Parameters<DocumentBuilder['addSecurity']>[1];
