import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { InvalidRequest } from '../presentation/invalid-request.js';

export class ReleaseCnicRequest {
  /**
   * National identity number.
   * @example "42101-1234567-1"
   */
  cnic!: string;

  /** @throws InvalidRequest */
  static read(body: unknown): { cnic: string } {
    const fields = new BodyFields(body);
    const cnic = fields.string('cnic') ?? '';
    fields.orRefuse(() => new InvalidRequest('body'));
    return { cnic };
  }
}

export class ReleaseCnicResponse {
  /**
   * The user who had it.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  user_id!: string;
}
