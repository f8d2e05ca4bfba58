import { expect, test } from 'vitest'
import { scopes } from './access.ts'
import { operations } from './operations.ts'

/** What is nobody else's: one's own signature, one's own calendar address. It changes nothing that others read. */
const oneSOwn = ['signMeeting', 'makeCalendarFeed', 'revokeCalendarFeed']

test('API-2 a system that was given a scope to read changes nothing by it', () => {
  const changing = operations
    .filter((operation) => operation.kind === 'command' && !operation.lookup)
    .filter(({ permission }) => scopes.includes(permission as never) && permission.endsWith(':read'))
  expect(changing.map(({ id }) => id).sort()).toEqual(oneSOwn.toSorted())
})
