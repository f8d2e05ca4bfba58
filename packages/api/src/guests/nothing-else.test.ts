import { can } from '@alongside/shared/access'
import type { Contract } from '@alongside/shared/contract'
import {
  agreeInvitation,
  proposeGuest,
  proposeObserver,
  signMyInvitation,
} from '@alongside/shared/guests/contract'
import { operations } from '@alongside/shared/operations'
import { describe, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import type { Call, Caller } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const meetings = await givenMeetings(world)
const item = await meetings.listed()
const other = await meetings.listed({ at: 1 })
await meetings.open(item.meetingId)
await meetings.agree(item)

const invited = async (proposal: Promise<{ id: string; version: number }>, email: string) => {
  const { id, version } = await proposal
  await done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })
  const caller = await world.signIn(email)
  await done(caller, signMyInvitation, { body: { agreed: true } })
  return caller
}
const asGuest = { ...proposeGuest.example, email: 'noor@refuge.example' }
const asObserver = { ...proposeGuest.example, email: 'watcher@college.example' }
const callers: Record<'guest' | 'observer', Caller> = {
  guest: await invited(
    done(as.housing, proposeGuest, { params: { itemId: item.itemId }, body: asGuest }),
    asGuest.email,
  ),
  observer: await invited(
    done(as.housing, proposeObserver, { params: { meetingId: item.meetingId }, body: asObserver }),
    asObserver.email,
  ),
}

const unknown = '01a20000-0000-7000-8000-000000000000'

/** Every id of the partnership, whatever it names, but for what they are invited to. */
async function everyId(): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id'
      AND data_type = 'uuid' AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE')`,
  )
  const ids = await Promise.all(
    tables.map(({ name }) => rows<{ id: string }>(`SELECT id FROM ${name} ORDER BY id LIMIT 25`)),
  )
  return [...new Set([...ids.flat().map(({ id }) => id), other.itemId, other.caseId])].filter(
    (id) => id !== item.itemId && id !== item.meetingId,
  )
}
const ids = await everyId()

const own = new Set([
  'readSession',
  'switchMembership',
  'signOut',
  'signOutEverywhere',
  // Of her own sessions; of others’ the access matrix says it.
  'endSession',
  'markNotificationsRead',
])
const others = operations.filter(({ permission, id }) => permission !== 'anyone' && !own.has(id))
const may = (kind: 'guest' | 'observer', { permission }: Contract) =>
  permission !== 'anyone' && can(kind, permission)
const parameterOf = ({ params }: Contract) => Object.keys(params)[0]

const callFor = (operation: Contract): Call<Contract> => ({
  ...(operation.kind === 'command' && operation.method !== 'DELETE' && { body: operation.example as never }),
  ...(operation.kind === 'command' && operation.conditional && { version: 1 }),
})

/** What is answered, but for the address that was asked. */
const answerTo = async (
  caller: Caller,
  operation: Contract,
  parameter: string,
  id: string,
): Promise<object> => {
  const { body } = await caller(operation, { ...callFor(operation), params: { [parameter]: id } })
  return { ...(body as object), instance: null }
}

// An operation a test, so that none of them takes longer the more there are.
describe.each(['guest', 'observer'] as const)(
  'GST-1 ACC-6 everything else is 404 to a %s, the same for an id that is there as for one that is not:',
  (kind) => {
    const caller = callers[kind]

    it.each(others.filter((operation) => parameterOf(operation)))('$id', async (operation) => {
      const parameter = parameterOf(operation) ?? ''
      const expected = await answerTo(caller, operation, parameter, unknown)
      expect(expected).toMatchObject({ code: 'not_found' })
      for (const id of may(kind, operation) ? ids : ids.slice(0, 3))
        expect({ of: id, answer: await answerTo(caller, operation, parameter, id) }).toEqual({
          of: id,
          answer: expected,
        })
    })

    it.each(others.filter((operation) => !parameterOf(operation) && !may(kind, operation)))(
      '$id',
      async (operation) => {
        expect((await caller(operation, callFor(operation))).status).toBe(404)
      },
    )
  },
)
