import { isInvited, isSystem } from '@alongside/shared/access'
import { readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { operations } from '@alongside/shared/operations'
import { findMatches } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import type { Call } from '../src/in-process.ts'
import { openTestPool } from './database.ts'
import { arrangeMatrix, callOf } from './matrix-subjects.ts'
import type { MatrixActor } from './subjects/actors.ts'
import { openEastmarsh } from './world.ts'

// One value that cannot be opened, in each table that has any, and everything that can be asked for on that ground.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const arranged = await arrangeMatrix(world)
const superuser = openTestPool(world.database.superuserUrl, 1)
const keys = world.keysDatabase && openTestPool(world.keysDatabase.ownerUrl, 1)

// A sealed value begins with its format, and has a nonce and a tag: a hash or a token is left alone.
const { rows: columns } = await superuser.query<{ table: string; column: string }>(
  `SELECT table_name AS table, column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'bytea' AND column_name !~ 'hash|token|leaf' ORDER BY 1, 2`,
)

/** As many of each, always the same ones, have their last byte turned round, and again. Past triggers: no command does that. */
async function turnRound(of: readonly { table: string; column: string }[], most: number): Promise<string[]> {
  const turned: string[] = []
  await superuser.query('SET session_replication_role = replica')
  for (const { table, column } of of) {
    const last = `octet_length(${column}) - 1`
    const { rowCount } = await superuser.query(
      `UPDATE ${table} t SET ${column} = set_byte(${column}, ${last}, 255 - get_byte(${column}, ${last}))
        WHERE ctid IN (SELECT ctid FROM ${table} t WHERE CASE WHEN octet_length(${column}) >= 29 THEN get_byte(${column}, 0) IN (1, 2) END
          ORDER BY md5((to_jsonb(t) - $1::text[])::text) LIMIT ${most})`,
      [columns.map((one) => one.column)],
    )
    if (rowCount) turned.push(`${table}.${column}`)
  }
  if (keys && of.some(({ column }) => column === 'wrapped'))
    await keys.query(
      `UPDATE keys.case_keys SET wrapped = set_byte(wrapped, octet_length(wrapped) - 1, 255 - get_byte(wrapped, octet_length(wrapped) - 1))
        WHERE id IN (SELECT id FROM keys.case_keys ORDER BY id LIMIT ${most})`,
    )
  world.services.vault.forget()
  return turned
}

interface Ask {
  operation: Contract
  who: MatrixActor
  call: Call<Contract>
}

/** A case is read alone, and so is what a referral is like: by what it says. */
const isList = ({ id, kind, reply }: Contract) =>
  kind === 'query' &&
  id !== readCase.id &&
  id !== findMatches.id &&
  'properties' in reply &&
  'items' in (reply.properties as object)

/** What is asked for in JSON, as whoever is answered there: each by two at most, of different roles. */
async function everyRead(): Promise<Ask[]> {
  const asks: Ask[] = []
  const own = arranged.actors.filter(({ place }) => place === 'own agency')
  const owner = own.find(({ role }) => role === 'practitioner')!
  const known = own.filter(
    ({ role }) => !isInvited(role) && !isSystem(role) && role !== 'platform_administrator',
  )
  const first = (role: string) => ['coordinator', 'agency_lead', 'practitioner'].indexOf(role)
  const inOrder = known.toSorted((one, other) => first(other.role) - first(one.role))
  for (const operation of operations) {
    const reads = operation.kind === 'query' || (operation.kind === 'command' && operation.lookup)
    if (!reads || operation.permission === 'anyone') continue
    if (operation.kind === 'query' && operation.media !== 'application/json') continue
    const call = callOf(operation, arranged, owner)
    let answered = 0
    for (const who of inOrder) {
      if (answered === 2) break
      if ((await who.call(operation, call)).status !== 200) continue
      answered += 1
      asks.push({ operation, who, call })
    }
  }
  return asks
}

const asks = await everyRead()

it('OPS-3 every list, and whatever shows several records, is asked for here', () => {
  const asked = new Set(asks.map(({ operation }) => operation.id))
  const lists = operations.filter(
    ({ permission, ...one }) => permission !== 'anyone' && isList(one as Contract),
  )
  expect(lists.filter(({ id }) => !asked.has(id)).map(({ id }) => id)).toEqual([])
  expect(lists.length).toBeGreaterThan(30)
})

const wrapped = columns.filter(({ column }) => column === 'wrapped')
const contents = columns.filter(({ column }) => column !== 'wrapped')

const everything = 1_000_000

it.each([
  // At least so many columns are turned, and so many answers say that something of them cannot be read.
  ['one value in each table that has any', contents, 1, 31, 0],
  ['one key', wrapped, 1, 1, 0],
  ['nothing that is sealed', contents, everything, 31, 21],
  ['no key', wrapped, everything, 1, 21],
] as const)(
  'OPS-3 where %s cannot be opened, every list answers with its rows, and nothing fails in another way',
  async (_, of, most, columnsTurned, marks) => {
    const turned = await turnRound(of, most)
    const faults: object[] = []
    let marked = 0
    for (const { operation, who, call } of asks) {
      const { status, body } = await who.call(operation, call)
      const alone = status === 500 && (body as { code: string }).code === 'record.unreadable'
      if (JSON.stringify(body).includes('"unreadable":true')) marked += 1
      if (status !== 200 && !(alone && !isList(operation)))
        faults.push({ operation: operation.id, role: who.role, ...(body as object) })
    }
    expect(await turnRound(of, most)).toEqual(turned)
    expect(faults).toEqual([])
    expect(turned.length).toBeGreaterThanOrEqual(columnsTurned)
    expect(marked).toBeGreaterThanOrEqual(marks)
  },
  300_000,
)

it('OPS-3 a record read alone is refused in words, and opens again with what it was; nobody is told twice', async () => {
  const reader = arranged.actors.find(({ role, place }) => role === 'coordinator' && place === 'own agency')!
  const told: object[] = []
  const { unreadable } = world.services.vault
  unreadable.tellTo((record) => told.push(record))
  // Met before by the tests above: those are not told of again.
  const before = unreadable.count()
  const identity = [{ table: 'cases', column: 'identity' }]
  await turnRound(identity, everything)
  for (let n = 0; n < 3; n++) {
    const answer = await reader.call(readCase, { params: { caseId: arranged.caseId } })
    expect(answer).toMatchObject({ status: 500, body: { code: 'record.unreadable' } })
  }
  await turnRound(identity, everything)
  expect(await reader.call(readCase, { params: { caseId: arranged.caseId } })).toMatchObject({ status: 200 })
  expect([told, unreadable.count()]).toEqual([[], before])
})
