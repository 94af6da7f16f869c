/** What request classes are made of. */
export { type Fault, Field, type Kind, Must, NO_FAULT, type Refusal } from './field.js';
export { IsListOf, IsNested } from './nested.js';
export { IsCount, IsDecimal, IsInteger } from './numbers.js';
export { BodyMayBeEmpty, RefusedAs, RequestPipe, readRequest } from './read-request.js';
export { formOfText, IsFlag, IsOneOf, IsText, isText, ofText } from './texts.js';
