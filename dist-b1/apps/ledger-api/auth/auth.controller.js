var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi from "@nestjs/swagger";
import { RegisterUser, RequestOneTimePassword, VerifyOneTimePassword } from "../../../libs/identity/index.js";
import { Refusals } from "../../../libs/infrastructure/http/refusals.js";
import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegisterRequest, RegisterResponse, RequestOtpRequest, RequestOtpResponse, VerifyOtpRequest, VerifyOtpResponse, } from './auth.dto.js';
let AuthController = class AuthController {
    registerUser;
    requestPassword;
    verifyPassword;
    constructor(registerUser, requestPassword, verifyPassword) {
        this.registerUser = registerUser;
        this.requestPassword = requestPassword;
        this.verifyPassword = verifyPassword;
    }
    async register(body, ip) {
        const user = await this.registerUser.execute({ ...RegisterRequest.read(body), ip });
        return {
            user_id: user.id,
            full_name: user.fullName,
            email: user.email,
            cnic: user.cnic,
            wallet_address: user.address,
            private_key: user.privateKey,
        };
    }
    async requestOtp(body, ip) {
        const { email, code } = await this.requestPassword.execute({ ...RequestOtpRequest.read(body), ip });
        return { email, otp: code };
    }
    async verifyOtp(body, ip) {
        await this.verifyPassword.execute({ ...VerifyOtpRequest.read(body), ip });
        return { success: true, message: 'otp verified' };
    }
};
__decorate([
    Post('register'),
    HttpCode(200),
    ApiOperation({
        summary: 'Register a user with a wallet',
        description: 'User and wallet are stored together or not at all. The private key is in this answer and nowhere else in the clear.',
    }),
    ApiBody({ type: RegisterRequest }),
    ApiOkResponse({ type: RegisterResponse }),
    Refusals({
        400: ['invalid request body', 'full_name, email and cnic are required'],
        500: ['failed to create user', 'failed to create wallet profile'],
    }),
    __param(0, Body()),
    __param(1, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], AuthController.prototype, "register", null);
__decorate([
    Post('auth/request-otp'),
    HttpCode(200),
    ApiOperation({
        summary: 'Get a one-time password',
        description: 'The answer is the same whether or not a user has this e-mail.',
    }),
    ApiBody({ type: RequestOtpRequest }),
    ApiOkResponse({ type: RequestOtpResponse }),
    Refusals({ 400: ['invalid request body', 'email is required'], 500: ['failed to generate otp'] }),
    __param(0, Body()),
    __param(1, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], AuthController.prototype, "requestOtp", null);
__decorate([
    Post('auth/verify-otp'),
    HttpCode(200),
    ApiOperation({ summary: 'Use a one-time password', description: 'A code works once; five wrong tries kill it.' }),
    ApiBody({ type: VerifyOtpRequest }),
    ApiOkResponse({ type: VerifyOtpResponse }),
    ApiResponse({
        status: 401,
        description: 'Wrong, used, expired, or never made',
        type: VerifyOtpResponse,
        example: { success: false, message: 'invalid or expired otp' },
    }),
    Refusals({ 400: ['invalid request body', 'email and otp are required'] }),
    __param(0, Body()),
    __param(1, Ip()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], AuthController.prototype, "verifyOtp", null);
AuthController = __decorate([
    ApiTags('users'),
    Controller(),
    __metadata("design:paramtypes", [RegisterUser,
        RequestOneTimePassword,
        VerifyOneTimePassword])
], AuthController);
export { AuthController };
//# sourceMappingURL=auth.controller.js.map