import {
  applyDecorators,
  type ExecutionContext,
  HttpCode,
  type INestApplicationContext,
  SetMetadata,
} from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, type Reflector } from '@nestjs/core';

const ACCESS_RULE = 'mizan:access-rule';

/**
 * Says who may use a route, in the terms of its API. Each API has decorators of its own that call this. As no route goes
 * without, it also says once that a success is 200: Nest's 201 for a POST is in neither specification. A route
 * that does answer 201 has `HttpCode` above its rule.
 */
export function setAccessRule(rule: unknown): MethodDecorator {
  return applyDecorators(SetMetadata(ACCESS_RULE, rule), HttpCode(200));
}

export function accessRuleOf<Rule>(reflector: Reflector, handler: ReturnType<ExecutionContext['getHandler']>): Rule {
  return reflector.get<Rule>(ACCESS_RULE, handler);
}

/**
 * Looks at every route of an application. Forgetting to say who may use one is a bug that must not reach a port.
 * @throws Error that names the routes without a rule
 */
export function demandAccessRules(app: INestApplicationContext): void {
  const silent = controllersOf(app).flatMap((controller) => handlersWithoutRule(controller));
  if (silent.length > 0) throw new Error(`routes that say nothing about who may use them: ${silent.join(', ')}`);
}

function controllersOf(app: INestApplicationContext): (abstract new () => unknown)[] {
  const modules = [...app.get(ModulesContainer).values()];
  const wrappers = modules.flatMap(({ controllers }) => [...controllers.values()]);
  return wrappers.map(({ metatype }) => metatype as abstract new () => unknown);
}

function handlersWithoutRule(controller: abstract new () => unknown): string[] {
  const prototype: Record<string, object> = controller.prototype;
  const handlers = new MetadataScanner().getAllMethodNames(prototype);
  return handlers
    .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
    .filter((name) => !Reflect.hasMetadata(ACCESS_RULE, prototype[name]!))
    .map((name) => `${controller.name}.${name}`);
}
