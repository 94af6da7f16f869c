var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { AuthenticateCaller, CredentialPolicy, refuseUnlessActsFor, refuseUnlessAdministers, } from "../../../libs/node-registry/index.js";
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { nodeNamedBy, RouteAccess } from './access-rule.js';
import { readCredentials } from './read-credentials.js';
const callers = new WeakMap();
/** Who sent a request, once the guard has let it pass. */
export function callerOf(request) {
    const caller = callers.get(request);
    if (!caller)
        throw new Error('the route says nothing about who may use it');
    return caller;
}
/** Finds out who is asking and refuses whoever may not, before the route looks at anything else. */
let CallerGuard = class CallerGuard {
    reflector;
    authenticate;
    policy;
    constructor(reflector, authenticate, policy) {
        this.reflector = reflector;
        this.authenticate = authenticate;
        this.policy = policy;
    }
    async canActivate(context) {
        const request = context.switchToHttp().getRequest();
        const rule = this.reflector.get(RouteAccess, context.getHandler());
        const nodeId = nodeNamedBy(request, rule);
        const { credentials, facts } = readCredentials(request, nodeId);
        const caller = await this.authenticate.execute(credentials, facts);
        if (rule.acts === 'node')
            refuseUnlessActsFor(caller, nodeId, this.policy);
        if (rule.acts === 'administrator')
            refuseUnlessAdministers(caller, this.policy);
        callers.set(request, caller);
        return true;
    }
};
CallerGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Reflector,
        AuthenticateCaller,
        CredentialPolicy])
], CallerGuard);
export { CallerGuard };
//# sourceMappingURL=caller.guard.js.map