import { IsText, Must } from '@app/infrastructure/http/validation/index.js';
import type { SearchResult } from '@app/reporting';
import { ApiProperty } from '@nestjs/swagger';
import { InvalidParameter } from '../presentation/invalid-request.js';

const KINDS = ['block', 'transaction', 'address', 'receipt', 'node'] as const satisfies SearchResult['kind'][];
const LONGEST = 128;
const invalidQuery = () => new InvalidParameter(`q must be a text of 1 to ${LONGEST} characters`, { field: 'q' });

export class SearchQuery {
  /**
   * Height or hash of a block, ID of a transaction in hex or Base64, address, number of a receipt, or ID of a node
   * @example "812"
   */
  @IsText({ minLength: 1, maxLength: LONGEST }, invalidQuery)
  @Must((text: string) => text.trim() !== '' && text.length <= LONGEST, invalidQuery)
  q!: string;
}

export class SearchResultResponse {
  @ApiProperty({ enum: KINDS })
  kind!: SearchResult['kind'];

  /** Hash of a block, ID of a transaction in hex, address, number of a receipt, or ID of a node. */
  id!: string;

  /**
   * Of a block, and of the block that a transaction stands in.
   * @example 812
   */
  height?: number;

  /**
   * Where this API tells of it; for a node, where the registry does on its own port.
   * @example "/api/v1/blocks/812"
   */
  path!: string;
}

export class SearchResponse {
  /** Empty where nothing has this name. */
  results!: SearchResultResponse[];
}

export function searchJson(results: readonly SearchResult[]) {
  return { results: results.map((result) => ({ ...result, path: pathOf(result) })) };
}

function pathOf({ kind, id, height }: SearchResult): string {
  switch (kind) {
    case 'block':
      return `/api/v1/blocks/${height}`;
    case 'transaction':
      return `/api/v1/transactions/${id}`;
    case 'address':
      return `/api/v1/wallets/${id}/history`;
    case 'receipt':
      return `/api/v1/zakat/receipts/${id}/verify`;
    case 'node':
      return `/nodes/${id}`;
  }
}
