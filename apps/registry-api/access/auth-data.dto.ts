import { ApiProperty } from '@nestjs/swagger';

/** The older way to sign a request, in its body; see the head of this document. */
export class AuthData {
  /** Hex HMAC-SHA-256 of `message`, with the secret that registration gave out. */
  @ApiProperty({ pattern: '^[0-9a-fA-F]{64}$' })
  signature!: string;

  /** Unix seconds, the same as in `message`. */
  @ApiProperty({ oneOf: [{ type: 'integer' }, { type: 'string' }] })
  timestamp!: number | string;

  /** The lines that are signed. */
  message!: string;
}
