import { Client } from 'pg'
import { expect, it } from 'vitest'
import { givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { newId } from '../ids.ts'

// ACC-2: what is listed for an agency follows from its grants and from what hangs on the case, also where both come at one instant.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { database, rows, agencies } = world
const { caseId } = await givenListed(world)

const grant = `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, consent_id, from_at)
  SELECT partnership_id, gen_random_uuid(), case_id, $2, 'consent', consent_id, from_at FROM sharing_grants
   WHERE case_id = $1 AND basis = 'consent' LIMIT 1`
const action = `INSERT INTO actions (partnership_id, id, reference, case_id, owner_agency_id, what, priority, due_on, due_at, created_at)
  SELECT partnership_id, $2, 'EMP-2026-4T0NCE', id, agency_id, '\\x00', 'usual', opened_at::date, opened_at, opened_at FROM cases WHERE id = $1`

/** The one is committed once the other waits for it, or has not waited. */
async function oneThenOther(one: [string, unknown[]], other: [string, unknown[]]) {
  const [first, second] = [new Client(database.ownerUrl), new Client(database.ownerUrl)]
  try {
    await Promise.all([first.connect(), second.connect()])
    await first.query('BEGIN')
    await first.query(...one)
    let over = false
    const waiting = second.query(...other).finally(() => (over = true))
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    while (!over && (await rows(waits)).length === 0);
    await first.query('COMMIT')
    await waiting
  } finally {
    await Promise.all([first.end(), second.end()])
  }
}

it.each([
  ['an action, and then a grant', true],
  ['a grant, and then an action', false],
])('ACC-2 %s of the same instant: the action is listed for who got the grant', async (_, actionFirst) => {
  await rows('DELETE FROM sharing_grants WHERE agency_id = $1', [agencies.police])
  await rows('DELETE FROM listed_cases WHERE agency_id = $1', [agencies.police])
  await rows('DELETE FROM actions')
  const id = newId()
  const given: [string, unknown[]] = [grant, [caseId, agencies.police]]
  const acted: [string, unknown[]] = [action, [caseId, id]]
  await (actionFirst ? oneThenOther(acted, given) : oneThenOther(given, acted))
  expect(
    await rows('SELECT action_id AS id FROM listed_actions WHERE agency_id = $1', [agencies.police]),
  ).toEqual([{ id }])
})
