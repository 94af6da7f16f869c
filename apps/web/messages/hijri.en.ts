/** Dates of the Hijri calendar. */
export const en = {
  words: (day: string, month: string, year: string) => `${day} ${month} ${year} AH`,
  months: [
    'Muharram',
    'Safar',
    'Rabiʻ I',
    'Rabiʻ II',
    'Jumada I',
    'Jumada II',
    'Rajab',
    'Shaʻban',
    'Ramadan',
    'Shawwal',
    'Dhuʻl-Qiʻdah',
    'Dhuʻl-Hijjah',
  ],
};

export type HijriMessages = typeof en;
