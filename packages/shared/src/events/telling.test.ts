import { expect, it } from 'vitest'
import { type DomainEvent, eventTypes } from '../events.ts'
import { entryOf, passedOnAs, toldTypes } from './catalogue.ts'
import { type Standing, tellings } from './telling.ts'

const agency = (agencyId: string, grants: Partial<Standing> = {}): Standing => ({
  agencyId,
  before: false,
  after: false,
  now: false,
  ofReferral: false,
  madeIt: false,
  ofChange: false,
  ...grants,
})
const stays = { before: true, after: true, now: true }
const told = (...args: Parameters<typeof tellings>) =>
  tellings(...args).map(({ agencyId, type, data, whileSeen }) => [agencyId, type, data, whileSeen])

it('API-3 of a case only agencies hear that saw it when it happened and see it as they are told', () => {
  const ids = { agendaItemId: 'i', meetingId: 'm', caseId: 'c' }
  const event = { type: 'item.discussed', data: { ...ids, referralId: null } } as const
  const agencies = [
    agency('sees', stays),
    agency('never'),
    agency('no longer', { before: true, after: true }),
    agency('only since', { now: true }),
  ]
  expect(told(event, 'c', agencies)).toEqual([['sees', 'item.discussed', ids, 'c']])
})

it('API-3, ACC-3 who loses sight of the case is told that and no more; who gains it is told so first', () => {
  const event = { type: 'consent.recorded', data: { consentId: 'k', caseId: 'c' } } as const
  const agencies = [
    agency('stays', stays),
    agency('loses', { before: true }),
    agency('gains', { after: true, now: true }),
  ]
  expect(told(event, 'c', agencies)).toEqual([
    ['stays', 'consent.recorded', { consentId: 'k', caseId: 'c' }, 'c'],
    ['loses', 'case.access_ended', { caseId: 'c' }, null],
    ['gains', 'case.access_began', { caseId: 'c' }, 'c'],
    ['gains', 'consent.recorded', { consentId: 'k', caseId: 'c' }, 'c'],
  ])
})

it('API-3 of a referral the agencies hear that made or received it; of an emergency meeting those that see its case', () => {
  const referral = { type: 'referral.returned', data: { referralId: 'r', caseId: 'c' } } as const
  expect(
    told(referral, 'c', [agency('own', { ...stays, ofReferral: true }), agency('other', stays)]),
  ).toEqual([['own', 'referral.returned', referral.data, 'c']])
  const meeting = { type: 'meeting.opened', data: { meetingId: 'm' } } as const
  const agencies = [agency('sees', stays), agency('never')]
  expect(told(meeting, null, agencies)).toHaveLength(2)
  expect(told(meeting, 'c', agencies)).toEqual([['sees', 'meeting.opened', { meetingId: 'm' }, 'c']])
})

it('FLG-1 an agency is told to take its own flag down, although it sees the case no longer', () => {
  const event = { type: 'flag.ended', data: { flagId: 'f', caseId: 'c', agencyId: 'asked' } } as const
  expect(told(event, 'c', [agency('asked'), agency('sees', stays)])).toEqual([
    ['asked', 'flag.ended', event.data, null],
  ])
})

it('API-3 a safeguarding notification without a case is told to its own agency alone', () => {
  const ids = { notificationId: 'n', agencyId: 'own' }
  const event = { type: 'safeguarding.opened', data: { ...ids, caseId: null } } as const
  expect(told(event, null, [agency('own'), agency('other')])).toEqual([
    ['own', 'safeguarding.opened', ids, null],
  ])
})

it('API-3 no account’s id goes outside, and what concerns people stays inside', () => {
  const event = {
    type: 'action.agreed',
    data: { actionId: 'a', caseId: 'c', meetingId: 'm', ownerAgencyId: 'o', ownerAccountId: 'person' },
  } as const
  expect(JSON.stringify(tellings(event, 'c', [agency('sees', stays)]))).not.toContain('person')
  const ofPeople: DomainEvent[] = [
    {
      type: 'emergency_access.taken',
      data: { emergencyAccessId: 'e', caseId: 'c', accountId: 'person' },
    },
    { type: 'membership.ended', data: { membershipId: 'm' } },
    { type: 'guest.proposed', data: { invitationId: 'i', meetingId: 'm', agendaItemId: null } },
    { type: 'case.files_joined', data: { joinId: 'j' } },
  ]
  for (const inside of ofPeople) expect(tellings(inside, 'c', [agency('sees', stays)])).toEqual([])
})

it('API-3 the catalogue describes each type in a sentence', () => {
  for (const type of toldTypes) expect(entryOf(type).says).toMatch(/^[A-Z].*\.$/)
  expect(eventTypes.filter((type) => passedOnAs(type)).length).toBeGreaterThan(30)
})

it('ACC-8 one that she refuses hears what becomes of its own referral, and nothing else of the case', () => {
  const made = agency('made it', { ofReferral: true, madeIt: true })
  const ids = { referralId: 'r', caseId: 'c' }
  expect(tellings({ type: 'referral.returned', data: ids }, 'c', [made])).toEqual([
    { agencyId: 'made it', type: 'referral.returned', data: ids, whileSeen: 'c', ownRecord: true },
  ])
  for (const event of [
    { type: 'referral.responded', data: { ...ids, agencyId: 'a' } },
    { type: 'consent.recorded', data: { consentId: 'k', caseId: 'c' } },
    { type: 'item.discussed', data: { agendaItemId: 'i', meetingId: 'm', caseId: 'c', referralId: 'r' } },
  ] as const)
    expect(told(event, 'c', [made])).toEqual([])
  // Who received it, and is refused, made nothing of it.
  expect(
    told({ type: 'referral.returned', data: ids }, 'c', [agency('asked', { ofReferral: true })]),
  ).toEqual([])
})
