import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ApiDescription } from './api-description.js';
import { completeErrors } from './complete-errors.js';
import { describeWebhooks } from './describe-webhooks.js';
import { foldAliases } from './fold-aliases.js';
import { nameEnums } from './name-enums.js';
import { Detail, FieldErrors, Problem } from './problem.dto.js';
import { shareParts } from './share-parts.js';
import { sayInteger, tidySchema } from './tidy-schema.js';
import { visitSchemas } from './visit-schemas.js';

/** The OpenAPI document of an application: what its decorators say, completed by what holds for the whole API. */
export function describeApi(app: NestFastifyApplication, description: ApiDescription): OpenAPIObject {
  const extraModels = description.errors === 'detail' ? [Problem, Detail, FieldErrors] : [Problem];
  // A copy: decorators share what they are given.
  const document = structuredClone(SwaggerModule.createDocument(app, headOf(description), { extraModels }));
  foldAliases(document, description.aliases ?? {});
  visitSchemas(document, (schema) => {
    tidySchema(schema);
    if (description.wholeNumbers) sayInteger(schema);
  });
  nameEnums(document);
  completeErrors(document, description.errors);
  shareParts(document);
  if (description.webhookEvent !== undefined) describeWebhooks(document, description.webhookEvent);
  return document;
}

function headOf({ title, version, description, tags, port, securitySchemes }: ApiDescription) {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion(version)
    .setDescription(description)
    .addServer('/', 'The server that this document comes from');
  if (port !== undefined) {
    const variables = { host: { default: 'localhost' }, port: { default: String(port) } };
    builder.addServer('http://{host}:{port}', 'A server of your own', variables);
  }
  for (const [name, sentence] of Object.entries(tags ?? {})) builder.addTag(name, sentence);
  for (const [name, scheme] of Object.entries(securitySchemes ?? {})) builder.addSecurity(name, scheme);
  const head = builder.build();
  // The builder knows licences by URL alone; since 3.1 there is the SPDX identifier.
  return { ...head, info: { ...head.info, license: { name: 'MIT', identifier: 'MIT' } } };
}
