import { CloseSession, OpenSession, RegisterUser, RequestOneTimePassword } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { checksummed } from '@app/wallet';
import { Body, Controller, Ip, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { UserPrincipal } from '../access/principal.js';
import {
  LogoutRequest,
  LogoutResponse,
  RefusedCodeProblem,
  RegisterRequest,
  RegisterResponse,
  RequestOtpRequest,
  RequestOtpResponse,
  VerifyOtpRequest,
  VerifyOtpResponse,
} from './auth.dto.js';

@ApiTags('users')
@Controller()
export class AuthController {
  constructor(
    private readonly registerUser: RegisterUser,
    private readonly requestPassword: RequestOneTimePassword,
    private readonly openSession: OpenSession,
    private readonly closeSession: CloseSession,
  ) {}

  @Post('register')
  @Access('anyone')
  @ApiOperation({
    operationId: 'registerUser',
    summary: 'Register a user with a wallet',
    description:
      'User and wallet are stored together or not at all. In demo mode the private key is in this answer and nowhere else in the clear; in production it never leaves the server, the CNIC must have 13 digits, and e-mail and CNIC become the user’s alone with the first login (`/auth/verify-otp`): until then others may register with them too.',
  })
  @ApiOkResponse({ type: RegisterResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      fields_required: [
        'full_name, email and cnic are required',
        'full_name, email or cnic is too long or has control characters',
        'email must be an e-mail address',
        'cnic must have 13 digits',
      ],
    },
    409: { already_registered: 'already registered' },
    500: { user_not_created: ['failed to create user', 'failed to create wallet profile'] },
  })
  async register(@Body() { full_name: fullName, email, cnic }: RegisterRequest, @Ip() ip: string) {
    const user = await this.registerUser.execute({ fullName, email, cnic, ip });
    return {
      user_id: user.id,
      full_name: user.fullName,
      email: user.email,
      cnic: user.cnic,
      wallet_address: user.address,
      checksummed_address: checksummed(user.address),
      private_key: user.privateKey,
    };
  }

  @Post('auth/request-otp')
  @Access('anyone')
  @ApiOperation({
    operationId: 'requestOtp',
    summary: 'Get a one-time password',
    description:
      'The answer is the same whether or not a user has this e-mail. In production the code comes by mail, to the address that was registered.',
  })
  @ApiOkResponse({ type: RequestOtpResponse })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      fields_required: 'email is required',
      invalid_parameter: 'purpose must be login or payment',
    },
    500: { otp_not_generated: 'failed to generate otp' },
    503: { codes_not_deliverable: 'one-time passwords cannot be sent at the moment, try again' },
  })
  async requestOtp(@Body() { email: to, purpose = 'login' }: RequestOtpRequest, @Ip() ip: string) {
    const { email, code } = await this.requestPassword.execute({ email: to, purpose, ip });
    return { email, otp: code };
  }

  @Post('auth/verify-otp')
  @Access('anyone')
  @ApiOperation({
    operationId: 'verifyOtp',
    summary: 'Use a one-time password: log in',
    description:
      'A code works once; five wrong tries kill it. Of a registered user it opens a session. In production the first login confirms the registration: from then on e-mail and CNIC belong to this user, and other registrations with them are void (409 `already registered`).',
  })
  @ApiExtraModels(RefusedCodeProblem)
  @ApiOkResponse({ type: VerifyOtpResponse })
  @ApiResponse({
    status: 401,
    description: 'Wrong, used, expired, or never made. As `application/problem+json` it has both members too.',
    content: {
      'application/json': {
        schema: { $ref: getSchemaPath(VerifyOtpResponse) },
        example: { success: false, message: 'invalid or expired otp' },
      },
      'application/problem+json': { schema: { $ref: getSchemaPath(RefusedCodeProblem) } },
    },
  })
  @Refusals({
    400: {
      invalid_request: 'invalid request body',
      fields_required: 'email and otp are required',
      invalid_parameter: 'user_id must be a UUID',
    },
    409: {
      already_registered: 'already registered',
      several_registrations: 'several registrations wait for this e-mail: send the user_id of yours',
    },
  })
  async verifyOtp(@Body() { email, otp: code, user_id }: VerifyOtpRequest, @Ip() ip: string) {
    const session = await this.openSession.execute({ email, code, userId: user_id?.toLowerCase(), ip });
    const verified = { success: true, message: 'otp verified' };
    if (!session) return verified;
    return { ...verified, token: session.token, expires_at: new Date(session.expiresAtMs).toISOString() };
  }

  @Post('auth/logout')
  @Access('user')
  @ApiOperation({
    operationId: 'logOut',
    summary: 'End the session',
    description: 'Its token is worthless from then on. The body may be empty.',
  })
  @ApiBody({ type: LogoutRequest, required: false })
  @ApiOkResponse({ type: LogoutResponse })
  @Refusals({ 400: { invalid_request: 'invalid request body' } })
  async logout(
    @Body() { everywhere = false }: LogoutRequest,
    @CurrentPrincipal() { userId, token }: UserPrincipal,
    @Ip() ip: string,
  ) {
    await this.closeSession.execute({ everywhere, userId, token, ip });
    return { success: true, message: 'logged out' };
  }
}
