import { IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { invalidBody } from '../presentation/invalid-request.js';

@RefusedAs(invalidBody)
export class ReleaseCnicRequest {
  /**
   * National identity number.
   * @example "42101-1234567-1"
   */
  @IsText()
  cnic = '';
}

export class ReleaseCnicResponse {
  /**
   * The user who had it.
   * @example "5f0c6b0e-8f0a-4a55-9a43-0d7d6a0b5a11"
   */
  user_id!: string;
}
