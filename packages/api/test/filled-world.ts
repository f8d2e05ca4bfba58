import { openNotification } from '@alongside/shared/safeguarding/contract'
import type { PoolClient } from 'pg'
import type { DatabaseRole } from '../src/db/roles.ts'
import { done } from '../src/demo/found.ts'
import { givenListed, givenSubmitted } from './given.ts'
import { openRowBuilder } from './rows.ts'
import { sqlAs } from './sql-as.ts'
import { type Eastmarsh, openEastmarsh } from './world.ts'

export interface Table {
  name: string
  columns: string[]
}

/** A listed case, and one row at least in every table, of that case where it is a case's: an empty table proves nothing. */
export async function openFilledWorld(now: string) {
  const world: Eastmarsh = await openEastmarsh(now)
  const tables = await world.rows<Table>(`
    SELECT t.table_name AS name, array_agg(c.column_name::text) AS columns FROM information_schema.tables t
      JOIN information_schema.columns c USING (table_schema, table_name)
     WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1`)

  const listed = await givenListed(world, { refuses: [] })
  const [caseId, referralId] = [listed.caseId ?? '', listed.id]
  await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [] })
  const about = 'Her son, 6, stays at the flat.'
  await done(world.as.outreach, openNotification, { params: { caseId }, body: { kind: 'child', about } })
  await world.runJobs()

  const { rows, partnershipId, agencies } = world
  const [author] = await rows<{ id: string; place: string }>(
    'SELECT a.id, m.id AS place FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.email = $1',
    ['outreach@alongside.example'],
  )
  const [item] = await rows<{ id: string; meeting_id: string }>(
    'SELECT id, meeting_id FROM agenda_items LIMIT 1',
  )
  const [other] = await rows<{ id: string }>('SELECT id FROM cases WHERE id <> $1 LIMIT 1', [caseId])
  const usual = {
    partnership_id: partnershipId,
    case_id: caseId,
    referral_id: referralId,
    meeting_id: item!.meeting_id,
    agenda_item_id: item!.id,
    agency_id: agencies.lantern,
    asking_agency_id: agencies.lantern,
    words_of: agencies.lantern,
    checked_agency_id: agencies.lantern,
    account_id: author!.id,
    membership_id: author!.place,
  }
  // What a CHECK of several columns asks for.
  const write = await openRowBuilder(world, usual, {
    // Opened again: the case stays open to whom these rows are of.
    case_exclusions: { told: true, ended_at: now, ended_by: author!.id, ended_for: Buffer.from('') },
    people_who_harm: { referral_id: null, form_row: null },
    conflict_answers: { settled_at: null, settled_by: null },
    // Lifted: whoever is held is on no agenda.
    case_holds: { lifted_at: now, lifted_by: author!.id, lifted_reason: Buffer.from('') },
    imports: { state: 'done' },
    on_call: { days: [1] },
    agency_legal_facts: { public_body: false, function: null },
    left_work: { because: '' },
    limits: { kind: 'purpose', agency_id: null, account_id: null, promised_by: agencies.lantern },
    sharing_readers: { reach: 'coordination', account_id: null },
    sharing_sides: { side: 'gained', reach: 'agency', account_id: null },
    sharing_work: { kind: 'research', account_id: null },
    limit_overrides: { asking_agency_id: agencies.lantern, lapses_at: '2100-01-01T00:00:00Z' },
    limit_decisions: { seat: 'referring' },
    children: { referral_id: null, form_row: null },
    other_forums: { referral_id: null, form_key: null },
    joined_files: { joined_case_id: other!.id },
    disclosure_requests: { asked_by: author!.id, asking_agency_id: agencies.lantern },
    systems: { scopes: ['flags:read'] },
    webhook_deliveries: { next_at: now },
  })
  const minutes = await write('minutes', { version: 1 })
  await write('minuted_items', { minutes_id: minutes.id })
  await rows(
    `UPDATE minutes SET distributed_at = $2, distributed_by = $3, hash = '', leaves = '{}' WHERE id = $1`,
    [minutes.id, now, author!.id],
  )
  const { id: emergency } = await write('meetings', { kind: 'emergency' })
  await write('called_people', { meeting_id: emergency })
  await write('on_call_lists')
  await write('contact_attempts', { meeting_id: emergency })
  const [child_id, other_id] = [await write('children'), await write('children')]
    .map(({ id }) => id)
    .toSorted()
  await write('same_children', { child_id, other_id })
  for (const { name, columns } of tables) {
    const where = columns.includes('case_id') ? ` WHERE case_id = '${caseId}'` : ''
    if (!(await rows(`SELECT 1 FROM ${name}${where} LIMIT 1`)).length) await write(name)
  }

  const roles = {
    alongside_app: sqlAs(world, world.database.appUrl),
    alongside_jobs: sqlAs(world, world.database.jobsUrl),
    alongside_identity: sqlAs(world, world.database.identityUrl),
  }
  const within = <T>(
    role: DatabaseRole,
    as: string | null,
    work: (client: PoolClient) => Promise<T>,
  ): Promise<T> => roles[role].within(as, work)
  return { world, tables, caseId, referralId, roles, within }
}
