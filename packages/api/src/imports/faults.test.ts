import { readImportTemplate, uploadImport } from '@alongside/shared/imports/contract'
import { type ImportKind, importKinds } from '@alongside/shared/imports/kinds'
import { expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import { csvOf, givenImport, givenUpload, pastReferral } from '../../test/given-imports.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
await givenImport(world, 'referrals', [{ ...pastReferral, case_reference: 'A-1' }])

const person = { name: 'Sam', email: 'sam@new.example', agency: 'Lantern', role: 'practitioner' }
const action = {
  case_reference: 'A-1',
  owning_agency: 'Eastmarsh Police',
  what: 'Ring her',
  why: 'She asked',
  due_on: '2026-04-01',
  state: 'open',
}
const good: Record<ImportKind, Record<string, string>> = {
  agencies: { name: 'Northgate Refuge', kind: 'charity' },
  people: person,
  referrals: pastReferral,
  actions: action,
}

it.each(importKinds)('nothing is wrong with these %s', async (kind) => {
  expect(await givenUpload(world, kind, [good[kind]])).toMatchObject({ state: 'ready', faults: [], rows: 1 })
})

const consent = {
  consent_given_on: '2025-09-14',
  consent_until: '2026-09-14',
  consent_agencies: 'Harbour Homes',
}
const cases: [ImportKind, Record<string, string>, string][] = [
  ['agencies', { name: '' }, 'name'],
  ['agencies', { name: 'x'.repeat(201) }, 'name'],
  ['agencies', { name: 'harbour  HOMES' }, 'name'],
  ['agencies', { kind: 'pub' }, 'kind'],
  ['agencies', { kind: '' }, 'kind'],
  ['people', { name: '' }, 'name'],
  ['people', { email: 'sam at home' }, 'email'],
  ['people', { email: '' }, 'email'],
  ['people', { email: 'outreach@alongside.example' }, 'email'],
  ['people', { email: 'coordinator@alongside.example' }, 'email'],
  ['people', { agency: 'Harbour Homes' }, 'role'],
  ['people', { agency: 'Harbour Homes', role: 'lead_member' }, 'role'],
  ['people', { agency: 'Harbour Homes', role: 'chair' }, 'role'],
  ['people', { email: 'sam@new.example' }, 'email'],
  ['people', { agency: 'The moon' }, 'agency'],
  ['people', { agency: '' }, 'agency'],
  ['people', { role: 'guest' }, 'role'],
  ['people', { job_title: 'x'.repeat(201) }, 'job_title'],
  ['people', { safeguarding_lead: 'maybe' }, 'safeguarding_lead'],
  ['referrals', { name: '' }, 'name'],
  ['referrals', { aliases: Array.from({ length: 21 }, (_, n) => `Name ${n}`).join(';') }, 'aliases'],
  ['referrals', { aliases: 'x'.repeat(101) }, 'aliases'],
  ['referrals', { age: '' }, 'date_of_birth'],
  ['referrals', { age: '17' }, 'age'],
  ['referrals', { age: 'old' }, 'age'],
  ['referrals', { date_of_birth: '2009-01-01' }, 'date_of_birth'],
  ['referrals', { date_of_birth: '31/02/1990' }, 'date_of_birth'],
  ['referrals', { date_of_birth: '14/02/91' }, 'date_of_birth'],
  ['referrals', { date_of_birth: '1091-01-01' }, 'date_of_birth'],
  ['referrals', { case_reference: 'x'.repeat(101) }, 'case_reference'],
  ['referrals', { referring_agency: 'Nobody' }, 'referring_agency'],
  ['referrals', { referred_on: '' }, 'referred_on'],
  ['referrals', { referred_on: '2026-03-03', discussed_on: '', state: 'declined' }, 'referred_on'],
  ['referrals', { case_reference: 'A-1' }, 'referred_on'],
  ['referrals', { light: 'blue' }, 'light'],
  ['referrals', { light: '' }, 'light'],
  ['referrals', { indicators_yes: 'unheard-of' }, 'indicators_yes'],
  ['referrals', { indicators_suspected: 'unheard-of' }, 'indicators_suspected'],
  ['referrals', { indicators_yes: 'rough_sleeping', indicators_no: 'rough_sleeping' }, 'indicators_no'],
  ['referrals', { state: 'submitted' }, 'state'],
  ['referrals', { state: '' }, 'state'],
  ['referrals', { discussed_on: '' }, 'discussed_on'],
  ['referrals', { state: 'declined' }, 'discussed_on'],
  ['referrals', { discussed_on: '2025-03-01' }, 'discussed_on'],
  ['referrals', { discussed_on: '2026-04-01' }, 'discussed_on'],
  ['referrals', { outcome: 'x'.repeat(8001) }, 'outcome'],
  ['referrals', { ...consent, consent_given_on: '' }, 'consent_given_on'],
  ['referrals', { ...consent, consent_given_on: '2026-04-01' }, 'consent_given_on'],
  ['referrals', { ...consent, case_reference: 'A-1', referred_on: '2025-03-15' }, 'consent_given_on'],
  ['referrals', { ...consent, consent_until: '' }, 'consent_until'],
  ['referrals', { ...consent, consent_until: '2025-01-01' }, 'consent_until'],
  ['referrals', { ...consent, consent_until: '2026-09-15' }, 'consent_until'],
  ['referrals', { ...consent, consent_agencies: '' }, 'consent_agencies'],
  ['referrals', { ...consent, consent_agencies: 'Harbour Homes; Nobody' }, 'consent_agencies'],
  ['referrals', { ...consent, consent_refused_agencies: 'Harbour Homes' }, 'consent_refused_agencies'],
  ['referrals', { ...consent, consent_how: 'by dance' }, 'consent_how'],
  // ACC-8: she is not brought to the meeting of an agency that she refuses.
  [
    'referrals',
    { ...consent, consent_agencies: 'Harbour Homes', consent_refused_agencies: 'Lantern' },
    'consent_refused_agencies',
  ],
  ['actions', { case_reference: '' }, 'case_reference'],
  ['actions', { case_reference: 'A-2' }, 'case_reference'],
  ['actions', { owning_agency: 'Nobody' }, 'owning_agency'],
  ['actions', { owning_agency: 'Harbour Homes' }, 'owning_agency'],
  ['actions', { what: '' }, 'what'],
  ['actions', { why: 'x'.repeat(8001) }, 'why'],
  ['actions', { due_on: 'soon' }, 'due_on'],
  ['actions', { agreed_on: '2026-03-03' }, 'agreed_on'],
  ['actions', { agreed_on: '2026-03-01', due_on: '2026-02-01' }, 'due_on'],
  ['actions', { state: 'done' }, 'state'],
  ['actions', { priority: 'some' }, 'priority'],
]

it.each(cases)(
  'REF-5 PAR-1 ACT-1 CON-1 a row of %s with %o is refused at %s',
  async (kind, wrong, column) => {
    const { state, faults } = await givenUpload(world, kind, [
      good[kind],
      { ...good[kind], ...wrong, ...another(kind, wrong) },
    ])
    expect(state).toBe('faulty')
    expect(faults.map((fault) => [fault.row, fault.column])).toEqual([[3, column]])
    for (const { wrong: says, fix } of faults) expect(says && fix).toBeTruthy()
  },
)

/** So that the second row is not refused for being the first one again. */
function another(kind: ImportKind, wrong: Record<string, string>) {
  const apart = { agencies: 'name', people: 'email', referrals: 'name', actions: 'what' } as const
  const column = apart[kind]
  const value = {
    agencies: 'Another',
    people: 'another@new.example',
    referrals: 'Another',
    actions: 'Another',
  }[kind]
  return column in wrong ? {} : { [column]: value }
}

it('REF-5 names every faulty row and column at once, and changes nothing but the upload', async () => {
  const before = await everything(world, 'imports', 'audit_events')
  const { faults, faultCount } = await givenUpload(world, 'referrals', [
    { ...pastReferral, light: 'blue', state: 'open' },
    { ...pastReferral, name: 'Another' },
    { ...pastReferral, name: '', referred_on: 'yesterday' },
  ])
  expect(faultCount).toBe(4)
  expect(faults.map(({ row, column }) => `${row} ${column}`).sort()).toEqual([
    '2 light',
    '2 state',
    '4 name',
    '4 referred_on',
  ])
  expect(await everything(world, 'imports', 'audit_events')).toEqual(before)
})

const wholeFiles: [string, ImportKind, string, string][] = [
  ['a missing column', 'agencies', 'name\nRefuge\n', 'is missing from the header'],
  ['an unknown column', 'agencies', 'name,kind,colour\nRefuge,charity,red\n', 'is no column of this kind'],
  [
    'a column that stands twice',
    'agencies',
    'name,kind,Name\nRefuge,charity,x\n',
    'stands twice in the header',
  ],
  [
    'a row with too many cells',
    'agencies',
    'name,kind\nRefuge,charity,more\n',
    'has more cells than the header',
  ],
  ['no rows', 'agencies', 'name,kind\n', 'has no rows beneath the header'],
  ['another encoding', 'agencies', 'name,kind\nCaf\uFFFD,charity\n', 'is not written in UTF-8'],
  ['an open quotation mark', 'agencies', 'name,kind\n"Refuge,charity\n', 'cannot be read as CSV near line'],
  ['twice the same', 'agencies', 'name,kind\nRefuge,charity\nREFUGE,charity\n', 'stands on row 2 already'],
  [
    'too many agencies',
    'agencies',
    `name,kind\n${Array.from({ length: 200 }, (_, n) => `Refuge ${n},charity\n`).join('')}`,
    'makes more than 200 agencies',
  ],
]
it.each(wholeFiles)('a file with %s says so', async (_, kind, csv, says) => {
  const { state, faults } = await done(as.coordinator, uploadImport, { body: { kind, csv } })
  expect({ state, says: faults.map(({ wrong }) => wrong).join() }).toEqual({
    state: 'faulty',
    says: expect.stringContaining(says),
  })
})

it.each([
  ['semicolons and a byte order mark', '\uFEFFname;kind\r\nRefuge, Northgate;charity\r\n'],
  ['blank lines between', 'Name, Kind \n\nRefuge,CHARITY\n\n'],
])('reads a file with %s', async (_, csv) => {
  expect(await done(as.coordinator, uploadImport, { body: { kind: 'agencies', csv } })).toMatchObject({
    state: 'ready',
    rows: 1,
  })
})

it.each(importKinds)(
  'the template of %s holds every column and the allowed words; its example is left out',
  async (kind) => {
    const { body } = await as.coordinator(readImportTemplate, { query: { kind } })
    const csv = (body as unknown as { bytes: Buffer }).bytes.toString()
    expect(csv.startsWith('\uFEFF')).toBe(true)
    const untouched = await done(as.coordinator, uploadImport, { body: { kind, csv } })
    expect(untouched).toMatchObject({
      rows: 0,
      notes: [{ row: 2 }],
      faults: [{ wrong: 'has no rows beneath the header' }],
    })
    if (kind === 'actions') return // its case is an invented one
    const own = csv.replace(/Mara|Sam Osei|Harbour Homes/, 'Somebody')
    const { faults, rows: read } = await done(as.coordinator, uploadImport, { body: { kind, csv: own } })
    expect(read).toBe(1)
    // ACC-10: of an agency that has people already, its own lead names them.
    expect(faults.map(({ column }) => column)).toEqual(kind === 'people' ? ['role'] : [])
  },
)

it('what a spreadsheet would take for a formula is text, in and out', async () => {
  const formula = '=HYPERLINK("http://x.example")'
  await givenImport(world, 'agencies', [{ name: formula, kind: 'other' }])
  const [agency] = await world.rows('SELECT 1 FROM agencies WHERE name = $1', [formula])
  expect(agency).toBeDefined()
  const { body } = await as.coordinator(readImportTemplate, { query: { kind: 'people' } })
  const csv = (body as unknown as { bytes: Buffer }).bytes.toString()
  for (const cell of csv.split(/[\r\n,]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/)
  const row = { ...person, agency: `'${formula}`, role: 'lead_member' }
  expect(await givenUpload(world, 'people', [row])).toMatchObject({ faults: [] })
})

it('CNF a fault never tells what stands in the cell', async () => {
  const secret = 'Zofia Marlowe'
  const row = Object.fromEntries(
    Object.keys({ ...pastReferral, ...consent }).map((column) => [column, secret]),
  )
  const answer = await as.coordinator(uploadImport, { body: { kind: 'referrals', csv: csvOf([row]) } })
  expect(JSON.stringify(answer.body)).not.toContain(secret)
  expect(world.log.join('\n')).not.toContain(secret)
  const kept = await world.rows<{ kept: string }>(
    `SELECT encode(source, 'escape') || encode(report, 'escape') AS kept FROM imports WHERE source IS NOT NULL`,
  )
  expect(kept.filter((one) => one.kept.includes(secret))).toEqual([])
})
