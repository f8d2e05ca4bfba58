import {
  type CaseSummary,
  listCases,
  readCase,
  readCaseAccess,
  searchCases,
} from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as } = world

async function givenPerson(name: string, aliases: string[] = [], born?: string) {
  const person = { name, aliases, ...(born && { age: { born, restsOn: 'she_said' as const } }) }
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], answers: { person } })
  return caseId ?? ''
}
await givenPerson('Oluchi', ['Lucy'])
const marnie = await givenPerson('Marnie', ['The Duchess'], '1994-03-02')
world.clock.set('2026-03-31T19:25:00Z')
const mary = await givenPerson('Mary O’Dowd')

const found = async (who: PersonName, q: string): Promise<CaseSummary[]> =>
  (await done(as[who], searchCases, { body: { q } })).items

it.each([
  ['as it sounds', 'marny'],
  ['in capitals', 'MARNEY'],
  ['by an alias', 'duchess'],
  ['by the beginning of an alias', 'duc'],
  ['by the beginning of the name', 'marn'],
  ['with a slip of the pen', 'Marmie'],
  ['by date of birth', '02/03/1994'],
])('REF-10 search finds Marnie %s: «%s»', async (_, q) => {
  const [first] = await found('midwife', q)
  expect(first).toMatchObject({ id: marnie, name: 'Marnie', aliases: ['The Duchess'] })
})

it('REF-10 search finds a case by its reference, in any case of letters', async () => {
  const { reference } = await done(as.midwife, readCase, { params: { caseId: marnie } })
  expect((await found('midwife', ` ${reference.toLowerCase()} `)).map(({ id }) => id)).toEqual([marnie])
})

it.each([
  ['marnie', ['The name as it is written']],
  ['duchess', ['Another name of hers']],
  ['marny 1994', ['A name that sounds alike', 'The year of birth']],
  ['02/03/1994', ['The date of birth']],
  ['ma', ['A name that begins so']],
])('REF-10 each hit says why it was found: «%s»', async (q, because) => {
  const { items } = await done(as.midwife, searchCases, { body: { q } })
  expect(items.find(({ id }) => id === marnie)?.because).toEqual(because)
})

it('REF-10 the last part of a reference finds case, referral and action, each as what it is, and nothing that one may not see', async () => {
  const file = await done(as.midwife, readCase, { params: { caseId: marnie } })
  const last = (reference = '') => reference.slice(-6).toLowerCase()
  const search = (who: PersonName, q: string) => done(as[who], searchCases, { body: { q } })
  expect(await search('midwife', last(file.reference))).toMatchObject({
    items: [{ id: marnie, because: ['Its reference'] }],
    references: [],
  })
  const [referral] = file.referrals
  for (const q of [referral?.reference ?? '', last(referral?.reference)])
    expect(await search('midwife', q)).toEqual({
      items: [],
      next: null,
      references: [{ kind: 'referral', id: referral?.id, reference: referral?.reference }],
    })
  expect(await search('constable', last(referral?.reference))).toEqual(await search('constable', '7K3QXB'))
})

it('the better fit comes before the newer case', async () => {
  const ids = (await found('midwife', 'marnie')).map(({ id }) => id)
  expect(ids[0]).toBe(marnie)
  expect((await found('midwife', 'mary'))[0]?.id).toBe(mary)
})

it.each(['marnie', 'marny', 'duchess', '1994-03-02', '…'])(
  'ACC-6 the police, without a grant, find nothing by «%s», and no trace of a count',
  async (q) => {
    expect(await done(as.constable, searchCases, { body: { q } })).toEqual({
      items: [],
      next: null,
      references: [],
    })
  },
)

it('ACC-6 a search without a hit is answered like one for a case that one may not see', async () => {
  const { reference } = await done(as.midwife, readCase, { params: { caseId: marnie } })
  expect(await found('constable', reference)).toEqual(await found('constable', 'EMP-2026-00000'))
})

it('API-4 pages by cursor are stable and whole, for the list and for a search', async () => {
  const listed = (page: Paging) => done(as.midwife, listCases, { query: page })
  const searched = (page: Paging) => done(as.midwife, searchCases, { body: { ...page, q: 'mar' } })
  for (const pageOf of [listed, searched]) {
    const whole = await pageOf({ limit: 50 })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf({ limit: 1, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual(whole.items.map(({ id }) => id))
    expect(seen.length).toBeGreaterThan(1)
  }
})
type Paging = { limit: number; cursor?: string }

it('API-4 a cursor is refused by a search with other words, by the list, and altered', async () => {
  const ofList = (await done(as.midwife, listCases, { query: { limit: 1 } })).next ?? ''
  const ofSearch = (await done(as.midwife, searchCases, { body: { limit: 1, q: 'mar' } })).next ?? ''
  for (const [q, cursor] of [
    ['marnie', ofSearch],
    ['mar', ofList],
    ['mar', `${ofSearch}A`],
    ['mar', `A${ofSearch}`],
  ] as const)
    expect(await as.midwife(searchCases, { body: { limit: 1, q, cursor } })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer: '/cursor' }] },
    })
  expect(await as.midwife(listCases, { query: { limit: 1, cursor: ofSearch } })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', errors: [{ pointer: '?cursor' }] },
  })
})

it('CNF-2 no address holds a name: the list takes no words, and a search’s next page is no link', async () => {
  const asked = await as.midwife(listCases, { query: { q: 'Marnie' } as never })
  expect(asked).toMatchObject({ status: 400, body: { errors: [{ pointer: '?q' }] } })
  const { body, headers } = await as.midwife(searchCases, { body: { limit: 1, q: 'mar' } })
  expect(body.next).not.toBeNull()
  expect(headers).not.toHaveProperty('link')
  expect((await as.midwife(listCases, { query: { limit: 1 } })).headers.link).toContain('rel="next"')
})

it('only cases of that light are listed', async () => {
  expect((await done(as.midwife, listCases, { query: { light: 'green' } })).items).toEqual([])
  expect((await done(as.midwife, listCases, { query: { light: 'red' } })).items).toHaveLength(3)
})

it('ACC-7 who has looked: direct reads, and searches that showed the case, each with its basis', async () => {
  const caseId = await givenPerson('Perpetua')
  await found('midwife', 'perpetua')
  await found('midwife', 'oluchi')
  await done(as.health, readCase, { params: { caseId } })
  world.clock.set('2026-03-31T19:30:00Z')
  await as.constable(readCase, { params: { caseId } })
  const { items } = await done(as.coordinator, readCaseAccess, { params: { caseId } })
  expect(items.map(({ name, action, basis }) => [name, action, basis]).sort()).toEqual([
    ['Bernie Cole', 'case.listed', null],
    ['Dr. Ruth Amadi', 'case.read', 'consent'],
    ['Jo Mbeki', 'referral.submitted', 'own_referral'],
  ])
  expect(items.find(({ name }) => name === 'Dr. Ruth Amadi')).toMatchObject({
    agencyName: 'Eastmarsh Hospital',
    role: 'lead_member',
    fromAddress: '127.0.0.1',
  })
  const refused = await as.constable(readCaseAccess, { params: { caseId } })
  expect(refused.status).toBe(404)
})

it('ACC-7 reading the log of who has looked is in it too, and it is read page by page', async () => {
  await done(as.midwife, readCaseAccess, { params: { caseId: mary } })
  const first = await done(as.midwife, readCaseAccess, { params: { caseId: mary }, query: { limit: 1 } })
  expect(first.items[0]).toMatchObject({ action: 'case.access_read', name: 'Bernie Cole' })
  const second = await done(as.midwife, readCaseAccess, {
    params: { caseId: mary },
    query: { limit: 1, cursor: first.next ?? '' },
  })
  expect(second.items).toHaveLength(1)
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
})

it('REF-10 a hit by what a joined file says, or by a year that may be hers, says so and nothing else', async () => {
  const goesOn = await givenPerson('Saskia')
  const { caseId } = await givenSubmitted(world, {
    agrees: ['lantern', 'health'],
    answers: { person: { name: 'Saskia', age: { born: '1988-11-05', restsOn: 'she_said' } } },
  })
  const stated = await givenSubmitted(world, {
    agrees: ['lantern', 'health'],
    answers: { person: { name: 'Wren', age: { stated: '40', statedOn: '2026-03-31', restsOn: 'she_said' } } },
  })
  await done(as.coordinator, joinFiles, {
    params: { caseId: goesOn },
    body: { joinedCaseId: caseId ?? '', reason: 'She says so' },
  })
  const joined = await done(as.midwife, readCase, { params: { caseId: caseId ?? '' } })
  const because = async (q: string, id = goesOn) =>
    (await done(as.midwife, searchCases, { body: { q } })).items.find((one) => one.id === id)?.because
  expect(await because('05/11/1988')).toEqual(['The date of birth'])
  expect(await because(joined.reference)).toEqual([
    `The reference of her file ${joined.reference}, which goes on in this one`,
  ])
  expect(await because('1985', stated.caseId ?? '')).toEqual(['A year in which she may have been born'])
})
