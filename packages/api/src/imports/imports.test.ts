import { listActions, startAction } from '@alongside/shared/actions/contract'
import { searchAudit } from '@alongside/shared/audit/contract'
import {
  listCases,
  readCase,
  readCaseAccess,
  recordVoice,
  searchCases,
} from '@alongside/shared/cases/contract'
import { listImports, readImport, startImport, undoImport } from '@alongside/shared/imports/contract'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { listReferrals, readReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import { givenImport, givenUpload, pastReferral, settled } from '../../test/given-imports.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
await world.runJobs()

const found = async (who: PersonName, q: string) => (await done(as[who], searchCases, { body: { q } })).items
const countOf = async (table: string) =>
  (await rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]!.count
const undone = async (importId: string) => {
  const { version } = await done(as.coordinator, readImport, { params: { importId } })
  return as.coordinator(undoImport, { params: { importId }, version })
}
/** What stands of cases and partnership; not the imports and their record. */
const standing = () =>
  everything(world, 'imports', 'audit_events', 'audit_seals', 'outbox_events', 'idempotency_keys')

const consent = {
  consent_given_on: '14/05/2025',
  consent_until: '2026-05-14',
  consent_agencies: 'Lantern; harbour homes',
  consent_refused_agencies: 'Eastmarsh Hospital',
  consent_how: 'spoken',
}

it('PAR-1, ACC-10 agencies and their first leads are imported; each is invited, as by hand', async () => {
  const agencies = await givenImport(world, 'agencies', [
    { name: 'Northgate Refuge', kind: 'charity' },
    { name: 'Eastmarsh Library', kind: 'other' },
  ])
  expect(agencies).toMatchObject({ state: 'done', rows: 2, done: 2, makes: [{ what: 'agencies', count: 2 }] })
  const people = await givenImport(world, 'people', [
    {
      name: 'Noor Aziz',
      email: 'Noor@refuge.example',
      agency: 'northgate refuge',
      role: 'lead_member',
      safeguarding_lead: 'yes',
    },
    { name: 'Ines Roy', email: 'ines@lantern.example', agency: 'Lantern', role: 'practitioner' },
  ])
  expect(people.state).toBe('done')
  const { items, offered } = await done(as.coordinator, listMembers)
  expect(items.filter(({ agencyName }) => agencyName === 'Northgate Refuge')).toEqual([])
  expect(offered).toMatchObject([
    { email: 'ines@lantern.example', role: 'practitioner', agencyName: 'Lantern' },
    { email: 'noor@refuge.example', role: 'lead_member', safeguardingLead: true },
  ])
  await world.runJobs()
  expect(world.services.mailer.caught().filter(({ to }) => to.includes('refuge.example'))).toHaveLength(1)

  expect((await undone(agencies.id)).body).toMatchObject({
    code: 'import.changed_since',
    errors: [{ pointer: '/rows/2', detail: expect.stringContaining('invited') }],
  })
  expect((await undone(people.id)).body).toMatchObject({ state: 'undone', undoneAt: '2026-03-02T09:00:00Z' })
  expect((await done(as.coordinator, listMembers)).offered).toEqual([])
  expect((await undone(agencies.id)).status).toBe(200)
})

it('ACC-2 ACC-3 a past referral is seen by whom consent names, or by the referring agency and the coordinator alone', async () => {
  const upload = await givenUpload(world, 'referrals', [
    { ...pastReferral, name: 'Marisol', aliases: 'Mari', ...consent },
    {
      ...pastReferral,
      name: 'Brigid',
      indicators_yes: 'rough_sleeping',
      light: 'red',
      outcome: 'She moved away',
    },
    { ...pastReferral, name: 'Carys', ...consent, consent_until: '2026-03-01' },
  ])
  expect(upload).toMatchObject({
    state: 'ready',
    makes: [
      { what: 'cases', count: 3 },
      { what: 'referrals', count: 3 },
      { what: 'consents', count: 2 },
      { what: 'cases seen by the referring agency and the coordinator alone', count: 2 },
    ],
    notes: [
      { row: 3, says: expect.stringContaining('No consent is given') },
      { row: 4, says: expect.stringContaining('Her consent has ended') },
    ],
  })
  await done(as.coordinator, startImport, { params: { importId: upload.id }, version: upload.version })
  expect(await settled(world, upload.id)).toMatchObject({
    state: 'done',
    keptUntil: null,
    faults: [],
    notes: [],
  })

  const seen: Record<string, string[]> = {}
  for (const who of ['coordinator', 'police', 'housing', 'health', 'drugs'] as const)
    seen[who] = (await done(as[who], listCases)).items.map(({ name }) => name).sort()
  expect(seen).toEqual({
    coordinator: ['Brigid', 'Carys', 'Marisol'],
    police: ['Brigid', 'Carys', 'Marisol'],
    housing: ['Marisol'],
    health: [],
    drugs: [],
  })
  expect((await done(world.elsewhere, listCases)).items).toEqual([])
  expect(await found('housing', 'mary sol')).toMatchObject([{ name: 'Marisol', aliases: ['Mari'] }])

  const [brigid] = await found('police', 'Brigid')
  const file = await done(as.police, readCase, { params: { caseId: brigid!.id } })
  expect(file).toMatchObject({ light: 'red', basisInForce: false, consents: [], myBases: ['own_referral'] })
  const referral = await done(as.police, readReferral, { params: { referralId: file.referrals[0]!.id } })
  expect(referral).toMatchObject({
    state: 'closed',
    agencyName: 'Eastmarsh Police',
    light: 'red',
    submittedAt: '2025-03-14T12:00:00Z',
    recipients: [],
    answers: { person: { age: { stated: '34', statedOn: '2025-03-14' } } },
    history: [{ to: 'closed', reason: 'Imported from a spreadsheet: She moved away', by: 'Ada Quist' }],
  })
  const [carys] = await found('police', 'Carys')
  const { consents } = await done(as.coordinator, readCase, { params: { caseId: carys!.id } })
  expect(consents).toMatchObject([{ until: '2026-03-01', lapsedAt: '2026-03-02T00:00:00Z' }])
})

it('ACC-7 an import stands in the record, and in who has looked at each case; nobody is told of what is past', async () => {
  const [brigid] = await found('police', 'Brigid')
  const { items } = await done(as.coordinator, searchAudit, { query: { action: 'import.done' } })
  expect(items[0]).toMatchObject({ name: 'Ada Quist', role: 'coordinator' })
  const access = await done(as.police, readCaseAccess, { params: { caseId: brigid!.id }, query: {} })
  expect(access.items.map(({ action }) => action)).toContain('import.done')
  const mails = world.services.mailer.caught().length
  await world.runJobs()
  expect(world.services.mailer.caught().length).toBe(mails)
  expect((await done(as.coordinator, listReferrals, { query: { box: 'written_by_me' } })).items).toEqual([])
})

it('REF-10 several referrals of one reference are one case: the most serious light, all names, the latest consent', async () => {
  const { state } = await givenImport(world, 'referrals', [
    {
      ...pastReferral,
      case_reference: 'T-1',
      name: 'Tess',
      date_of_birth: '1990-05-05',
      age: '',
      light: 'green',
      referred_on: '2025-09-01',
      discussed_on: '2025-10-09',
      ...consent,
      consent_given_on: '2025-09-01',
      consent_agencies: 'Turning Tide',
    },
    { ...pastReferral, case_reference: 't-1', name: 'Tessa', light: 'red', ...consent },
  ])
  expect(state).toBe('done')
  const [tess] = await found('coordinator', 'Tessa')
  expect(tess).toMatchObject({ name: 'Tess', aliases: ['Tessa'], light: 'red' })
  const { referrals, consents } = await done(as.coordinator, readCase, { params: { caseId: tess!.id } })
  expect(referrals).toHaveLength(2)
  expect(consents.map(({ givenOn, lapsedAt }) => [givenOn, lapsedAt])).toEqual([
    ['2025-09-01', null],
    ['2025-05-14', '2025-09-01T11:00:00Z'],
  ])
  expect(await found('drugs', 'Tess')).toHaveLength(1)
  expect(await found('housing', 'Tess')).toEqual([])
})

it('REF-10 ACC-2 what two agencies referred are two files of one person: neither reads what the other wrote', async () => {
  const row = { ...pastReferral, case_reference: 'T-2', name: 'Isolde' }
  const { state } = await givenImport(world, 'referrals', [
    { ...row, referring_agency: 'Turning Tide' },
    { ...row, referring_agency: 'Eastmarsh Police' },
  ])
  expect(state).toBe('done')
  const [isolde, ...others] = await found('coordinator', 'Isolde')
  expect(others).toEqual([])
  const file = await done(as.coordinator, readCase, { params: { caseId: isolde!.id } })
  expect(
    [file, ...file.joinedFiles.map((joined) => joined.file)].map(({ referrals }) => referrals.length),
  ).toEqual([1, 1])
  for (const [who, agencyName] of [
    ['drugs', 'Turning Tide'],
    ['police', 'Eastmarsh Police'],
  ] as const) {
    const [mine] = await found(who, 'Isolde')
    const read = await done(as[who], readCase, { params: { caseId: mine!.id } })
    expect([read.joinedFiles, read.referrals.map((one) => one.agencyName)]).toEqual([[], [agencyName]])
  }
})

it('ACT-1 open actions go on where the spreadsheet left them, and nobody is reminded of what was late before', async () => {
  const action = { case_reference: 'T-1', what: 'Ring her', why: 'She asked', agreed_on: '2026-02-01' }
  const { state } = await givenImport(world, 'actions', [
    { ...action, owning_agency: 'Turning Tide', due_on: '2026-02-10', state: 'open', priority: 'urgent' },
    { ...action, owning_agency: 'Eastmarsh Police', due_on: '2026-05-01', state: 'in_progress' },
  ])
  expect(state).toBe('done')
  const { items } = await done(as.drugs, listActions)
  expect(items).toMatchObject([
    { what: 'Ring her', dueOn: '2026-02-10', priority: 'urgent', name: 'Tess', state: 'open' },
    { ownerAgencyName: 'Eastmarsh Police', state: 'in_progress' },
  ])
  const mails = world.services.mailer.caught().length
  await world.runJobs()
  expect(world.services.mailer.caught().length).toBe(mails)
})

it('undo takes back exactly what was made; once something was changed it refuses and says where', async () => {
  const before = await standing()
  const made = await givenImport(world, 'referrals', [
    { ...pastReferral, case_reference: 'U-1', name: 'Una', ...consent },
    { ...pastReferral, case_reference: 'U-2', name: 'Ulla' },
  ])
  const actions = await givenImport(world, 'actions', [
    {
      case_reference: 'U-1',
      owning_agency: 'Harbour Homes',
      what: 'A room',
      why: 'None',
      due_on: '2026-04-01',
      state: 'open',
    },
  ])
  expect((await undone(made.id)).body).toMatchObject({
    code: 'import.changed_since',
    errors: [
      { pointer: '/rows/2', detail: 'Row 2: an action was changed, or agreed' },
      { detail: 'Row 2: something was added to the case' },
    ],
  })
  expect((await undone(actions.id)).status).toBe(200)
  expect((await undone(made.id)).body).toMatchObject({ state: 'undone' })
  expect(await standing()).toEqual(before)
  expect((await undone(made.id)).body).toMatchObject({ code: 'import.wrong_state' })

  const again = await givenImport(world, 'referrals', [
    { ...pastReferral, case_reference: 'U-1', name: 'Una', ...consent },
  ])
  const [una] = await found('housing', 'Una')
  await done(as.housing, recordVoice, { params: { caseId: una!.id }, body: recordVoice.example })
  const kept = await standing()
  expect((await undone(again.id)).body).toMatchObject({
    code: 'import.changed_since',
    errors: [{ detail: 'Row 2: her words were recorded' }],
  })
  expect(await standing()).toEqual(kept)
})

it('undo refuses once an imported action was begun', async () => {
  const actions = await givenImport(world, 'actions', [
    {
      case_reference: 'U-1',
      owning_agency: 'Harbour Homes',
      what: 'A key',
      why: 'None',
      due_on: '2026-04-01',
      state: 'open',
    },
  ])
  const { items } = await done(as.housing, listActions)
  const { id, version } = items.find(({ what }) => what === 'A key')!
  await done(as.housing, startAction, { params: { actionId: id }, version })
  expect((await undone(actions.id)).body).toMatchObject({
    code: 'import.changed_since',
    errors: [{ detail: 'Row 2: an action was changed, or agreed' }],
  })
})

it('what was right when it was tried, and is wrong when it starts, changes nothing and says so', async () => {
  const first = await givenUpload(world, 'agencies', [{ name: 'Mission', kind: 'charity' }])
  const second = await givenUpload(world, 'agencies', [{ name: 'Mission', kind: 'charity' }])
  for (const { id, version } of [first, second]) {
    await done(as.coordinator, startImport, { params: { importId: id }, version })
    await settled(world, id)
  }
  expect(await settled(world, second.id)).toMatchObject({
    state: 'faulty',
    faults: [{ row: 2, column: 'name', wrong: 'is an agency of the partnership already' }],
  })
  expect(await rows(`SELECT 1 FROM agencies WHERE name = 'Mission'`)).toHaveLength(1)
})

it('a file that nobody imported is gone after a day, and its key with it', async () => {
  const { id } = await givenUpload(world, 'agencies', [{ name: 'Later', kind: 'charity' }])
  const { items } = await done(as.coordinator, listImports)
  expect(items[0]).toMatchObject({ id, keptUntil: '2026-03-03T09:00:00Z' })
  world.clock.set('2026-03-03T09:00:00Z')
  await world.runJobs()
  expect((await as.coordinator(readImport, { params: { importId: id } })).status).toBe(404)
  expect(await countOf('imports WHERE source IS NOT NULL')).toBe(0)
})

it('ACC-8 what she refused in a past referral binds all her files, and a refused agency keeps its own referral alone', async () => {
  const her = { ...pastReferral, name: 'Odile', case_reference: 'R-88' }
  const imported = await givenImport(world, 'referrals', [
    { ...her, ...consent, consent_refused_agencies: 'Eastmarsh Hospital; Eastmarsh Police' },
    {
      ...her,
      referring_agency: 'Eastmarsh Hospital',
      referred_on: '2025-05-14',
      discussed_on: '2025-06-12',
    },
  ])
  expect(imported).toMatchObject({ state: 'done', faults: [] })
  const open = await rows<{ name: string; basis: string; narrowed: boolean }>(
    `SELECT DISTINCT y.name, g.basis, g.narrowed FROM sharing_grants g JOIN agencies y ON y.id = g.agency_id
      WHERE g.until_at IS DISTINCT FROM g.from_at AND g.case_id IN (SELECT j.case_id FROM joined_files j
        JOIN imported_references i ON i.case_id = j.case_id WHERE i.import_id = $1
        UNION SELECT j.joined_case_id FROM joined_files j JOIN imported_references i ON i.case_id = j.case_id WHERE i.import_id = $1)
      ORDER BY 1, 2`,
    [imported.id],
  )
  expect(open.map(({ name, basis, narrowed }) => [name, basis, narrowed])).toEqual([
    ['Eastmarsh Hospital', 'own_referral', true],
    ['Eastmarsh Police', 'own_referral', true],
    ['Harbour Homes', 'consent', false],
    ['Lantern', 'consent', false],
    ['Lantern', 'coordination', false],
  ])
})

it('ACC-8 who refused the agency that runs the meeting, and agreed in a later row, is imported as she said last', async () => {
  const her = { ...pastReferral, name: 'Petra', case_reference: 'R-89' }
  const refused = { ...consent, consent_agencies: 'Harbour Homes', consent_refused_agencies: 'Lantern' }
  const imported = await givenImport(world, 'referrals', [
    { ...her, ...refused },
    {
      ...her,
      ...consent,
      referred_on: '2025-05-14',
      discussed_on: '2025-06-12',
      consent_given_on: '2025-05-14',
    },
  ])
  expect(imported).toMatchObject({ state: 'done', faults: [] })
  expect((await found('coordinator', 'Petra')).map(({ name }) => name)).toEqual(['Petra'])
})
