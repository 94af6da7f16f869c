import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';
export class ProfileResponse {
  /**
   * UUID.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  user_id!: string;

  /** @example "Amina Khan" */
  full_name!: string;

  /**
   * As registered.
   * @example "amina@example.org"
   */
  email!: string;

  /**
   * Whether a code that was sent there has come back.
   * @example true
   */
  email_confirmed!: boolean;

  /**
   * National identity number, masked.
   * @example "35202-*******-1"
   */
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
   * Units, confirmed.
   * @example 14900
   */
  @ApiProperty(UNITS)
  balance!: number;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at!: string;
}
