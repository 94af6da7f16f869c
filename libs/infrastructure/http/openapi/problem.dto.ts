import { ApiProperty } from '@nestjs/swagger';

/** Where in the request a field stands. */
const PLACES = ['body', 'header', 'path', 'query'];

/** One field that is wrong. */
export class FieldProblem {
  @ApiProperty({ enum: PLACES, enumName: 'FieldPlace' })
  in!: string;

  /** Its name; members of members are joined by dots. */
  field!: string;

  /** JSON Pointer into the body, as a fragment: `#/amount`. */
  pointer?: string;

  detail!: string;

  /** Stable, for programs. */
  code!: string;
}

/** RFC 9457, for callers whose `Accept` prefers JSON of any kind to plain text, or names it alone. */
export class Problem {
  type!: string;

  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  status!: number;

  detail!: string;

  /** Stable, for programs. */
  code!: string;

  /** The fields that are wrong, where a field is. */
  errors?: FieldProblem[];
}

/** A refusal in a sentence. */
export class Detail {
  detail!: string;
}

/** One field that could not be read. */
export class FieldError {
  /** Where it stands: the part of the request, and the way through it. */
  @ApiProperty({ type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'integer' }] } })
  loc!: (string | number)[];

  msg!: string;

  /** Stable, for programs. */
  type!: string;
}

/** Everything that could not be read of a request. */
export class FieldErrors {
  detail!: FieldError[];
}
