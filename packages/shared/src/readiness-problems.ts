/** Why a replica is to be sent no requests, as /readyz says it to whoever operates it. A part of the table in problems.ts; no screen shows it. */
export const readinessProblems = {
  'clock.skewed': {
    status: 503,
    title: 'The clock of this server is more than 30 seconds wrong',
    fix: 'Whoever operates it: set the clocks of its machine and of the database’s by NTP. It takes requests again by itself.',
  },
  'schema.unlike': {
    status: 503,
    title: 'The database is of another version than this part of Alongside',
    fix: 'It is being brought up to date. Try again in a few minutes; work on this device is kept.',
  },
} as const
