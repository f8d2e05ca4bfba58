import {
  can,
  isInvited,
  isSystem,
  type Permission,
  permissions,
  type Role,
  roles,
  rolesWhere,
} from '@alongside/shared/access'
import { listCases, readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { editMinutedItem } from '@alongside/shared/minutes/contract'
import { operations } from '@alongside/shared/operations'
import { endMembership } from '@alongside/shared/partnerships/contract'
import { readSession, signOut, signOutEverywhere } from '@alongside/shared/sessions/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { done } from '../src/demo/found.ts'
import type { Answered, Call } from '../src/in-process.ts'
import { everything } from './everything.ts'
import { arrangeMatrix, callOf, subjectOf, unknownCall } from './matrix-subjects.ts'
import { type MatrixActor, places } from './subjects/actors.ts'
import { endStandingAside } from './subjects/exclusions.ts'
import { secretName } from './subjects/meetings.ts'
import { openEastmarsh } from './world.ts'

// Every operation as every role: with a grant, without one, from another partnership, and as nobody. What to expect is
// computed from access.ts and from whose the subject is; a new operation is covered the day it is born.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const arranged = await arrangeMatrix(world)
const guarded = operations.filter(({ permission }) => permission !== 'anyone')
const lantern = (role: Role) => actor(role, 'own agency')
const actor = (role: Role, place: MatrixActor['place']) =>
  arranged.actors.find((each) => each.role === role && each.place === place)!

const needsStanding = ({ permission }: Contract) =>
  permission !== 'anyone' && permissions[permission].needsStanding

/** HRM-1: who reads who harms her without being named. */
const restrictedReaders = [...rolesWhere('hearsForAgency'), ...rolesWhere('seesByCoordination')]

type Expected = 'answered' | 'not_found' | 'access.not_permitted'

function expectedOf(operation: Contract, { role, place }: MatrixActor): Expected {
  if (operation.permission === 'anyone' || !can(role, operation.permission))
    return isInvited(role) ? 'not_found' : 'access.not_permitted'
  // A system is nobody in person.
  if (operation.stepUp && isSystem(role)) return 'access.not_permitted'
  const { bound, params } = subjectOf(operation)
  // ACC-9: who leads an agency may chair where she is named deputy. Here nobody is.
  if (operation.permission === 'items:chair' && !can(role, 'meetings:record')) {
    if (bound === 'coordination') return place === 'other partnership' ? 'not_found' : 'access.not_permitted'
    // Of drafts others do not see the items.
    return place === 'own agency' && operation.id !== editMinutedItem.id
      ? 'access.not_permitted'
      : 'not_found'
  }
  if (bound === 'restricted' && !restrictedReaders.includes(role)) return 'not_found'
  if (bound === 'nothing' || (bound !== 'account' && place === 'own agency')) return 'answered'
  // A platform's administrator has no place to switch to.
  if (bound === 'account')
    return place === 'own agency' && role !== 'platform_administrator' ? 'answered' : 'not_found'
  if (isInvited(role) && bound === 'partnership') return 'not_found'
  if (place === 'other partnership') return bound === 'coordination' && !params ? 'answered' : 'not_found'
  return {
    case: 'not_found',
    restricted: 'not_found',
    partnership: 'answered',
    coordination: 'access.not_permitted',
  }[bound] as Expected
}

const denials = async () =>
  (
    await world.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_events WHERE action = 'access.denied'`,
    )
  )[0]!.count
const labelOf = ({ role, place }: MatrixActor) => `${role}, ${place}`
const secrets = [
  secretName,
  arranged.caseId,
  arranged.caseReference,
  arranged.referralId,
  arranged.actionId,
  arranged.itemId,
]
/** What one was denied oneself stands in one's own partnership's record, under the id that one asked for. */
const tellsOf = ({ body }: Answered<unknown>, secret: string) =>
  JSON.stringify(body, (_key, value: { action?: string } | null) =>
    value?.action === 'access.denied' ? null : value,
  ).includes(secret)
/** At the version that the subject may well have: being stale is no way to tell that it exists. */
const atFirstVersion = (call: Call<Contract>): Call<Contract> => ({
  ...call,
  ...(call.version && { version: 1 }),
})
const withoutInstance = ({ body }: Answered<unknown>) => ({ ...(body as object), instance: null })

describe.each(guarded.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  const owner = lantern('practitioner')

  it('ACC-4, ACC-6 is refused to whoever may not: the same answer as for an unknown id, and nothing but the refusal on record', async () => {
    const [before, deniedBefore] = [await everything(world), await denials()]
    const refused = arranged.actors.filter((who) => expectedOf(operation, who) !== 'answered')
    const call = callOf(operation, arranged, owner)
    let denied = 0
    for (const who of refused) {
      const expected = expectedOf(operation, who)
      const hidden = expected === 'not_found'
      const tried = [call, ...(hidden ? [unknownCall(operation, arranged, owner), atFirstVersion(call)] : [])]
      const answers: unknown[] = []
      for (const each of tried) answers.push(withoutInstance(await who.call(operation, each)))
      denied += tried.length
      expect({ who: labelOf(who), answers }).toEqual({
        who: labelOf(who),
        answers: tried.map(() => answers[0]),
      })
      expect({ who: labelOf(who), ...(answers[0] as object) }).toMatchObject({
        who: labelOf(who),
        code: expected,
        status: hidden ? 404 : 403,
      })
    }
    expect(await everything(world)).toEqual(before)
    expect(await denials()).toBe(deniedBefore + denied)
  })

  it('ACC-4 is open to whoever may, and tells those without a grant nothing of the case', async () => {
    const { bound } = subjectOf(operation)
    const faults: object[] = []
    for (const who of arranged.actors.filter((each) => expectedOf(operation, each) === 'answered')) {
      const answer = await who.call(operation, callOf(operation, arranged, bound === 'account' ? who : owner))
      const told = who.place === 'own agency' ? [] : secrets.filter((secret) => tellsOf(answer, secret))
      const refused = [401, 403, 404].includes(answer.status) || answer.status >= 500
      if (refused || told.length)
        faults.push({ who: labelOf(who), told, ...(refused && (answer.body as object)) })
    }
    expect(faults).toEqual([])
    // What the calls of others ended, for the next operation.
    await world.rows('UPDATE sessions SET ended_at = NULL')
    await world.rows(`UPDATE sharing_grants SET until_at = NULL WHERE case_id = $1 AND basis = 'consent'`, [
      arranged.caseId,
    ])
    await endStandingAside(world)
  })

  it('is refused to nobody in particular with 401', async () => {
    const before = [await everything(world), await denials()]
    const answer = await world.anyone(operation, callOf(operation, arranged, owner))
    expect(answer).toMatchObject({ status: 401, body: { code: 'session.required' } })
    expect([await everything(world), await denials()]).toEqual(before)
  })
})

describe.each(guarded.filter(({ stepUp }) => stepUp).map((operation) => [operation.id, operation] as const))(
  '%s',
  (_, operation) => {
    it('IDN-5 is done for nobody who has not proved who she is, and does nothing meanwhile', async () => {
      await world.rows('UPDATE sessions SET stepped_up_until = $1', [world.clock.now()])
      const before = await everything(world)
      const owner = lantern('practitioner')
      const may = arranged.actors.filter((who) => expectedOf(operation, who) === 'answered')
      const codes = []
      for (const who of may) {
        const { body } = await who.call(operation, callOf(operation, arranged, owner))
        codes.push({ who: labelOf(who), code: (body as { code?: string }).code })
      }
      expect(codes).toEqual(may.map((who) => ({ who: labelOf(who), code: 'session.step_up_needed' })))
      expect(await everything(world)).toEqual(before)
      await world.rows(`UPDATE sessions SET stepped_up_until = '2100-01-01Z'`)
    })
  },
)

it('ACC-6 what is one colleague’s own is not found by another of the same agency', async () => {
  const [mine, theirs] = [lantern('practitioner'), lantern('lead_member')]
  for (const operation of guarded.filter((each) => subjectOf(each).bound === 'account')) {
    const answer = await theirs.call(operation, callOf(operation, arranged, mine))
    expect({ ...(answer.body as object), operation: operation.id }).toMatchObject({
      operation: operation.id,
      code: 'not_found',
    })
  }
})

it('every operation is routed, and every address under /v1 is an operation', async () => {
  expect(operations.filter(({ method, path: url }) => !world.app.hasRoute({ method, url }))).toEqual([])
  const { paths } = (await world.app.described()).swagger() as { paths: Record<string, object> }
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const declared = operations.map(({ method, path }) => `${method} ${path}`)
  expect(documented.filter((each) => each.includes(' /v1/')).sort()).toEqual(declared.sort())
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

it('ACC-4 every role and every permission is one of the matrix’s', () => {
  expect(new Set(arranged.actors.map(({ role, place }) => `${role} ${place}`)).size).toBe(
    roles.length * places.length,
  )
  for (const { permission } of guarded) expect(Object.keys(permissions)).toContain(permission)
})

describe('what ends takes effect with the next request, whatever the token says', () => {
  const { caseId, memberId } = arranged
  const opens = async ({ call }: MatrixActor) =>
    (await call(readCase, { params: { caseId } })).body as { code?: string }
  const who = lantern('secondary_member')
  const now = () => world.clock.now()
  const restore: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const undo of restore.splice(0)) await undo()
  })
  const change = async (what: string, values: unknown[], back: string, backValues: unknown[] = []) => {
    expect((await opens(who)).code).toBeUndefined()
    restore.push(() => world.rows(back, backValues))
    await world.rows(what, values)
  }

  it('a membership that ended', async () => {
    await change(
      'UPDATE memberships SET ended_at = $2 WHERE id = $1',
      [who.membershipId, now()],
      'UPDATE memberships SET ended_at = NULL WHERE id = $1',
      [who.membershipId],
    )
    expect((await opens(who)).code).toBe('session.required')
  })

  it('a membership ended by the coordinator', async () => {
    await world.rows('UPDATE memberships SET ended_at = NULL WHERE id = $1', [memberId])
    const leaving = await world.signIn('lettings@alongside.example')
    expect((await leaving(listCases)).status).toBe(200)
    await done(world.as.coordinator, endMembership, { params: { memberId }, body: { reason: 'Left' } })
    expect((await leaving(listCases)).body).toMatchObject({ code: 'session.required' })
  })

  it('another role than the token claims', async () => {
    await change(
      `UPDATE memberships SET role = 'observer' WHERE id = $1`,
      [who.membershipId],
      `UPDATE memberships SET role = 'secondary_member' WHERE id = $1`,
      [who.membershipId],
    )
    expect((await opens(who)).code).toBe('session.required')
  })

  it('an account that was disabled', async () => {
    await change(
      'UPDATE accounts SET disabled_at = $2 WHERE id = $1',
      [who.accountId, now()],
      'UPDATE accounts SET disabled_at = NULL WHERE id = $1',
      [who.accountId],
    )
    expect((await opens(who)).code).toBe('session.required')
  })

  it.each(['ended_at', 'idle_until', 'absolute_until'])('a session whose %s has come', async (column) => {
    await change(
      `UPDATE sessions SET ${column} = $2 WHERE account_id = $1`,
      [who.accountId, now()],
      `UPDATE sessions SET ended_at = NULL, idle_until = '2100-01-01Z', absolute_until = '2100-01-01Z' WHERE account_id = $1`,
      [who.accountId],
    )
    expect((await opens(who)).code).toBe('session.required')
  })

  it('a sharing grant that ended', async () => {
    const grants = await world.rows<{ id: string }>(
      'SELECT id FROM sharing_grants WHERE case_id = $1 AND agency_id = $2 AND until_at IS NULL',
      [caseId, world.agencies.lantern],
    )
    const ids = grants.map(({ id }) => id)
    await change(
      'UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1',
      [caseId, now()],
      'UPDATE sharing_grants SET until_at = NULL WHERE id = ANY ($1)',
      [ids],
    )
    expect((await opens(who)).code).toBe('not_found')
  })

  it('ACC-5 the agency’s standing that lapsed: no operation that needs it answers, grant or no grant', async () => {
    await change(
      'UPDATE agencies SET standing_until = $2 WHERE id = $1',
      [world.agencies.lantern, now()],
      `UPDATE agencies SET standing_until = '2027-01-01Z' WHERE id = $1`,
      [world.agencies.lantern],
    )
    const before = await everything(world)
    const answered: object[] = []
    for (const role of ['coordinator', 'machine_client'] as const)
      for (const operation of guarded.filter(
        (each) =>
          needsStanding(each) &&
          can(role, each.permission as Permission) &&
          // Systems have no proof: they are refused before.
          !(each.stepUp && isSystem(role)),
      )) {
        const { body } = await lantern(role).call(operation, callOf(operation, arranged, lantern(role)))
        const { code } = body as { code?: string }
        answered.push({ operation: operation.id, role, code })
      }
    expect(answered.length).toBeGreaterThan(40)
    expect(answered.filter((answer) => !('code' in answer && answer.code === 'agreement.unsigned'))).toEqual(
      [],
    )
    expect(await everything(world)).toEqual(before)
    expect((await lantern('coordinator').call(readSession)).body).toMatchObject({
      standing: 'agreements_unsigned',
    })
  })

  it('ACC-5 an agency that never signed', async () => {
    await change(
      'UPDATE agencies SET standing_until = NULL WHERE id = $1',
      [world.agencies.lantern],
      `UPDATE agencies SET standing_until = '2027-01-01Z' WHERE id = $1`,
      [world.agencies.lantern],
    )
    expect((await opens(who)).code).toBe('agreement.unsigned')
  })

  it.each([signOut, signOutEverywhere])('having signed out ($id)', async (operation) => {
    const leaving = await world.signIn('police@alongside.example')
    await done(leaving, operation)
    expect((await leaving(listCases)).body).toMatchObject({ code: 'session.required' })
  })
})
