import { joinFiles } from '@alongside/shared/cases/joining-contract'
import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { outcomeOf, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

/** Two joined files, as the database itself keeps them: statements as the application's role. */
const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { as } = world
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
