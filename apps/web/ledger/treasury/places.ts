/** Parts of the treasury have addresses, so that one administrator can send another there. */
export const toTreasury = '/treasury';
export const toAssessment = (id: string) => `${toTreasury}?assessment=${encodeURIComponent(id)}`;
