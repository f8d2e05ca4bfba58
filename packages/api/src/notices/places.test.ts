import { declineDisclosure, requestDisclosure } from '@alongside/shared/disclosures/contract'
import { notices } from '@alongside/shared/domains'
import { noticeKinds } from '@alongside/shared/notices/kinds'
import { addMember } from '@alongside/shared/partnerships/contract'
import { returnReferral } from '@alongside/shared/referrals/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeAll, expect, it } from 'vitest'
import { givenCalendar, givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openRowBuilder } from '../../test/rows.ts'
import { openEastmarsh } from '../../test/world.ts'
import { inPartnership } from '../db/context.ts'
import { withTransaction } from '../db/pool.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { callerAs } from '../in-process.ts'
import { moveSession, openSession } from '../sessions/queries.ts'
import { tell } from './tell.ts'

// Jo works for Lantern and, some evenings, for Turning Tide: what concerns the one is not told at the other.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies, clock } = world
const jo = 'outreach@alongside.example'

const placesOfJo = async () => {
  const places = await rows<{ id: string; account_id: string; agency_id: string }>(
    `SELECT m.id, m.account_id, m.agency_id FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE a.email = $1 AND m.ended_at IS NULL`,
    [jo],
  )
  const at = (agency: string) => places.find(({ agency_id }) => agency_id === agency)!
  return { home: at(agencies.lantern), other: at(agencies.drugs) }
}
/** Jo, signed in and acting in that place. */
async function actingIn(membershipId: string) {
  const { identity } = world.services.pools
  const { home } = await placesOfJo()
  const session = await openSession(identity, home.account_id, clock.now())
  const moved = await moveSession(identity, session!.actor, membershipId, clock.now())
  return callerAs(world.app, moved!)
}
const toldAt = async ({ id }: { id: string }) =>
  (await rows<{ kind: string }>('SELECT kind FROM notifications WHERE membership_id = $1', [id])).map(
    ({ kind }) => kind,
  )

beforeAll(async () => {
  const place = { email: jo, name: 'Jo Mbeki', agencyId: agencies.drugs, role: 'practitioner' } as const
  await done(as.drugs, addMember, { body: place })
  await world.signIn(jo)
})

// Of her nobody is told but who may read her: both of Jo's agencies may.
const hers = await givenSubmitted(world, { agrees: ['lantern', 'drugs'], refuses: [] })

await givenCalendar(world)
const write = await openRowBuilder(world, { partnership_id: world.partnershipId, case_id: hers.caseId })
/** A record of what a notice is about, that Jo may read at Lantern; of what hangs on no case any id does. */
async function recordOf(subject: string): Promise<string> {
  const { home } = await placesOfJo()
  const own = { account_id: home.account_id, agency_id: home.agency_id }
  const made = async (table: string, of: Record<string, unknown> = {}) =>
    String((await write(table, of))['id'])
  const [meeting] = await rows<{ id: string }>('SELECT id FROM meetings ORDER BY starts_at DESC LIMIT 1')
  switch (subject) {
    case 'case':
      return hers.caseId ?? ''
    case 'referral':
      return hers.id
    case 'meeting':
      return meeting!.id
    case 'action':
      return made('actions')
    case 'flag':
      await rows('DELETE FROM flags')
      return made('flags', { agency_id: home.agency_id })
    case 'safeguarding':
      return made('safeguarding_notifications', { agency_id: home.agency_id })
    case 'received_notification': {
      const id = await made('safeguarding_notifications', { agency_id: home.agency_id })
      await write('received_notifications', { notification_id: id, agency_id: home.agency_id })
      return id
    }
    case 'emergency_access':
      return made('emergency_accesses', own)
    case 'sharing_change':
      return made('sharing_changes')
    case 'left_work':
      return made('left_work', { to_membership_id: home.id, agency_id: home.agency_id })
    case 'invitation':
      return made('guest_invitations', {
        ...{ membership_id: home.id, meeting_id: meeting!.id, kind: 'observer' },
        ...{ case_id: null, agenda_item_id: null },
      })
    default:
      return newId()
  }
}

it.each(noticeKinds)('ACC-10 a notice is one place’s, also to its holder: %s', async (kind) => {
  await rows('DELETE FROM notifications')
  const { home, other } = await placesOfJo()
  const { subject } = notices[kind]
  const subjectId = await recordOf(subject)
  const now = clock.now()
  await withTransaction(world.services.pools.jobs, inPartnership(world.partnershipId, now), (tx) =>
    tell(
      tx,
      world.services,
      [{ id: home.id, accountId: home.account_id }],
      { kind, subjectId, occasion: 'once' },
      now,
    ),
  )
  const seen = async (membershipId: string) => {
    const { items } = await done(await actingIn(membershipId), listNotifications, { query: { limit: 100 } })
    return items.some((each) => each.subjectId === subjectId)
  }
  expect([await seen(home.id), await seen(other.id)]).toEqual([true, false])
})

it('ACC-10 no notice can be addressed to an account: the table has no room for one', async () => {
  const leads = await rows<{ to: string }>(
    `SELECT c.confrelid::regclass::text AS to FROM pg_constraint c
      WHERE c.conrelid = 'notifications'::regclass AND c.contype = 'f'`,
  )
  expect(leads).toEqual([{ to: 'memberships' }])
})

it('ACC-10 what somebody is told in person is told in the agency for which she did it, and not where she works too', async () => {
  await rows('DELETE FROM notifications')
  const { home, other } = await placesOfJo()
  const meetings = await givenMeetings(world)
  const listed = await meetings.listed()
  await meetings.open(listed.meetingId)
  const action = await meetings.agree(listed, '2026-03-20', 'lantern')
  await rows('UPDATE actions SET owner_account_id = $2 WHERE id = $1', [action.id, home.account_id])
  const wanting = await givenSubmitted(world)
  await done(as.coordinator, returnReferral, {
    params: { referralId: wanting.id },
    version: wanting.version,
    body: { asks: 'Who decided?' },
  })
  await done(as.outreach, requestDisclosure, {
    body: {
      ...requestDisclosure.example,
      meetingId: listed.meetingId,
      kind: 'agenda',
      itemId: listed.itemId,
    },
  })
  const [release] = await rows<{ id: string; version: number }>('SELECT id, version FROM disclosure_requests')
  await done(as.coordinator, declineDisclosure, {
    params: { disclosureId: release!.id },
    version: release!.version,
    body: declineDisclosure.example,
  })
  const theirs = await givenSubmitted(world, {
    by: 'probation',
    agrees: ['lantern', 'probation'],
    refuses: [],
  })
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    theirs.caseId,
  ])
  await world.runJobs()
  clock.set('2026-03-21T09:00:00Z')
  await givenEmergencyAccess(world, 'outreach', file!.reference)
  clock.set('2026-03-23T09:00:00Z')
  await world.runJobs()
  clock.set('2027-02-20T09:00:00Z')
  await world.runJobs()

  expect(await toldAt(home)).toEqual(
    expect.arrayContaining([
      ...['referral_accepted', 'referral_returned', 'action_late', 'release_declined'],
      ...['emergency_access_to_tell', 'consent_ends_soon', 'outcomes_to_look_at'],
    ]),
  )
  expect(await toldAt(other)).toEqual([])
})
