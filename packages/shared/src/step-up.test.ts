import { expect, test } from 'vitest'
import { provedFor } from './contract.ts'
import { operations } from './operations.ts'

/** The kinds of what asks for a proof, each with all that does it: docs/explained/step-up.md says why. */
const kinds = {
  'somebody comes in': [
    'addMember',
    'changePassword',
    'sendOfferAgain',
    'createPartnership',
    'signAgreement',
    'agreeInvitation',
    'agreeDisclosure',
    'sendDisclosureAgain',
    'decideOverride',
    'startImport',
  ],
  'her no is lifted': ['liftLimit', 'recordConsent', 'submitReferral'],
  'something reads on without anybody': [
    'agreeSystem',
    'makeSecret',
    'addWebhookEndpoint',
    'changeWebhookEndpoint',
    'changeWebhookSecret',
    'makeCalendarFeed',
  ],
  'it cannot simply be undone': [
    'endMembership',
    'joinFiles',
    'acceptReferral',
    'undoJoin',
    'publishReport',
    'undoImport',
  ],
}

test('IDN-5 whatever lets somebody in, lifts her no or makes a key asks for a proof, and nothing else does', () => {
  const asking = operations.filter((operation) => provedFor(operation) !== null)
  expect(asking.map(({ id }) => id).sort()).toEqual(Object.values(kinds).flat().sort())
})

test('IDN-5 whatever shows a secret once asks for a proof', () => {
  const showing = operations.filter(
    ({ kind, reply, permission }) =>
      kind === 'command' && permission !== 'anyone' && /Shown this once/.test(JSON.stringify(reply)),
  )
  expect(showing.map(({ id }) => id).sort()).toEqual([
    'addWebhookEndpoint',
    'changeWebhookSecret',
    'makeCalendarFeed',
    'makeSecret',
  ])
  expect(showing.filter(({ stepUp }) => !stepUp)).toEqual([])
})

test('IDN-5 a consent asks for it where it lifts a no, and else not', () => {
  const consent = operations.find(({ id }) => id === 'recordConsent')
  if (consent?.kind !== 'command') throw new Error('no such command')
  const holds = (lifts?: string[]) => consent.stepUpWhen?.holds?.(lifts === undefined ? {} : { lifts })
  expect([holds(), holds([]), holds(['01995b1c-7d00-7000-8000-000000000001'])]).toEqual([false, false, true])
})

test('IDN-5 accepting a referral asks for it where it joins two files, and else not', () => {
  const accept = operations.find(({ id }) => id === 'acceptReferral')
  if (accept?.kind !== 'command') throw new Error('no such command')
  const holds = (sameAsCaseId?: string) => accept.stepUpWhen?.holds?.(sameAsCaseId ? { sameAsCaseId } : {})
  expect([holds(), holds('01995b1c-7d00-7000-8000-000000000001')]).toEqual([false, true])
})
