import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** Documents `limit` and `cursor`, which {@link answerList} reads. */
export function PagedQuery(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 1000 },
      description:
        'Answer with a page of at most this many, which ends earlier where it would pass about 1 MB; a `Link` header with `rel="next"` leads to the next page',
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      schema: { type: 'string' },
      description:
        'From the `Link` header; opaque. It belongs to this query: with another wallet, order or filter it is refused',
    }),
  );
}
