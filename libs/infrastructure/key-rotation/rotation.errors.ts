/** Records are being moved to another key than the one that was given now. */
export class OtherRotationUnfinished extends Error {
  override readonly name = 'OtherRotationUnfinished';

  constructor(schema: string) {
    super(`a rotation of the ${schema} to another new master key is unfinished: give the key that it was begun with`);
  }
}

/** Nothing was changed. */
export class DamagedRecords extends Error {
  override readonly name = 'DamagedRecords';

  constructor(schema: string, count: number, some: readonly string[]) {
    super(
      `${count} sealed records of the ${schema} do not open under its master key: ${some.join(', ')}${count > some.length ? ' …' : ''}; ` +
        'restore them from a backup, then rotate',
    );
  }
}
