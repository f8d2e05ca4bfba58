import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { givenListed } from '../../test/given.ts'
import { sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { newId } from '../ids.ts'

/** Looks and reviews as the database itself keeps them: statements as the application's role. */
const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { agencies } = world
const { within } = sqlAs(world, world.database.appUrl)

// Lantern refers; health has her consent, the police have not.
const caseId = (await givenListed(world)).caseId ?? ''
await world.runJobs()

/** What the statement did as that person, rolled back: how many rows, or the code of its refusal. */
const outcome = (
  who: PersonName,
  work: (client: PoolClient) => Promise<{ rowCount: number | null }>,
): Promise<number | string | null> =>
  within(emailOf(who), (client) =>
    work(client).then(
      ({ rowCount }) => rowCount,
      ({ code }: { code: string }) => code,
    ),
  )

const write = (client: PoolClient, agencyId: string, values: Record<string, unknown> = {}) => {
  const row: Record<string, unknown> = {
    ...{ id: newId(), case_id: caseId, occasion: 'other', looked_on: '2026-03-31', agency_id: agencyId },
    ...{ recorded_at: now, words: '', ...values },
  }
  const names = Object.keys(row)
  return client.query(
    `INSERT INTO outcomes (recorded_by, ${names.join(', ')}) VALUES (app.account_id(), ${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  )
}
const insufficient = '42501'
const check = '23514'

it('ACC-2 MON-2 a look is written in one’s own agency’s name, to a case that one sees', async () => {
  expect(await outcome('health', (client) => write(client, agencies.health))).toBe(1)
  expect(await outcome('health', (client) => write(client, agencies.lantern))).toBe(insufficient)
  expect(await outcome('police', (client) => write(client, agencies.police))).toBe(insufficient)
})

it('MON-2 a number and «not known» exclude each other; progress toward exit stands only where she wants it', async () => {
  const kept = (values: Record<string, unknown>) =>
    outcome('health', (client) => write(client, agencies.health, values))
  expect(await kept({ arrests: 0 })).toBe(1)
  expect(await kept({ arrests_unknown: true })).toBe(1)
  expect(await kept({ arrests: 0, arrests_unknown: true })).toBe(check)
  expect(await kept({ exit_wish: 'wants_it', exit_progress: 'first_steps' })).toBe(1)
  expect(await kept({ exit_wish: 'not_now', exit_progress: 'first_steps' })).toBe(check)
})

it('MON-2 a review is put off by the agency that owes it, and by nobody else', async () => {
  const putOff = (client: PoolClient) =>
    client.query(
      `UPDATE outcome_reviews SET ask_on = '2026-04-14', put_off_for = 'not_seen_yet' WHERE occasion = 'referral'`,
    )
  expect(await outcome('outreach', putOff)).toBe(1)
  expect(await outcome('health', putOff)).toBe(0)
  expect(await outcome('police', putOff)).toBe(0)
})
