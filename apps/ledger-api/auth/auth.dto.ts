import type { CodePurpose } from '@app/identity';
import { Problem } from '@app/infrastructure/http/openapi/problem.dto.js';
import { BodyMayBeEmpty, IsFlag, IsText, Must, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { InvalidParameter, invalidBody } from '../presentation/invalid-request.js';

const PURPOSES = ['login', 'payment'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@RefusedAs(invalidBody)
export class RegisterRequest {
  /**
   * At most 200 characters.
   * @example "Amina Khan"
   */
  @IsText()
  full_name = '';

  /** @example "amina@example.org" */
  @IsText()
  email = '';

  /**
   * National identity number.
   * @example "42101-1234567-1"
   */
  @IsText()
  cnic = '';
}

export class RegisterResponse {
  /**
   * UUID.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  user_id!: string;

  /** @example "Amina Khan" */
  full_name!: string;

  /** @example "amina@example.org" */
  email!: string;

  /** @example "42101-1234567-1" */
  cnic!: string;

  /**
   * Hex SHA-256 of the wallet's public key.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  wallet_address!: string;

  /**
   * The same address with a checksum (Bech32m, BIP 350), which finds typing errors. Taken wherever an address is.
   * @example "mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw"
   */
  checksummed_address!: string;

  /**
   * Hex private key, shown this once, in demo mode only. At rest it is sealed.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  private_key?: string;
}

@RefusedAs(invalidBody)
export class RequestOtpRequest {
  /** @example "amina@example.org" */
  @IsText()
  email = '';

  /**
   * What the code is for: `login` (default) for `/auth/verify-otp`, `payment` for the field `otp` of `/transactions`. A code
   * is good for nothing else.
   * @example "login"
   */
  @Must(
    (purpose: string) => PURPOSES.includes(purpose),
    () => new InvalidParameter('purpose must be login or payment'),
  )
  @IsText({ enum: PURPOSES })
  purpose?: CodePurpose = 'login';
}

export class RequestOtpResponse {
  /** @example "amina@example.org" */
  email!: string;

  /**
   * Six digits, valid for 5 minutes, once; in demo mode only. A new request makes the earlier code worthless.
   * @example "048213"
   */
  otp?: string;
}

@RefusedAs(invalidBody)
export class VerifyOtpRequest {
  /** @example "amina@example.org" */
  @IsText()
  email = '';

  /**
   * Six digits of ASCII. They are also found with spaces around or between them (`048 213`), and in a pasted line with one such
   * number (`Your code is 048213`). A text without six digits is refused as a wrong code is, and costs no try.
   * @example "048213"
   */
  @IsText()
  otp = '';

  /**
   * In production: whose registration this login confirms, as `/register` answered it. It is needed only when several people
   * registered with this e-mail and yours came from another network, and is not looked at once one of them is confirmed.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  @Must(
    (id: string) => UUID.test(id),
    () => new InvalidParameter('user_id must be a UUID'),
  )
  @IsOptional()
  @IsText({ format: 'uuid' })
  user_id?: string;
}

export class VerifyOtpResponse {
  /** @example true */
  success!: boolean;

  /** @example "otp verified" */
  message!: string;

  /**
   * Session of the user with this e-mail, for `Authorization: Bearer …`; shown this once. It ends after 15 minutes without use,
   * and at `expires_at` in any case. Absent when the code was refused, or when the e-mail is not registered.
   * @example "mizan_session_9xJ2m4Q0bq3Yk8s1fH5tVn7cRzLw6aUe2dGpKiXoMTA"
   */
  token?: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T23:30:00.000Z"
   */
  expires_at?: string;
}

/** A refused code, for callers who ask for RFC 9457. */
export class RefusedCodeProblem extends Problem {
  @ApiProperty({ enum: ['invalid_otp'] })
  override code = 'invalid_otp';

  success!: boolean;

  /** @example "invalid or expired otp" */
  message!: string;
}

@RefusedAs(invalidBody)
@BodyMayBeEmpty()
export class LogoutRequest {
  /**
   * Ends all your sessions, not only this one.
   * @default false
   * @example true
   */
  @IsFlag()
  everywhere?: boolean = false;
}

export class LogoutResponse {
  /** @example true */
  success!: boolean;

  /** @example "logged out" */
  message!: string;
}
