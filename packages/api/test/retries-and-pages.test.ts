import { can } from '@alongside/shared/access'
import { recordVoice } from '@alongside/shared/cases/contract'
import type { AnyCommand, AnyQuery, Contract } from '@alongside/shared/contract'
import { operations } from '@alongside/shared/operations'
import { startReferral } from '@alongside/shared/referrals/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { done } from '../src/demo/found.ts'
import { newId } from '../src/ids.ts'
import type { Call } from '../src/in-process.ts'
import { everything } from './everything.ts'
import { arrangeMatrix, callOf } from './matrix-subjects.ts'
import { openRowBuilder } from './rows.ts'
import { positionsOf, withValue } from './schema-walk.ts'
import type { MatrixActor } from './subjects/actors.ts'
import { endStandingAside } from './subjects/exclusions.ts'
import { openEastmarsh } from './world.ts'

// What docs/API-DESIGN.md promises to those who try again, change what others change, and leaf through lists: for every operation.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const write = await openRowBuilder(world, { partnership_id: world.partnershipId })
const arranged = await arrangeMatrix(world)
const guarded = operations.filter(({ permission }) => permission !== 'anyone')
const named = <C extends Contract>(contracts: readonly C[]) =>
  contracts.map((contract) => [contract.id, contract] as const)
const commands = guarded.filter((operation): operation is AnyCommand => operation.kind === 'command')

const actorOf = ({ permission }: Contract): MatrixActor =>
  arranged.actors.find(
    ({ role, place }) =>
      place === 'own agency' && permission !== 'anyone' && can(role, permission) && role !== 'chair',
  )!

afterEach(() => endStandingAside(world))

/** Where the version stands that a call names, by what its path names or, before that, by the operation. */
const versioned: Record<string, string> = {
  referralId: 'SELECT version FROM referrals WHERE id = $1',
  itemId: 'SELECT version FROM agenda_items WHERE id = $1',
  meetingId: 'SELECT version FROM meetings WHERE id = $1',
  actionId: 'SELECT version FROM actions WHERE id = $1',
  disclosureId: 'SELECT version FROM disclosure_requests WHERE id = $1',
  importId: 'SELECT version FROM imports WHERE id = $1',
  copyId: 'SELECT version FROM document_copies WHERE id = $1',
  notificationId: 'SELECT version FROM safeguarding_notifications WHERE id = $1',
  saveFrontDoor: `SELECT max(version) AS version FROM front_doors WHERE kind = $1 AND partnership_id = '${world.partnershipId}'`,
  receivedId: 'SELECT version FROM received_notifications WHERE notification_id = $1',
  systemId: 'SELECT version FROM systems WHERE id = $1',
  reportId: 'SELECT version FROM monitoring_reports WHERE id = $1',
  recordCharacteristics: 'SELECT version FROM cases WHERE id = $1',
  invitationId: 'SELECT version FROM guest_invitations WHERE id = $1',
  minutedItemId: 'SELECT revision AS version FROM minuted_items WHERE id = $1',
  editMinutes: 'SELECT revision AS version FROM minutes WHERE meeting_id = $1',
  distributeMinutes: 'SELECT revision AS version FROM minutes WHERE meeting_id = $1',
  endpointId: 'SELECT version FROM webhook_endpoints WHERE id = $1',
  correctMinutes: 'SELECT max(version) AS version FROM minutes WHERE meeting_id = $1',
}
/** These are an author's with a draft: what everyone's subject is, is past it. */
const ofDrafts = ['saveReferral', 'submitReferral', 'redirectChild', 'discardReferral']

/** The contract's example on a real subject at its current version, naming real agencies: as good as it can be generated. */
async function goodCall(operation: AnyCommand): Promise<Call<AnyCommand>> {
  const who = actorOf(operation)
  const call = callOf(operation, arranged, who) as Call<AnyCommand> & { params?: Record<string, string> }
  const params = ofDrafts.includes(operation.id)
    ? { referralId: (await done(who.call, startReferral, { body: {} })).id }
    : call.params
  const ids = positionsOf(operation.body).filter(
    ({ schema, path }) => schema.format === 'uuid' && /agenc/i.test(String(path[0])),
  )
  const body = ids.reduce(
    (whole, { path }) =>
      path[0] === 'refusedAgencies' ? whole : withValue(whole, path, world.agencies.lantern),
    call.body,
  )
  const [name = '', id] = Object.entries(params ?? {})[0] ?? []
  // The flag of a case is one's own agency's.
  const ofCase = operation.path.includes('/flag/')
  const newest = ofCase
    ? 'SELECT version FROM flags WHERE case_id = $1'
    : (versioned[operation.id] ?? versioned[name])
  // Of the others nothing changes the subject before: its version stands with it.
  const [row] = operation.conditional && newest ? await world.rows<{ version: number }>(newest, [id]) : []
  return {
    ...call,
    ...(params && { params: params as never }),
    ...(body !== undefined && { body: body as never }),
    ...(row && { version: row.version }),
  }
}

/** What closes the case to who asks closes its own answer too: asked again, there is nothing that she may see (ACC-3). */
const closing = ['standAside']

describe('API-4 the same key and body', () => {
  const succeeded = new Set<string>()
  const posts = commands.filter(({ method, lookup }) => method === 'POST' && !lookup)

  it.each(named(posts))(
    '%s gets the first answer again, is done once, and another body is refused',
    async (id, operation) => {
      const { call } = actorOf(operation)
      const good = await goodCall(operation)
      const key = newId()
      const [one, other] = await Promise.all([
        call(operation, { ...good, key }),
        call(operation, { ...good, key }),
      ])
      const later = closing.includes(id) ? ['idempotency.in_flight', 'not_found'] : ['idempotency.in_flight']
      const answers = [one, other].filter(
        ({ body }) => !later.includes((body as { code?: string }).code ?? ''),
      )
      const [first] = answers
      expect(first!.status).toBeLessThan(500)
      const settled = await everything(world)

      const again = await call(operation, { ...good, key })
      expect(again.status).toBe(closing.includes(id) ? 404 : first!.status)
      const refused = first!.status >= 400
      if (!refused) succeeded.add(id)
      const alike = (body: unknown) => ({ ...(body as object), ...(refused && { instance: null }) })
      const expected = { status: first!.status, body: alike(first!.body) }
      const told = closing.includes(id) ? answers : [...answers, again]
      expect(told.map(({ status, body }) => ({ status, body: alike(body) }))).toEqual(
        told.map(() => expected),
      )
      expect(await everything(world)).toEqual(settled)

      const another = await call(operation, {
        ...good,
        key,
        headers: { 'if-match': '"v77"' },
        body: { ...(good.body as object | undefined) } as never,
        ...(!operation.conditional && {
          params: otherParams(good) as never,
          body: otherBody(operation, good) as never,
        }),
      })
      const code = (another.body as { code: string }).code
      // A key is kept with the answer that it got: what was refused may be mended and sent again with it.
      expect(code === 'idempotency.other_body').toBe(!refused)
      expect(await everything(world)).toEqual(settled)
    },
  )

  it('holds for most operations by their success, and not by what they refuse', () =>
    expect(succeeded.size).toBeGreaterThan(15))

  it.each(['short', 'x'.repeat(129), 'with blank s', 'ünïcode-key', ''])(
    'a key that is none is refused: %s',
    async (key) => {
      const answer = await world.as.outreach(startReferral, { body: {}, headers: { 'idempotency-key': key } })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#Idempotency-Key' }] } })
    },
  )

  it('is each account’s own: a colleague’s key is no key of mine', async () => {
    const key = 'a-key-that-two-people-chose'
    const [mine, theirs] = [
      await done(world.as.outreach, startReferral, { body: {}, key }),
      await done(world.as.police, startReferral, { body: {}, key }),
    ]
    expect(theirs.id).not.toBe(mine.id)
    const sealed = await world.rows<{ reply: Buffer }>('SELECT reply FROM idempotency_keys')
    expect(sealed.every(({ reply }) => !reply.toString('latin1').includes('"id"'))).toBe(true)
  })

  it('at the same moment, ten times: done once, and the others wait or get the same', async () => {
    const before = (await world.rows('SELECT 1 FROM voices')).length
    const call = {
      params: { caseId: arranged.caseId },
      body: { words: 'Once', given: 'in_writing' },
      key: 'ten-at-the-same-moment',
    } as const
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.as.outreach(recordVoice, call)))
    const made = answers.filter(({ status }) => status === 201)
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    expect(
      answers
        .filter(({ status }) => status !== 201)
        .map(({ body }) => (body as unknown as { code: string }).code),
    ).toEqual(Array(10 - made.length).fill('idempotency.in_flight'))
    expect(await world.rows('SELECT 1 FROM voices')).toHaveLength(before + 1)
  })

  function otherParams({ params }: Call<Contract>) {
    return params && Object.fromEntries(Object.keys(params).map((name) => [name, newId()]))
  }
  /** Where no address tells the two apart, a word of the body does. */
  const another = 'Another word for the same thing'
  function otherBody(operation: AnyCommand, { body }: Call<Contract>) {
    const text = positionsOf(operation.body).find(
      ({ schema, path }) =>
        schema.type === 'string' &&
        !schema.format &&
        !schema.enum &&
        !(typeof schema.pattern === 'string' && schema.pattern.startsWith('^[A-Z]')) &&
        Number(schema.maxLength ?? another.length) >= another.length &&
        path.length === 1 &&
        path.every((key) => typeof key === 'string'),
    )
    return text && body ? withValue(body, text.path, another) : body
  }
})

describe('API-5 who changes what others may have changed', () => {
  const conditional = commands.filter((operation) => operation.conditional)

  it.each(named(conditional))(
    '%s must name the version: 428 without, 400 for none, 412 when stale, and nothing changes',
    async (_, operation) => {
      const { call } = actorOf(operation)
      const { version: _version, ...unnamed } = await goodCall(operation)
      const before = await everything(world)
      expect(await call(operation, unnamed)).toMatchObject({
        status: 428,
        body: { code: 'version.required' },
      })
      for (const tag of ['v1', 'W/"v1"', '"1"', '"v"', '*', '"v1", "v2"', '"v-1"', '"v99999999999"'])
        expect(await call(operation, { ...unnamed, headers: { 'if-match': tag } })).toMatchObject({
          status: 400,
          body: { errors: [{ pointer: '#If-Match' }] },
        })
      const stale = await call(operation, { ...unnamed, version: 999 })
      // What has moved on altogether says so; what has not says at which version it stands.
      expect([409, 412]).toContain(stale.status)
      expect('currentVersion' in (stale.body as object)).toBe(stale.status === 412)
      expect(await everything(world)).toEqual(before)
    },
  )

  it('a change by two at once is one’s: the other is told the version that stands', async () => {
    const draft = await done(world.as.outreach, startReferral, { body: {} })
    const save = operations.find(({ id }) => id === 'saveReferral') as AnyCommand
    const call = {
      params: { referralId: draft.id } as never,
      version: draft.version,
      body: { answers: { herVoice: { words: 'Mine' } } } as never,
    }
    const answers = await Promise.all([
      world.as.outreach(save, call),
      world.as.outreach(save, call),
      world.as.outreach(save, call),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    for (const { body } of answers.filter(({ status }) => status === 412))
      expect(body).toMatchObject({ currentVersion: draft.version + 1 })
  })
})

const paged = guarded.filter(
  (operation): operation is AnyQuery => operation.kind === 'query' && 'cursor' in operation.query,
)
describe('lists', async () => {
  const { draftId: _, ...coordinator } = actorOf({ permission: 'audit:read' } as Contract)
  for (let n = 0; n < 5; n++) {
    await done(world.as.coordinator, startReferral, { body: {} })
    await notify()
  }
  const [membership] = await world.rows<{ account_id: string }>(
    'SELECT account_id FROM memberships WHERE id = $1',
    [coordinator.membershipId],
  )
  async function notify() {
    await write('notifications', {
      membership_id: coordinator.membershipId,
      kind: 'agreement_to_sign',
      subject: 'agreement',
    })
  }
  for (let n = 0; n < 5; n++)
    await world.rows(
      `INSERT INTO audit_events (id, partnership_id, at, account_id, role, action, request_id, from_address)
        SELECT $2, s.partnership_id, $3, m.account_id, m.role, 'flag.listed', 'a-call', '127.0.0.1' FROM systems s
          JOIN memberships m ON m.id = s.membership_id WHERE s.id = $1`,
      [arranged.systemId, newId(), world.clock.now()],
    )
  const subjectIn = (operation: AnyQuery) => {
    const { params } = callOf(operation, arranged, actorOf(operation))
    return params && { params: params as never }
  }
  const page = async (operation: AnyQuery, query: Record<string, unknown>) =>
    (await done(coordinator.call, operation, { ...subjectIn(operation), query: query as never })) as {
      items: { id: string }[]
      next: string | null
    }

  it.each(named(paged))('%s: stable under writes, each item once, in one order', async (_name, operation) => {
    expect(membership).toBeDefined()
    const before = (await page(operation, { limit: 100 })).items.map(({ id }) => id)
    expect(before.length).toBeGreaterThan(0)
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { items, next } = await page(operation, { limit: 1, ...(cursor && { cursor }) })
      expect(items.length).toBeLessThanOrEqual(1)
      seen.push(...items.map(({ id }) => id))
      cursor = seen.length < 40 ? next : null
      await done(world.as.outreach, startReferral, { body: {} })
      await done(world.as.outreach, recordVoice, {
        params: { caseId: arranged.caseId },
        body: { words: 'Meanwhile', given: 'in_writing' },
      })
      await notify()
    }
    expect(new Set(seen).size).toBe(seen.length)
    const known = seen.filter((id) => before.includes(id))
    expect(known).toEqual(before.slice(0, known.length))
    expect(known.length).toBeGreaterThanOrEqual(Math.min(before.length, seen.length - 1))
  })

  it.each(named(paged))(
    '%s refuses a cursor that was altered, made up, or is another list’s',
    async (_name, operation) => {
      const forged = Buffer.from(JSON.stringify(['2026-01-01T00:00:00Z', newId()])).toString('base64url')
      const { next } = await page(operation, { limit: 1 })
      const good = next ?? `${forged}.${'A'.repeat(22)}`
      const [body = '', mac = ''] = good.split('.')
      const elsewhere = paged.find(({ id }) => id !== operation.id && id !== 'readCaseAccess')!
      const cursors = [
        `${body}x.${mac}`,
        `${body.slice(0, -1)}.${mac}`,
        `${forged}.${mac}`,
        `${body}.`,
        `.${mac}`,
        body,
        'x',
        '.',
        `${good}.${good}`.slice(0, 500),
        `${body}.${mac.slice(1)}`,
        `${body}.${mac.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`,
        (await page(elsewhere, { limit: 1 })).next ?? `${forged}.x`,
      ]
      for (const cursor of cursors) {
        const refused = await coordinator.call(operation, {
          ...(callOf(operation, arranged, actorOf(operation)) as Call<AnyQuery>),
          ...subjectIn(operation),
          query: { limit: 1, cursor } as never,
        })
        expect({ cursor, status: refused.status, ...(refused.body as object) }).toMatchObject({
          cursor,
          status: 400,
          errors: [{ pointer: '?cursor' }],
        })
      }
    },
  )
})

// Last: it uses up what the others ask about.
describe('API-4 asked three times at once, by whoever pressed thrice', () => {
  it.each(named(commands))(
    '%s is answered as it is documented, and never by a fault of ours',
    async (_, operation) => {
      const { call } = actorOf(operation)
      const good = await goodCall(operation)
      const answers = await Promise.all([call(operation, good), call(operation, good), call(operation, good)])
      for (const { status } of answers) expect(status).toBeLessThan(500)
    },
  )
})
