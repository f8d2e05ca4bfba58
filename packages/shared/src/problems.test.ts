import { expect, test } from 'vitest'
import { problems } from './problems.ts'

/** What no screen shows: the browser never causes it, or says it in words of its own. */
const forPrograms = [
  'request.invalid',
  'request.malformed',
  'request.method',
  'request.media_type',
  'session.step_up_needed',
  'access.scope_missing',
  'idempotency.in_flight',
  'idempotency.other_body',
  'version.required',
]

const wordsForPrograms =
  /`|\bETag\b|\bJSON\b|\bheader\b|Idempotency-Key|If-Match|Retry-After|\b(?:GET|POST|PUT|PATCH)\b|[a-z][A-Z]/

test('what went wrong is said in words for people wherever a screen may show it', () => {
  const shown = Object.entries(problems).filter(([code]) => !forPrograms.includes(code))
  expect(
    shown
      .filter(([, { title, fix }]) => wordsForPrograms.test(`${title} ${fix}`))
      .map(([code, { title, fix }]) => `${code}: ${title}. ${fix}`),
  ).toEqual([])
})
