import { expect, it } from 'vitest'
import { identityOf } from './identity.ts'

const identityWith = (age: NonNullable<Parameters<typeof identityOf>[0]['person']>['age']) =>
  identityOf({ person: { ...(age && { age }) } }, '2026-09-17').age

it('REF-2 an age that was stated is kept with the day on which she was that old', () => {
  const stated = { stated: ' about 34 ', restsOn: 'she_said' } as const
  expect(identityWith(stated)).toEqual({ stated: 'about 34', statedOn: '2026-09-17', restsOn: 'she_said' })
  expect(identityWith({ ...stated, statedOn: '2025-01-02' })).toMatchObject({ statedOn: '2025-01-02' })
  expect(identityWith({ born: '1990', restsOn: 'document' })).toEqual({ born: '1990', restsOn: 'document' })
  expect(identityWith(undefined)).toBe(null)
})
