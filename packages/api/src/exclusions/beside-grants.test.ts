import { findSearches, searchAudit } from '@alongside/shared/audit/contract'
import { readCase } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { notices } from '@alongside/shared/domains'
import {
  answerByName,
  askByName,
  askEmergencyAccess,
  listEmergencyAccesses,
  openEmergencyAccess,
  readByName,
} from '@alongside/shared/emergency-access/contract'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { listCounted } from '@alongside/shared/monitoring/contract'
import type { Notices } from '@alongside/shared/notices/declaring'
import { listReferrals, readReferral } from '@alongside/shared/referrals/contract'
import { listSystemCalls } from '@alongside/shared/systems/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenListed } from '../../test/given.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

// HRM-1, ACC-8: a case is closed to somebody in person also where something else than a grant would open it: her agency's systems, an
// emergency, what coordination reads of everything, and what she was told before.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
const systems = givenSystems(world)
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, ['emergency_accesses', 'sharing_grants'], as[who], operation, call)
const gone = [404, 'not_found']

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
async function listed(name = 'Marnie Doyle') {
  const answers = { person: { name, age: { born: '1994-05-17', restsOn: 'she_said' as const } } }
  const { caseId, id: referralId } = await givenListed(world, { answers })
  const params = { caseId: caseId! }
  const { reference } = await done(as.coordinator, readCase, { params })
  return { caseId: caseId!, referralId, params, reference }
}
async function close(by: PersonName, caseId: string, who: PersonName, agency: keyof typeof agencies) {
  const to = { accountId: await accountOf(who), agencyId: agencies[agency], told: false }
  const body = { ...to, knows: 'who_harms' as const, words: 'He is her brother-in-law.' }
  return done(as[by], closeCaseToPerson, { params: { caseId }, body })
}
const refuses = async (caseId: string, who: PersonName, agency: keyof typeof agencies) =>
  done(as.outreach, recordLimit, {
    params: { caseId },
    body: {
      ...{ kind: 'worker' as const, agencyId: agencies[agency], accountId: await accountOf(who) },
      saidOn: '2026-03-02',
    },
  })
const toldOf = async (who: PersonName, caseId: string) => {
  const { items } = await done(as[who], listNotifications)
  return items.filter(({ subjectId }) => subjectId === caseId).map(({ kind }) => kind)
}

/** What a policy asks that closes with the case: a grant, or whether it is closed in person; or of another row that does. */
const asksWhoReads =
  'grants_opening|grants_to_own_record|sees_case|sees_own_record|settles_doubt|closed_to_me|shuts_me_out|FROM people_who_harm|FROM safeguarding_notifications'
/** A guest's item, which app.enter closes to whom she refuses; what is one's own whatever it was about. */
const elsewhere = ['invited', 'guest_invitations own', 'idempotency_keys own']

it('HRM-1 ACC-2 whatever hangs on a case and opens by something else than a grant is closed with it', async () => {
  const open = await rows<{ table: string; by: string }>(
    `SELECT p.tablename AS table, p.policyname AS by FROM pg_policies p
      JOIN information_schema.columns c ON c.table_schema = 'public' AND c.table_name = p.tablename AND c.column_name = 'case_id'
     WHERE p.permissive = 'PERMISSIVE' AND 'alongside_app' = ANY (p.roles) AND p.cmd IN ('ALL', 'SELECT')
       AND p.qual !~ $1
       AND NOT EXISTS (SELECT FROM pg_policies x WHERE x.tablename = p.tablename AND x.permissive = 'RESTRICTIVE'
         AND x.qual ~ $1) ORDER BY 1, 2`,
    [asksWhoReads],
  )
  expect(
    open.filter(({ table, by }) => !elsewhere.includes(by) && !elsewhere.includes(`${table} ${by}`)),
  ).toEqual([])
})

it.each([
  ['HRM-1', close],
  ['ACC-8', (_: PersonName, ...rest: [string, PersonName, keyof typeof agencies]) => refuses(...rest)],
] as const)(
  '%s a case closed to who looks after an agency’s systems is closed to them, and to its webhooks; to no other agency’s',
  async (_, shut) => {
    const { caseId, referralId } = await listed()
    const [housing, health] = await Promise.all(
      (['housing', 'health'] as const).map((by) => systems.calling({ by })),
    )
    const hears = async (agency: keyof typeof agencies) => {
      const [row] = await rows<{ hears: boolean }>(
        `WITH here AS (SELECT set_config('app.partnership_id', $1, false), set_config('app.moment', $2, false))
        SELECT app.hears_of($3, $4) AS hears FROM here`,
        [world.partnershipId, world.clock.now(), caseId, agencies[agency]],
      )
      return row!.hears
    }
    const reads = async () => ({
      referral: (await housing!.call(readReferral, { params: { referralId } })).status,
      listed: (await housing!.call(listReferrals)).body.items.some(({ id }) => id === referralId),
      other: (await health!.call(readReferral, { params: { referralId } })).status,
      told: await Promise.all([hears('housing'), hears('health')]),
    })
    const before = { referral: 200, listed: true, other: 200, told: [true, true] }
    expect(await reads()).toEqual(before)
    // Who neither looks after the systems nor made anything of them closes nothing to them.
    await shut('coordinator', caseId, 'midwife', 'health')
    expect(await reads()).toEqual(before)
    await shut('coordinator', caseId, 'housing', 'housing')
    expect(await reads()).toEqual({ referral: 404, listed: false, other: 200, told: [false, true] })
    // What the system did before is not told her either.
    const { items } = await done(as.housing, listSystemCalls, { params: { systemId: housing!.system.id } })
    const calls = items.filter(({ action }) => action !== 'access.denied')
    expect(JSON.stringify(calls)).not.toContain(caseId)
    expect(JSON.stringify(calls)).not.toContain(referralId)
  },
)

it('HRM-1 ACC-6 asked by name in an emergency: who decides is told that it is closed to who asks, and cannot give it; they hear of none', async () => {
  const { caseId } = await listed('Zofia Marlowe')
  await close('coordinator', caseId, 'drugs', 'drugs')
  const body = { ...askByName.example, name: 'Zofia Marlowe' }
  const { id: requestId } = await done(as.drugs, askByName, { body })
  const at = { params: { requestId } }
  const { barred } = await done(as.coordinator, readByName, at)
  expect(barred).toEqual([{ caseId, bar: 'closed_to_them' }])
  expect(await refusal('coordinator', answerByName, { ...at, body: { caseId } })).toEqual([
    409,
    'emergency_access.closed_to_them',
  ])
  await done(as.coordinator, answerByName, { ...at, body: { caseId: null } })
  expect(await done(as.drugs, readByName, at)).toMatchObject({ accessId: null, candidates: [], barred: [] })
})

it('HRM-1 what was given or asked for in an emergency before it was closed is none, and does not open', async () => {
  const { caseId, reference } = await listed()
  const { id: requestId } = await done(as.drugs, askByName, { body: askByName.example })
  const { accessId } = await done(as.coordinator, answerByName, { params: { requestId }, body: { caseId } })
  const asked = await done(as.drugs, askEmergencyAccess, {
    body: { ...askEmergencyAccess.example, reference },
  })
  await close('coordinator', caseId, 'drugs', 'drugs')
  expect(await done(as.drugs, readByName, { params: { requestId } })).toMatchObject({ accessId: null })
  for (const id of [accessId, asked.id])
    expect(await refusal('drugs', openEmergencyAccess, { params: { accessId: id ?? '' } })).toEqual(gone)
  expect(JSON.stringify(await done(as.drugs, listEmergencyAccesses))).not.toContain(caseId)
})

it('HRM-1 the sole coordinator follows no case that the chair closed to her: not in the audit, nor in traces, emergencies or notices', async () => {
  const { caseId, referralId, reference, params } = await listed()
  const emergency = { body: { ...askEmergencyAccess.example, reference } }
  const { id: accessId } = await done(as.drugs, askEmergencyAccess, emergency)
  await done(as.drugs, openEmergencyAccess, { params: { accessId } })
  const waits = async (who: PersonName) =>
    (await done(as[who], readMyWork)).emergencyAccesses.map(({ id }) => id).includes(accessId)
  expect([await waits('coordinator'), await waits('chair')]).toEqual([true, false])
  await world.runJobs()
  await close('chair', caseId, 'coordinator', 'lantern')
  await done(as.chair, readCase, { params })
  await world.runJobs()
  const answers = [
    await done(as.coordinator, searchAudit, { query: { caseId } }),
    await done(as.coordinator, searchAudit, { query: { action: 'exclusion.closed' } }),
    await done(as.coordinator, searchAudit, { query: { limit: 100 } }),
    await done(as.coordinator, findSearches, { body: { q: reference } }),
    await done(as.coordinator, listEmergencyAccesses),
  ].map((answer) =>
    answer.items.filter((item) => [caseId, referralId].some((id) => JSON.stringify(item).includes(id))),
  )
  expect(answers).toEqual([[], [], [], [], []])
  expect(await toldOf('coordinator', caseId)).toEqual([])
  // The chair, who sees it, reads on, and looks at what the coordinator cannot.
  expect([await waits('coordinator'), await waits('chair')]).toEqual([false, true])
  expect(JSON.stringify(await done(as.chair, listEmergencyAccesses))).toContain(caseId)
})

it('HRM-1 ACC-8 what she was told of a case before it was closed to her is not there any more; that it is closed is', async () => {
  const { caseId, referralId } = await listed()
  await world.runJobs()
  const kinds = async () => [...(await toldOf('housing', caseId)), ...(await toldOf('housing', referralId))]
  await rows(
    `INSERT INTO notifications (partnership_id, id, membership_id, kind, subject, subject_id, occasion, at)
      SELECT $1, gen_random_uuid(), m.id, k.kind, 'case', $2, 'test', $3 FROM memberships m JOIN accounts a ON a.id = m.account_id
        CROSS JOIN unnest(ARRAY['conflict_to_answer', 'case_closed_to_you']) k (kind) WHERE a.email = $4`,
    [world.partnershipId, caseId, world.clock.now(), emailOf('housing')],
  )
  expect(await kinds()).toContain('conflict_to_answer')
  await refuses(caseId, 'housing', 'housing')
  expect(await kinds()).toEqual(['case_closed_to_you'])
})

it('HRM-1 ACC-8 figures tell nobody that something is closed to them in person, and leave nothing out of the partnership’s', async () => {
  const { caseId } = await listed()
  const figures = async (who: PersonName) => {
    const at = { params: { figure: 'referrals' as const }, query: { agencyId: agencies.lantern } }
    const { items, counted, unseen } = await done(as[who], listCounted, at)
    return { items: items.length, counted, unseen }
  }
  const [hers, everybodys] = [await figures('outreach'), await figures('coordinator')]
  expect(hers.counted).toBe(hers.items + hers.unseen)
  await close('coordinator', caseId, 'outreach', 'lantern')
  const less = { items: hers.items - 1, counted: hers.counted - 1, unseen: hers.unseen }
  expect(await figures('outreach')).toEqual(less)
  expect(await figures('coordinator')).toEqual(everybodys)
  await close('chair', caseId, 'coordinator', 'lantern')
  expect(await figures('coordinator')).toEqual({ ...everybodys, items: everybodys.items - 1 })
})

it('HRM-1 the database keeps for her the notices that are declared to reach even who is shut out, and no others', async () => {
  const [{ qual } = { qual: '' }] = await rows<{ qual: string }>(
    `SELECT qual FROM pg_policies WHERE tablename = 'notifications' AND policyname = 'closed'`,
  )
  const kept = [...qual.matchAll(/'([a-z_]+)'::text/g)].map(([, kind]) => kind)
  const declared = Object.entries<Notices[string]>(notices).filter(([, { evenShutOut }]) => evenShutOut)
  expect(new Set(kept)).toEqual(new Set(declared.map(([kind]) => kind)))
})
