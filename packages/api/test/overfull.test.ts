import { can } from '@alongside/shared/access'
import { byNight } from '@alongside/shared/chance.test-support'
import type { Contract } from '@alongside/shared/contract'
import { operations } from '@alongside/shared/operations'
import { addAgency, addMember } from '@alongside/shared/partnerships/contract'
import { agenciesAtMost, placesAtMost } from '@alongside/shared/partnerships/values'
import { expect, it } from 'vitest'
import { done } from '../src/demo/found.ts'
import { arrangeMatrix, callOf } from './matrix-subjects.ts'
import { openOverfull } from './overfull.ts'
import { refusalOf } from './standing.ts'
import { openEastmarsh } from './world.ts'

// However much there is of anything, a read answers, with as much of it as its contract says that it holds; and where it must show
// all that there is, no command makes more than that.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const arranged = await arrangeMatrix(world)
const known = Object.values({ ...arranged, ...world.agencies }).filter(
  (value): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value),
)
const count = async (table: string) =>
  (
    await world.rows<{ there: number }>(
      `SELECT count(*)::int AS there FROM ${table} WHERE partnership_id = $1 AND ${table === 'agencies' ? 'true' : 'ended_at IS NULL'}`,
      [world.partnershipId],
    )
  )[0]?.there ?? 0
const agencies = agenciesAtMost - (await count('agencies'))
const places = placesAtMost - (await count('memberships')) - (await count('place_offers'))
const overfull = await openOverfull(world, world.partnershipId, known, {
  agencies,
  memberships: places,
  place_offers: places,
})
/** More than any list that a reply holds beside the pages of a list. */
const tooMany = 1100

const reading = arranged.actors.filter(
  ({ role, place }) => place === 'own agency' && (role === 'coordinator' || role === 'lead_member'),
)
const reads: readonly Contract[] = operations.filter(
  (operation) =>
    operation.permission !== 'anyone' &&
    (operation.kind === 'query' || (operation.kind === 'command' && operation.lookup)),
)

async function failing(): Promise<string[]> {
  const failed: string[] = []
  for (const operation of reads)
    for (const who of reading) {
      if (operation.permission === 'anyone' || !can(who.role, operation.permission)) continue
      const { status } = await who.call(operation, callOf(operation, arranged, who))
      if (status >= 500) failed.push(`${operation.id} as ${who.role}`)
    }
  return failed
}

/** In a check what a command refuses past its number; at night what hangs on a case, a meeting or a partnership beside them. */
const inCheck = ['agencies', 'memberships', 'place_offers']
const atNight = [
  'account_tokens',
  'accounts',
  'actions',
  'agency_events',
  'agreement_signatures',
  'agreement_versions',
  'apologies',
  'attendances',
  'audit_events',
  'audit_heads',
  'bank_holidays',
  'called_people',
  'case_holds',
  'cases',
  'characteristics',
  'consents',
  'contact_attempts',
  'contributions',
  'copy_downloads',
  'copy_moves',
  'disclosure_requests',
  'document_copies',
  'emergency_accesses',
  'emergency_requests',
  'flags',
  'history',
  'imported_references',
  'imported_rows',
  'imports',
  'joined_files',
  'left_work',
  'limit_decisions',
  'limit_overrides',
  'limits',
  'local_populations',
  'meeting_deputies',
  'meeting_moves',
  'meeting_replies',
  'meeting_signatures',
  'meeting_turns',
  'meetings',
  'minuted_items',
  'minutes',
  'minutes_receipts',
  'notifications',
  'on_call',
  'on_call_lists',
  'outbox_events',
  'outcome_reviews',
  'outcomes',
  'own_identifiers',
  'reading_looks',
  'referral_additions',
  'referral_questions',
  'referral_recipients',
  'referral_responses',
  'referrals',
  'research',
  'safeguarding_notifications',
  'sessions',
  'sharing_changes',
  'sharing_grants',
  'sharing_looks',
  'sharing_readers',
  'sharing_sides',
  'sharing_work',
  'stepped_out',
  'systems',
  'unusual_readings',
  'voices',
  'webhook_attempts',
  'webhook_deliveries',
  'without_consents',
]
const filled = byNight(0, 1) ? [...inCheck, ...atNight] : inCheck

it.each(filled)(
  'API-2 whoever reads gets an answer where there is very much of %s',
  async (table) => {
    let failed: string[] = []
    await overfull.during(table, tooMany, async () => {
      failed = await failing()
    })
    expect(failed).toEqual([])
  },
  600_000,
)

it('PAR-1 there are no more agencies, and no more places, than its pages show, and room again where one is taken back', async () => {
  const tables = ['agencies', 'place_offers']
  const agency = { body: addAgency.example }
  const member = {
    body: { ...addMember.example, email: 'one.more@lantern.example', agencyId: world.agencies.lantern },
  }
  const { coordinator } = world.as
  await overfull.during('agencies', tooMany, async () => {
    expect(await refusalOf(world, tables, coordinator, addAgency, agency)).toEqual([
      409,
      'partnership.agencies_full',
    ])
  })
  await world.rows(
    `INSERT INTO place_offers (partnership_id, id, agency_id, role, email, name, safeguarding_lead, offered_at, expires_at)
      SELECT $1, gen_random_uuid(), $2, 'practitioner', n || '@full.example', 'N', false, $3, $3 FROM generate_series(1, $4) n`,
    [world.partnershipId, world.agencies.lantern, world.clock.now(), placesAtMost],
  )
  expect(await refusalOf(world, tables, coordinator, addMember, member)).toEqual([
    409,
    'partnership.places_full',
  ])
  await world.rows(`DELETE FROM place_offers WHERE email LIKE '%@full.example'`)
  await done(coordinator, addAgency, agency)
  await done(coordinator, addMember, member)
})
