import type { CodePurpose } from '@app/identity';
import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { InvalidParameter, InvalidRequest } from '../presentation/invalid-request.js';

export class RegisterRequest {
  /**
   * At most 200 characters.
   * @example "Amina Khan"
   */
  full_name!: string;

  /** @example "amina@example.org" */
  email!: string;

  /**
   * National identity number.
   * @example "42101-1234567-1"
   */
  cnic!: string;

  static read(body: unknown): { fullName: string; email: string; cnic: string } {
    const fields = new BodyFields(body);
    const request = {
      fullName: fields.string('full_name') ?? '',
      email: fields.string('email') ?? '',
      cnic: fields.string('cnic') ?? '',
    };
    fields.orRefuse(() => new InvalidRequest('body'));
    return request;
  }
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
   * Hex private key, shown this once, in demo mode only. At rest it is sealed.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  private_key?: string;
}

export class RequestOtpRequest {
  /** @example "amina@example.org" */
  email!: string;

  /**
   * What the code is for: `login` (default) for `/auth/verify-otp`, `payment` for the field `otp` of `/transactions`. A code
   * is good for nothing else.
   * @example "login"
   */
  purpose?: 'login' | 'payment';

  static read(body: unknown): { email: string; purpose: CodePurpose } {
    const fields = new BodyFields(body);
    const request = { email: fields.string('email') ?? '', purpose: fields.string('purpose') ?? 'login' };
    fields.orRefuse(() => new InvalidRequest('body'));
    return { email: request.email, purpose: readPurpose(request.purpose) };
  }
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

export class VerifyOtpRequest {
  /** @example "amina@example.org" */
  email!: string;

  /**
   * Six digits of ASCII. They are also found with spaces around or between them (`048 213`), and in a pasted line with one such
   * number (`Your code is 048213`). A text without six digits is refused as a wrong code is, and costs no try.
   * @example "048213"
   */
  otp!: string;

  /**
   * In production: whose registration this login confirms, as `/register` answered it. It is needed only when several people
   * registered with this e-mail and yours came from another network, and is not looked at once one of them is confirmed.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  user_id?: string;

  static read(body: unknown): { email: string; code: string; userId: string | undefined } {
    const fields = new BodyFields(body);
    const userId = fields.string('user_id')?.toLowerCase();
    const request = { email: fields.string('email') ?? '', code: fields.string('otp') ?? '', userId };
    fields.orRefuse(() => new InvalidRequest('body'));
    if (userId !== undefined && !UUID.test(userId))
      throw new InvalidParameter('user_id must be a UUID', { field: 'user_id' });
    return request;
  }
}

export class VerifyOtpResponse {
  /** @example true */
  success!: boolean;

  /** @example "otp verified" */
  message!: string;

  /**
   * Session of the user with this e-mail, for `Authorization: Bearer …`; shown this once. It ends after 15 minutes without use,
   * and at `expires_at` in any case. Absent when the code was refused, or when nobody has registered the e-mail.
   * @example "mizan_session_9xJ2m4Q0bq3Yk8s1fH5tVn7cRzLw6aUe2dGpKiXoMTA"
   */
  token?: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T23:30:00.000Z"
   */
  expires_at?: string;
}

export class LogoutRequest {
  /**
   * Ends all your sessions, not only this one.
   * @default false
   * @example true
   */
  everywhere?: boolean;

  static read(body: unknown): { everywhere: boolean } {
    if (body === undefined || body === null) return { everywhere: false };
    const fields = new BodyFields(body);
    const request = { everywhere: fields.boolean('everywhere') ?? false };
    fields.orRefuse(() => new InvalidRequest('body'));
    return request;
  }
}

export class LogoutResponse {
  /** @example true */
  success!: boolean;

  /** @example "logged out" */
  message!: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readPurpose(text: string): CodePurpose {
  if (text !== 'login' && text !== 'payment')
    throw new InvalidParameter('purpose must be login or payment', { field: 'purpose' });
  return text;
}
