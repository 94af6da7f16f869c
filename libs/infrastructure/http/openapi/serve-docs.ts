import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ApiDescription } from './api-description.js';
import { describeApi } from './describe-api.js';

/** Serves Swagger UI at `/docs` and the document at `/docs/openapi.json`. The document is made when first asked for. */
export function serveDocs(app: NestFastifyApplication, description: ApiDescription): void {
  // The library's own file of this name shows another API, so the name leads to our page.
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    if (route.url === '/docs/index.html') route.handler = (_request, reply) => reply.redirect('../docs');
  });
  SwaggerModule.setup('docs', app, () => describeApi(app, description), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: description.title,
  });
}

/**
 * The document of a root module, without opening a database or a socket: what `npm run openapi` writes.
 *
 * @param prefix what all routes stand below; a module that is only looked at does not tell
 */
export async function documentOf(
  rootModule: Type | DynamicModule,
  description: ApiDescription,
  prefix?: string,
): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
  if (prefix !== undefined) app.setGlobalPrefix(prefix);
  const document = describeApi(app, description);
  await app.close();
  return document;
}
