var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Catch } from '@nestjs/common';
/** Nest's last stop for everything thrown in a route, and, through it, for every error of Fastify. */
let AnswerFilter = class AnswerFilter {
    answers;
    constructor(answers) {
        this.answers = answers;
    }
    catch(error, host) {
        const http = host.switchToHttp();
        this.answers.writeError(error, http.getRequest(), http.getResponse());
    }
};
AnswerFilter = __decorate([
    Catch(),
    __metadata("design:paramtypes", [Function])
], AnswerFilter);
export { AnswerFilter };
//# sourceMappingURL=answer-filter.js.map