import { enterRoom } from '@alongside/shared/attendance/contract'
import type { Contract } from '@alongside/shared/contract'
import { closeMeeting, openMeeting, readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import { distributeMinutes, readMinutesDraft } from '@alongside/shared/minutes/contract'
import { acceptReferral } from '@alongside/shared/referrals/contract'
import { agreeAction, closeItem, contribute, readItem, recordItem } from '@alongside/shared/room/contract'
import type { AgencyName, PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Call } from '../src/in-process.ts'
import { givenCalendar, givenSubmitted } from './given.ts'
import { refusalOf } from './standing.ts'
import type { Eastmarsh } from './world.ts'

/** What a refusal about a meeting must leave as it was. */
const tables = [
  'meetings',
  'agenda_items',
  'contributions',
  'attendances',
  'meeting_turns',
  'stepped_out',
  'meeting_deputies',
  'research',
  'actions',
  'plan_lines',
  'plan_amendments',
  'plan_changes',
  'minutes',
  'minuted_items',
  'minutes_receipts',
  'referrals',
  'cases',
]

export interface ListedCase {
  meetingId: string
  itemId: string
  caseId: string
  referralId: string
}

type Listing = NonNullable<Parameters<typeof givenSubmitted>[1]> & { at?: number; sameAs?: ListedCase }

/** Meetings of a world whose calendar is set, by the commands that everyone uses. */
export async function givenMeetings(world: Eastmarsh) {
  const { as, rows, agencies } = world
  await givenCalendar(world)
  // MTG-6: what these tests are about is not when a meeting is opened.
  await rows(`UPDATE meetings SET opens_from = '2000-01-01T00:00:00Z'`)

  async function coming(at = 0): Promise<string> {
    const [meeting] = await rows<{ id: string }>('SELECT id FROM meetings ORDER BY date OFFSET $1 LIMIT 1', [
      at,
    ])
    if (!meeting) throw new Error(`no meeting ${at}`)
    return meeting.id
  }

  /** A case on the agenda of meeting `at` (0: the next one); `sameAs`: the coordinator knows the person. */
  async function listed({ at = 0, sameAs, ...given }: Listing = {}): Promise<ListedCase> {
    const meetingId = await coming(at)
    const { id: referralId, version } = await givenSubmitted(world, given)
    const exceptional = { reason: 'He is looking for her' }
    const body = {
      meetingId,
      exceptional,
      ...(sameAs && { sameAsCaseId: sameAs.caseId, escalation: 'Twice as many call-outs' }),
    }
    const accepted = await done(as.coordinator, acceptReferral, { params: { referralId }, version, body })
    const caseId = accepted.caseId ?? ''
    const [item] = await rows<{ id: string }>(
      'SELECT id FROM agenda_items WHERE case_id = $1 AND meeting_id = $2',
      [caseId, meetingId],
    )
    if (!item) throw new Error('accepted, and not on the agenda')
    return { meetingId, itemId: item.id, caseId, referralId }
  }

  async function sign(meetingId: string, ...who: PersonName[]): Promise<void> {
    for (const name of who)
      await done(as[name], signMeeting, { params: { meetingId }, body: { agreed: true } })
  }

  /** Signed by the chair, the coordinator, housing and health, who are in the room, and opened: at version 2. */
  async function open(meetingId: string): Promise<void> {
    await sign(meetingId, 'chair', 'coordinator', 'housing', 'health')
    await rows(`UPDATE meetings SET opens_from = '2000-01-01T00:00:00Z' WHERE id = $1`, [meetingId])
    await done(as.chair, openMeeting, { params: { meetingId }, body: {}, version: 1 })
    for (const name of ['chair', 'coordinator', 'housing', 'health'] as const)
      await done(as[name], enterRoom, { params: { meetingId }, body: {} })
  }

  const itemOf = ({ itemId }: ListedCase, who: PersonName = 'chair') =>
    done(as[who], readItem, { params: { itemId } })

  const discuss = async (item: ListedCase) =>
    done(as.chair, closeItem, {
      params: { itemId: item.itemId },
      body: {},
      version: (await itemOf(item)).version,
    })

  /** Closed by the chair: its minutes are a draft. */
  async function close(meetingId: string): Promise<void> {
    const params = { meetingId }
    const { version } = await done(as.chair, readMeeting, { params })
    await done(as.chair, closeMeeting, { params, body: {}, version })
  }

  /** A meeting of one case, spoken of by housing and the chair, with an action of housing, and closed. */
  async function drafted(): Promise<ListedCase> {
    const item = await listed()
    const params = { itemId: item.itemId }
    await open(item.meetingId)
    await done(as.housing, contribute, { params, body: { words: 'She refused.' } })
    const body = { riskPlan: 'Patrol', decisions: 'A room' }
    await done(as.chair, recordItem, { params, body, version: 1 })
    await agree(item)
    await discuss(item)
    await close(item.meetingId)
    return item
  }

  /** Distributes the draft of a closed meeting, as it stands. */
  async function distribute(meetingId: string) {
    const params = { meetingId }
    const { version } = await done(as.coordinator, readMinutesDraft, { params })
    return done(as.coordinator, distributeMinutes, { params, body: {}, version })
  }

  const agree = ({ itemId }: ListedCase, dueOn = '2026-03-20', owner: AgencyName = 'housing') =>
    done(as.chair, agreeAction, {
      params: { itemId },
      body: {
        ownerAgencyId: agencies[owner],
        what: 'Find a room with a lock',
        why: 'She sleeps in a stairwell',
        dueOn,
        priority: 'urgent',
      },
    })

  /** As before the first meeting: the calendar stays; agendas, and what hangs on them, go. */
  async function startOver(): Promise<void> {
    // Distributed minutes change for nobody, the owner included, until she takes the guard off.
    const kept = ['minuted_items', 'minutes']
    for (const table of kept) await rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    for (const table of [
      'minutes_receipts',
      'minuted_items',
      'minutes',
      'actions',
      'plan_changes',
      'plan_amendments',
      'plan_lines',
      'contributions',
      'stepped_out',
      'meeting_deputies',
      'research',
      'agenda_items',
      'meeting_signatures',
      'meeting_turns',
      'attendances',
    ])
      await rows(`DELETE FROM ${table}`)
    for (const table of kept) await rows(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    await rows(
      `UPDATE meetings SET state = 'planned', version = 1, opened_at = NULL, closed_at = NULL, agenda_published_at = NULL`,
    )
  }

  /** How a call about meetings was refused, and whether anything changed all the same. */
  const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
    refusalOf(world, tables, as[who], operation, call)

  return {
    ...{ refusal, coming, listed, sign, open, itemOf, discuss, agree, startOver },
    ...{ close, drafted, distribute },
  }
}
