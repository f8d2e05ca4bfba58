import { takeEmergencyAccess } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { acceptReferral } from '@alongside/shared/referrals/contract'
import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

/** Two joined files, and the move at triage, as the database itself keeps them: statements as the application's role. */
const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { as, rows } = world
const sql = sqlAs(world, world.database.appUrl)

const a = (await givenListed(world, { agrees: ['lantern', 'health'] })).caseId ?? ''
const b =
  (await givenSubmitted(world, { by: 'health', agrees: ['lantern', 'health', 'housing'] })).caseId ?? ''
const c = (await givenSubmitted(world, { agrees: ['lantern', 'health'] })).caseId ?? ''
const joined = await done(as.coordinator, joinFiles, {
  params: { caseId: a },
  body: { joinedCaseId: b, reason: 'The same birthday' },
})

const within = <T>(who: PersonName, work: (client: PoolClient) => Promise<T>) =>
  sql.within(emailOf(who), work)
const insert = (client: PoolClient, caseId: string, joinedCaseId: string) =>
  outcomeOf(
    client,
    `INSERT INTO joined_files (id, case_id, joined_case_id, reason, joined_at, joined_by) VALUES ($1, $2, $3, '', $4, app.account_id())`,
    [newId(), caseId, joinedCaseId, now],
  )

it.each([
  ['coordinator', 1],
  ['health', 1],
  ['outreach', 1],
  ['housing', 0],
  ['police', 0],
] as const)(
  'REF-10 ACC-2 %s reads %i joins: who sees both files knows of it, who sees one does not',
  async (who, count) => {
    const seen = await within(who, async (client) => [
      (await client.query('SELECT 1 FROM joined_files')).rowCount,
      (await client.query(`SELECT 1 FROM history WHERE subject = 'joined_files'`)).rowCount,
      (await client.query<{ id: string }>('SELECT app.goes_on_as($1) AS id', [b])).rows[0]?.id,
    ])
    expect(seen).toEqual([count, 2 * count, count ? a : b])
  },
)

it('REF-10 nobody but who coordinates writes a join, nor alters or deletes one', async () => {
  for (const who of ['health', 'outreach', 'police'] as const)
    await within(who, async (client) => {
      expect(await insert(client, a, c)).toBe('42501')
      const parting = `UPDATE joined_files SET undone_at = $1, undone_by = app.account_id(), undone_reason = ''`
      expect(await outcomeOf(client, parting, [now])).toBe(0)
    })
  await within('coordinator', async (client) => {
    expect(await outcomeOf(client, 'DELETE FROM joined_files')).toBe('42501')
    expect(await outcomeOf(client, `UPDATE joined_files SET reason = ''`)).toBe('42501')
    expect(await outcomeOf(client, 'UPDATE joined_files SET case_id = $1', [c])).toBe('42501')
  })
})

it('REF-10 one level only, whatever the API asks for', async () => {
  await within('coordinator', async (client) => {
    expect(await insert(client, c, b)).toBe('AL409')
    expect(await insert(client, b, c)).toBe('AL409')
    expect(await insert(client, c, a)).toBe('AL409')
    expect(await insert(client, a, c)).toBe(1)
  })
  expect(joined).toMatchObject({ caseId: a, joinedCaseId: b })
})

it('REF-10 the move at triage refuses loudly where a row hangs on the new file of a table that it does not know', async () => {
  const again = await givenSubmitted(world)
  await rows(
    `CREATE TABLE hung (partnership_id uuid NOT NULL, id uuid, case_id uuid, FOREIGN KEY (partnership_id, case_id) REFERENCES cases)`,
  )
  try {
    await rows('INSERT INTO hung VALUES ($1, $2, $3)', [world.partnershipId, newId(), again.caseId])
    const call = { params: { referralId: again.id }, version: again.version, body: { sameAsCaseId: c } }
    const tables = ['cases', 'referrals', 'voices', 'consents', 'sharing_grants', 'hung']
    expect(await refusalOf(world, tables, as.coordinator, acceptReferral, call)).toEqual([
      409,
      'referral.not_movable',
    ])
    await rows('DELETE FROM hung')
    expect((await as.coordinator(acceptReferral, call)).status).toBe(200)
  } finally {
    await rows('DROP TABLE hung')
  }
})

it('REF-10 the move refuses where something sealed was not sealed anew', async () => {
  const again = await givenSubmitted(world)
  await within('coordinator', async (client) => {
    expect(await outcomeOf(client, 'SELECT app.move_to_case($1, $2, $3)', [again.caseId, c, '[]'])).toBe(
      'AL410',
    )
  })
})

it('ACC-7 the reason of an emergency access to the new file is readable after the move', async () => {
  const again = await givenSubmitted(world)
  const [{ reference = '' } = {}] = await rows<{ reference: string }>(
    'SELECT reference FROM cases WHERE id = $1',
    [again.caseId],
  )
  const reason = 'She is unconscious in A&E and we need her allergies.'
  await done(as.police, takeEmergencyAccess, { body: { reference, reason } })
  await done(as.coordinator, acceptReferral, {
    params: { referralId: again.id },
    version: again.version,
    body: { sameAsCaseId: c },
  })
  const [row] = await rows<{ reason: Buffer; id: string; wrapped: Buffer }>(
    `SELECT e.reason, k.id, k.wrapped FROM emergency_accesses e JOIN cases c ON c.id = e.case_id JOIN data_keys k ON k.id = c.data_key_id
      WHERE e.case_id = $1`,
    [c],
  )
  expect(row && world.services.vault.open({ id: row.id, wrapped: row.wrapped }, 'reason', row.reason)).toBe(
    reason,
  )
})
