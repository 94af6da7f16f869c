const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text may be the ID of a record: a UUID as the database writes it. */
export function isRecordId(text: string): boolean {
  return UUID.test(text);
}
