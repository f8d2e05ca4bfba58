/**
 * Moments at which somebody may start the demo first, each told to the minute in UTC: it ends there, and half of what it tells happens in the
 * days before. The start failed twice for the date of the day, so those stand here at which a date or a clock goes another way.
 */
export const demoDays = [
  // A leap day, which is a month's end too, in the quiet hours of a night.
  '2028-02-29T03:30:00.000Z',
  // The first of a month, and the days around it.
  '2026-11-30T23:40:00.000Z',
  '2026-12-01T00:10:00.000Z',
  '2027-03-01T09:00:00.000Z',
  // Around Christmas: the day before, two holidays in the middle of a weekend, between the years, and the new year.
  '2026-12-24T17:30:00.000Z',
  '2026-12-27T12:00:00.000Z',
  '2026-12-31T23:55:00.000Z',
  '2027-01-01T08:00:00.000Z',
  '2027-12-28T10:20:00.000Z',
  // Easter Monday, the day after the clocks go forward; the hour that is not there; the hour that is there twice.
  '2027-03-29T14:00:00.000Z',
  '2027-03-28T01:10:00.000Z',
  '2026-10-25T01:20:00.000Z',
  // The last day of a long month, whose month before and whose half-year before are shorter.
  '2027-05-31T15:45:00.000Z',
  '2027-08-31T06:50:00.000Z',
] as const
