import * as actions from '@alongside/shared/actions/contract'
import { whyNotAccept, whyNotCloseUndone, whyNotComplete, whyNotStart } from '@alongside/shared/actions/rules'
import { enterRoom, leaveRoom } from '@alongside/shared/attendance/contract'
import * as documents from '@alongside/shared/documents/contract'
import { whyNotLose, whyNotMove } from '@alongside/shared/documents/rules'
import * as flags from '@alongside/shared/flags/contract'
import { waitingFlagStates, whyNotFlag } from '@alongside/shared/flags/rules'
import * as guests from '@alongside/shared/guests/contract'
import { proposeGuest } from '@alongside/shared/guests/contract'
import { whyNotInvitation } from '@alongside/shared/guests/rules'
import {
  whyNotCheckReport,
  whyNotDiscardReport,
  whyNotPublishReport,
} from '@alongside/shared/monitoring/report-rules'
import * as reports from '@alongside/shared/monitoring/reports-contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { newId } from '../src/ids.ts'
import { givenMeetings } from './given-meetings.ts'
import { stepsOf, walk, walkTimeout } from './walk.ts'
import { openEastmarsh } from './world.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, agencies } = world
const meetings = await givenMeetings(world)
const item = await meetings.listed({ at: 1 })
await meetings.open(item.meetingId)

it(
  'ACT-1 at random through an action: rule, API and «my work» of its agency agree',
  async () => {
    const step = stepsOf<actions.ActionDetail>()
    const params = ({ id }: actions.ActionDetail) => ({ params: { actionId: id } })
    const everyone: PersonName[] = ['housing', 'lettings', 'health', 'coordinator', 'chair']
    const read = (who: PersonName, id: string) => as[who](actions.readAction, { params: { actionId: id } })
    await walk<actions.ActionDetail>(world, {
      begins: {
        // PLN-1: agreed while nobody of its agency is in the room, which is asked then.
        asked: async () => {
          const room = { params: { meetingId: item.meetingId }, body: {} }
          await done(as.housing, leaveRoom, room)
          const { id } = await meetings.agree(item)
          await done(as.housing, enterRoom, room)
          return id
        },
        open: async () => (await meetings.agree(item)).id,
      },
      read,
      steps: everyone.flatMap((who) => [
        step(who, actions.startAction, whyNotStart, (seen) => ({ ...params(seen), body: {} })),
        step(who, actions.acceptStep, whyNotAccept, (seen) => ({ ...params(seen), body: { accepts: true } })),
        step(who, actions.completeAction, whyNotComplete, (seen) => ({
          ...params(seen),
          body: { whatHappened: 'She has a key' },
        })),
        step(who, actions.closeActionUndone, whyNotCloseUndone, (seen) => ({
          ...params(seen),
          body: { kind: 'not_done_changed' as const, why: 'She moved' },
        })),
      ]),
      agrees: async (id) => {
        const { body } = await read('housing', id)
        const { actions: mine } = await done(as.housing, readMyWork)
        const may = whyNotComplete(body, { role: 'lead_member', agencyId: agencies.housing }) === null
        expect(mine.some((one) => one.id === id)).toBe(may)
      },
    })
  },
  walkTimeout,
)

it(
  'GST-1 at random through an invitation: rule and API agree',
  async () => {
    const step = stepsOf<guests.GuestInvitation>()
    const params = ({ id }: guests.GuestInvitation) => ({ params: { invitationId: id } })
    let count = 0
    const body = () => ({ ...proposeGuest.example, email: `guest-${count++}@walks.example` })
    const read = async (who: PersonName, id: string) => {
      const answer = await as[who](guests.listInvitations, { params: { meetingId: item.meetingId } })
      const found = answer.body.items.find((one) => one.id === id)
      return { ...answer, status: found ? answer.status : 404, body: found ?? ({} as guests.GuestInvitation) }
    }
    const people: PersonName[] = ['coordinator', 'chair', 'housing']
    await walk<guests.GuestInvitation>(world, {
      begins: {
        proposed: async () =>
          (await done(as.outreach, proposeGuest, { params: { itemId: item.itemId }, body: body() })).id,
      },
      read,
      steps: people.flatMap((who) => [
        step(
          who,
          guests.agreeInvitation,
          ({ state }) => whyNotInvitation('agree', state),
          (seen) => ({
            ...params(seen),
            body: {},
          }),
        ),
        step(
          who,
          guests.declineInvitation,
          ({ state }) => whyNotInvitation('decline', state),
          (seen) => ({
            ...params(seen),
            body: { reason: 'Another time' },
          }),
        ),
        step(
          who,
          guests.withdrawInvitation,
          ({ state }) => whyNotInvitation('withdraw', state),
          (seen) => ({
            ...params(seen),
            body: { reason: 'She is ill' },
          }),
        ),
      ]),
    })
  },
  walkTimeout,
)

it(
  'MTG-4 at random through a sheet of paper: rule and API agree',
  async () => {
    const step = stepsOf<documents.DocumentCopy>()
    const params = ({ id }: documents.DocumentCopy) => ({ params: { copyId: id }, body: {} })
    const [outreach] = await rows<{ id: string }>(
      `SELECT id FROM accounts WHERE email = 'outreach@alongside.example'`,
    )
    const read = async (who: PersonName, id: string) => {
      const answer = await as[who](documents.listDocumentCopies, { params: { meetingId: item.meetingId } })
      const found = answer.body.items.find((one) => one.id === id)
      return { ...answer, status: found ? answer.status : 404, body: found ?? ({} as documents.DocumentCopy) }
    }
    const order = { meetingId: item.meetingId, kind: 'agenda' as const, paperFor: outreach!.id }
    await walk<documents.DocumentCopy>(world, {
      begins: { made: async () => (await done(as.coordinator, documents.registerCopy, { body: order })).id },
      read,
      steps: (['coordinator', 'housing', 'outreach'] as const).flatMap((who) => [
        step(who, documents.handOutCopy, (copy) => whyNotMove(copy, 'handed_out'), params),
        step(who, documents.collectCopy, (copy) => whyNotMove(copy, 'collected'), params),
        step(who, documents.destroyCopy, (copy) => whyNotMove(copy, 'destroyed'), params),
        step(
          who,
          documents.loseCopy,
          (copy) => whyNotLose(copy, { registers: who === 'coordinator' }),
          (seen) => ({
            ...params(seen),
            body: { words: 'Left on the bus' },
          }),
        ),
        step(
          who,
          documents.settleLoss,
          (copy) => whyNotMove(copy, 'written_off'),
          (seen) => ({
            ...params(seen),
            body: { words: 'Reported as a breach' },
          }),
        ),
      ]),
    })
  },
  walkTimeout,
)

it(
  'FLG-1 at random through a flag: rule, API and «my work» of its agency agree',
  async () => {
    const step = stepsOf<flags.Flag>()
    const params = ({ caseId }: flags.Flag) => ({ params: { caseId: caseId ?? '' } })
    const [flagged] = await rows<{ key: string }>('SELECT data_key_id AS key FROM cases WHERE id = $1', [
      item.caseId,
    ])
    const read = async (who: PersonName, id: string) => {
      const answer = await as[who](flags.readCaseFlags, { params: { caseId: item.caseId } })
      const found = answer.body.items?.find((one) => one.id === id)
      return { ...answer, status: found ? answer.status : 404, body: found ?? ({} as flags.Flag) }
    }
    await walk<flags.Flag>(world, {
      begins: {
        asked: async () => {
          const id = newId()
          await rows('DELETE FROM flags WHERE case_id = $1', [item.caseId])
          await rows(
            `INSERT INTO flags (partnership_id, id, case_id, data_key_id, agency_id, asked_at, remind_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`,
            [world.partnershipId, id, item.caseId, flagged!.key, agencies.housing, world.clock.now()],
          )
          return id
        },
      },
      read,
      steps: (['housing', 'lettings'] as const).flatMap((who) => [
        step(
          who,
          flags.confirmFlag,
          ({ state }) => whyNotFlag('confirm', state),
          (seen) => ({
            ...params(seen),
            body: { on: '2026-03-02', reference: 'HH-1' },
          }),
        ),
        step(
          who,
          flags.takeFlagDown,
          ({ state }) => whyNotFlag('take_down', state),
          (seen) => ({
            ...params(seen),
            body: { on: '2026-03-02' },
          }),
        ),
      ]),
      agrees: async (id) => {
        const { body } = await read('housing', id)
        const { flagsAsked } = await done(as.housing, readMyWork)
        const waits = waitingFlagStates.some((state) => state === body.state)
        expect(flagsAsked.some((one) => one.id === id)).toBe(waits)
      },
    })
  },
  walkTimeout,
)

it(
  'MON-1 at random through a report: rule and API agree',
  async () => {
    const step = stepsOf<reports.Report>()
    const params = ({ id }: reports.Report) => ({ params: { reportId: id }, body: {} })
    await walk<reports.Report>(world, {
      begins: {
        draft: async () => {
          await rows(
            `DELETE FROM monitoring_counts c USING monitoring_reports r WHERE r.id = c.report_id AND r.state <> 'published'`,
          )
          await rows(`DELETE FROM monitoring_reports WHERE state <> 'published'`)
          const [{ count = 0 } = {}] = await rows<{ count: number }>(
            'SELECT count(*)::int AS count FROM monitoring_reports',
          )
          const period = `${2024 - count}-Q1`
          return (await done(as.coordinator, reports.draftReport, { body: { period } })).id
        },
      },
      read: (who, id) => as[who](reports.readReport, { params: { reportId: id } }),
      steps: (['coordinator', 'housing'] as const).flatMap((who) => [
        step(who, reports.checkReport, ({ state }) => whyNotCheckReport(state), params),
        step(who, reports.publishReport, ({ state }) => whyNotPublishReport(state), params),
        step(who, reports.discardReport, ({ state }) => whyNotDiscardReport(state), params),
      ]),
    })
  },
  walkTimeout,
)
