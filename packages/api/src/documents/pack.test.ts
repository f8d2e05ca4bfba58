import { readFileSync } from 'node:fs'
import { completeAction } from '@alongside/shared/actions/contract'
import { publishAgenda } from '@alongside/shared/agenda/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import * as contract from '@alongside/shared/documents/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { awaitsWords } from '@alongside/shared/documents/words'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import {
  answerConflict,
  recordPersonWhoHarms,
  settleConflict,
} from '@alongside/shared/people-who-harm/contract'
import { addPlanStep, proposePlanLine } from '@alongside/shared/plan/contract'
import { contribute } from '@alongside/shared/room/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { expect, it } from 'vitest'
import { copyTables, openCopies } from '../../test/given-copies.ts'
import { refusalOf } from '../../test/standing.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// MTG-4: what a pack holds, and every other paper.

const { world, as, rows, clock, listed, sign, open, coming, make, accountOf, download } = await openCopies()

it('MTG-4 every page says STRICTLY CONFIDENTIAL, whose copy it is, when it was made and its number; it is tagged', async () => {
  const item = await listed()
  await open(item.meetingId)
  for (let said = 0; said < 4; said++)
    await done(as.housing, contribute, {
      params: { itemId: item.itemId },
      body: { words: 'A room is free from Monday. '.repeat(60) },
    })
  const copy = await make('housing', item.meetingId, 'pack')
  const { pages, marked, info, structure } = await download('housing', copy.id)
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) {
    expect(page).toContain('STRICTLY CONFIDENTIAL')
    expect(page).toContain('Copy of Sam Osei, Harbour Homes')
    expect(page).toContain(`Made 2 March 2026, 09:00 · Copy ${copy.number}`)
  }
  expect({ marked: [...(marked as unknown as Map<string, boolean>)], info }).toMatchObject({
    marked: expect.arrayContaining([['Marked', true]]),
    info: { Title: 'Pack', Language: 'en-GB' },
  })
  expect(JSON.stringify(structure)).toContain('"role":"H1"')
})

it('MTG-4 a copy holds just its holder’s cases, numbered among themselves; each download is on record with them', async () => {
  await listed({ agrees: ['lantern', 'health'] })
  const item = await listed({ agrees: ['lantern', 'housing'] })
  const meetingId = await coming()
  await sign(meetingId, 'housing', 'coordinator')
  const references = await rows<{ id: string; reference: string }>('SELECT id, reference FROM cases')
  const shown = (text: string) =>
    references.filter(({ reference }) => text.includes(reference)).map(({ id }) => id)

  const copy = await make('housing', meetingId, 'pack')
  const { text } = await download('housing', copy.id)
  expect(shown(text)).toEqual([item.caseId])
  expect(text).toMatch(/1\. .+, EMP/)
  expect(text).not.toMatch(/2\. .+EMP/)
  const paper = await make('coordinator', meetingId, 'pack', await accountOf('housing'))
  expect(shown((await download('coordinator', paper.id)).text)).toEqual([item.caseId])
  expect(
    await rows(
      `SELECT seen FROM audit_events WHERE action = 'document.downloaded' AND subject_id IN ($1, $2) ORDER BY at, id`,
      [copy.id, paper.id],
    ),
  ).toEqual([{ seen: [item.caseId] }, { seen: [item.caseId] }])
  const { items } = await done(as.coordinator, contract.listDocumentCopies, { params: { meetingId } })
  expect(items.map(({ form, holderName, downloads }) => ({ form, holderName, downloads }))).toEqual([
    { form: 'paper', holderName: 'Sam Osei', downloads: 1 },
    { form: 'screen', holderName: 'Sam Osei', downloads: 1 },
  ])
  expect((await done(as.health, contract.listDocumentCopies, { params: { meetingId } })).items).toEqual([])
})

it('REF-10 ACC-6 a paper made for another shows of each item its own file’s light, never that of a joined file', async () => {
  const one = await listed({ agrees: ['lantern', 'police'], refuses: [] })
  const other = await listed({ agrees: ['lantern', 'housing'], refuses: [] })
  for (const [{ caseId, itemId }, light] of [
    [one, 'green'],
    [other, 'red'],
  ] as const) {
    await rows('UPDATE cases SET light = $2 WHERE id = $1', [caseId, light])
    await rows('UPDATE agenda_items SET light = $2 WHERE id = $1', [itemId, light])
  }
  await done(as.coordinator, joinFiles, {
    params: { caseId: one.caseId },
    body: { joinedCaseId: other.caseId, reason: 'The same birthday' },
  })
  await sign(one.meetingId, 'police', 'coordinator')
  const params = { meetingId: one.meetingId }
  const { version, agenda } = await done(as.coordinator, readMeeting, { params })
  expect(agenda.map(({ light }) => light)).toEqual(['red', 'red'])
  await done(as.coordinator, publishAgenda, { params, body: {}, version })
  for (const kind of ['agenda', 'pack'] as const) {
    const paper = await make('coordinator', one.meetingId, kind, await accountOf('police'))
    const { text } = await download('coordinator', paper.id)
    expect([kind, text.match(/green|red\b/gi)?.[0]?.toLowerCase()]).toEqual([kind, 'green'])
  }
})

it('ACC-8 MTG-4 a no that she said on two of her files stands on paper once, as she said it last', async () => {
  const [one, other] = [await listed(), await listed()]
  for (const [{ caseId }, saidOn] of [
    [one, '2026-03-01'],
    [other, '2026-03-02'],
  ] as const)
    await done(as.coordinator, recordLimit, {
      params: { caseId },
      body: { kind: 'agency', agencyId: world.agencies.drugs, saidOn },
    })
  await done(as.coordinator, joinFiles, {
    params: { caseId: one.caseId },
    body: { joinedCaseId: other.caseId, reason: 'The same birthday' },
  })
  await sign(one.meetingId, 'coordinator')
  const own = await make('coordinator', one.meetingId, 'pack')
  const { text } = await download('coordinator', own.id)
  expect(text).toContain('She said no to Turning Tide, on 2 March 2026')
  expect(text).not.toContain('She said no to Turning Tide, on 1 March 2026')
})

it('MTG-4 from her pack alone an inspector prepares a case: who, born when, where, who harms her, what was agreed and what came of it', async () => {
  const { caseId, meetingId } = await listed({
    ...{ agrees: ['lantern', 'police'], refuses: [] },
    answers: { person: { age: { born: '1991-02-14', restsOn: 'she_said' } } },
  })
  await sign(meetingId, 'police', 'coordinator')
  const dean = await done(as.outreach, recordPersonWhoHarms, {
    params: { caseId },
    body: { called: 'Dean Marsh', relation: 'former_partner', area: 'The arches', status: 'alleged' },
  })
  await done(as.police, answerConflict, {
    params: { personWhoHarmsId: dean.id },
    body: { answer: 'not_known' },
  })
  await listed({ agrees: ['lantern', 'police'], refuses: [] })
  await rows(`UPDATE cases SET last_discussed_at = '2026-03-02T09:00:00Z' WHERE id = $1`, [caseId])
  const line = await done(as.police, proposePlanLine, {
    params: { caseId },
    body: { part: 'need', words: 'Somebody walks her home', leadAgencyId: world.agencies.police },
  })
  const { steps } = await done(as.police, addPlanStep, {
    params: { lineId: line.id },
    body: { ownerAgencyId: world.agencies.police, what: 'Patrol the arches', dueOn: '2026-03-09' },
  })
  clock.set('2026-03-02T10:00:00Z')
  await done(as.police, completeAction, {
    params: { actionId: steps[0]!.actionId },
    version: 1,
    body: { whatHappened: 'Passed there on six nights.' },
  })
  const { text: asSet, pages } = await download('police', (await make('police', meetingId, 'pack')).id)
  const text = asSet.replaceAll(/\s+/g, ' ')
  const paper = (
    await done(as.police, contract.readPaper, { params: { meetingId }, query: { kind: 'pack' } })
  ).items.find(({ peopleWhoHarm }) => peopleWhoHarm.length > 0)
  for (const { words } of paper!.identity) expect(text).toContain(words)
  expect(paper!.identity.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Age', 'Where she stays']),
  )
  for (const words of [
    ...[
      'Rosa',
      'born 14 February 1991',
      'Dean Marsh',
      'Former partner',
      'The arches',
      'Somebody walks her home',
    ],
    ...[
      'Patrol the arches',
      'Passed there on six nights.',
      'She agreed on 2 March 2026',
      'She agrees. The law:',
    ],
    ...['It rests on: Seen in the stairwell', 'What the referrer asks of the meeting'],
  ])
    expect(text).toContain(words)
  // Each case begins a page of its own.
  const [front, ...sheets] = pages
  expect(front).not.toContain('Rosa')
  expect(sheets.map((page) => page.match(/\d\. \S+, EMP-/g)?.map((line) => line.slice(0, 2)))).toEqual([
    ['1.'],
    ['2.'],
  ])
  // Whoever prepares from it alone is told what is not there.
  expect(text).toContain('Of this nothing is recorded that your agency may see:')
  // HRM-1: who harms her is read by who reads it on the case; a constable's paper names nobody.
  const forConstable = await make('coordinator', meetingId, 'pack', await accountOf('constable'))
  const theirs = (await download('coordinator', forConstable.id)).text
  expect([theirs.includes('Rosa'), theirs.includes('Dean Marsh')]).toEqual([true, false])
})

it('CON-3 consent withdrawn between making and download leaves the copy; what has no basis keeps its line alone', async () => {
  const item = await listed()
  await sign(item.meetingId, 'housing', 'coordinator')
  const [theirs, ours] = [
    await make('housing', item.meetingId, 'pack'),
    await make('coordinator', item.meetingId, 'pack'),
  ]
  expect((await download('housing', theirs.id)).text).toContain('Rosa')
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [item.caseId])
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'By telephone' },
  })
  expect((await download('housing', theirs.id)).text).toContain('No case on this agenda')
  const { text } = await download('coordinator', ours.id)
  expect(text).toContain('A basis for sharing is needed')
  expect(text).not.toContain('Rosa')
})

it.each([
  ['markup', '#import "x": * $ x^2 $ *bold* _it_ @ref <label> `raw` // gone \\ #sys.inputs'],
  ['other scripts', '李, নমুনা, مثال, ਨਮੂਨਾ, דוגמה, Пример ✓ → 🙂 and then'],
  ['a script that no font of ours has', '한글 and then'],
])('what somebody typed comes out as typed or says that it cannot: %s', async (kind, words) => {
  const item = await listed()
  await open(item.meetingId)
  await done(as.housing, contribute, { params: { itemId: item.itemId }, body: { words } })
  const { text } = await download('housing', (await make('housing', item.meetingId, 'pack')).id)
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    kind === 'markup'
      ? words
      : kind === 'other scripts'
        ? 'Пример ✓ → 🙂 and then'
        : '[written in another script: see the screen] and then',
  )
})

it('MTG-4 all five documents are made, and the same is on the screen', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator')
  for (const kind of ['agenda', 'pack', 'attendance_list', 'action_log'] as const) {
    const paper = await done(as.coordinator, contract.readPaper, {
      params: { meetingId: item.meetingId },
      query: { kind },
    })
    expect(paper).toMatchObject({ kind, meetingId: item.meetingId })
    const { bytes } = await download('coordinator', (await make('coordinator', item.meetingId, kind)).id)
    expect(
      Buffer.from(bytes as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  }
})

it.each([
  ['a pack before signing', 'housing', 'pack', 403, 'meeting.confidentiality_unsigned'],
  ['minutes that there are not', 'coordinator', 'minutes', 409, 'document.not_yet'],
  ['as steering group', 'steering', 'agenda', 403, 'access.not_permitted'],
] as const)('ACC-5 %s is refused, and nothing changes', async (_, who, kind, status, code) => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator')
  const call = { body: { meetingId: item.meetingId, kind } }
  expect(await refusalOf(world, copyTables, as[who], contract.registerCopy, call)).toEqual([status, code])
})

it('HRM-1 MTG-4 a pack holds her line alone for an agency whose lead has not answered whether he is known there, and the coordinator is told', async () => {
  const item = await listed({ agrees: ['lantern', 'health', 'housing'] })
  const { meetingId, caseId } = item
  await sign(meetingId, 'coordinator', 'health', 'housing')
  const params = { meetingId }
  const pack = async (who: PersonName) => {
    const [one] = (await done(as[who], contract.readPaper, { params, query: { kind: 'pack' } })).items
    return [one?.name, one?.awaits, one?.asks]
  }
  const whole = await pack('housing')
  expect(whole[1]).toBe('')
  const him = await done(as.coordinator, recordPersonWhoHarms, {
    params: { caseId },
    body: recordPersonWhoHarms.example,
  })
  const answer = (who: PersonName) =>
    done(as[who], answerConflict, { params: { personWhoHarmsId: him.id }, body: { answer: 'not_known' } })
  await answer('health')
  for (const who of ['health', 'coordinator'] as const) expect(await pack(who)).toEqual(whole)
  expect(await pack('housing')).toEqual([null, awaitsWords, null])
  const paper = async () =>
    (
      await download(
        'coordinator',
        (
          await make('coordinator', meetingId, 'pack', await accountOf('housing'))
        ).id,
      )
    ).text
  expect(await paper()).toContain('Ask them today')
  const heldBack = async (who: PersonName) =>
    (await done(as[who], contract.listDocumentCopies, { params })).heldBack
  expect(await heldBack('coordinator')).toMatchObject([
    { agencyName: 'Harbour Homes', references: [expect.any(String)] },
  ])
  expect(await heldBack('housing')).toEqual([])

  await answer('housing')
  expect(await pack('housing')).toEqual(whole)
  expect(await heldBack('coordinator')).toEqual([])
  expect(await paper()).not.toContain('Ask them today')
})

it('HRM-1 MTG-4 a paper made for another names nobody whom her agency knows, until who coordinates lets it read on', async () => {
  const { meetingId, caseId } = await listed({ agrees: ['lantern', 'health', 'housing'] })
  await sign(meetingId, 'coordinator', 'housing')
  const him = await done(as.outreach, recordPersonWhoHarms, {
    params: { caseId },
    body: { called: 'Dean Marsh', sheSays: 'He waits at the arches.' },
  })
  const params = { personWhoHarmsId: him.id }
  await done(as.housing, answerConflict, {
    params,
    body: { answer: 'works_with_him', words: 'He rents from us.' },
  })
  const { id } = await make('coordinator', meetingId, 'pack', await accountOf('housing'))
  const names = async () => (await download('coordinator', id)).text.includes('Dean Marsh')
  expect(await names()).toBe(false)
  await done(as.coordinator, settleConflict, {
    params,
    body: { agencyId: world.agencies.housing, words: 'The lead must know of the danger.' },
  })
  expect(await names()).toBe(true)
})

it('HRM-1 ACC-9 a paper names nobody to whom a case is closed untold, whoever makes it, for whom, and when', async () => {
  const { meetingId, caseId } = await listed({ agrees: ['lantern', 'housing', 'police'], refuses: [] })
  await sign(meetingId, 'coordinator', 'housing', 'police')
  const params = { meetingId }
  const { version } = await done(as.coordinator, readMeeting, { params })
  await done(as.coordinator, publishAgenda, { params, body: {}, version })
  await done(as.coordinator, closeCaseToPerson, {
    params: { caseId },
    body: {
      ...{ accountId: await accountOf('police'), agencyId: world.agencies.police, told: false },
      ...{ knows: 'who_harms' as const, words: 'He is her brother-in-law.' },
    },
  })
  const named = async (kind: DocumentKind, paperFor?: string) => {
    const { id } = await make('coordinator', meetingId, kind, paperFor)
    return (await download('coordinator', id)).text.includes('Neil Vale')
  }
  const housing = await accountOf('housing')
  const noPaperNames = async () => {
    for (const paperFor of [undefined, housing])
      for (const kind of ['agenda', 'pack'] as const) expect(await named(kind, paperFor), kind).toBe(false)
  }
  await noPaperNames()
  await rows(`UPDATE meetings SET state = 'open', opened_at = now() WHERE id = $1`, [meetingId])
  await noPaperNames()
})

it('MTG-4 SAF-1 a pack says the local day on which a safeguarding team was told', async () => {
  const { meetingId, caseId } = await listed()
  await sign(meetingId, 'coordinator')
  const opened = await done(as.outreach, openNotification, {
    params: { caseId },
    body: { kind: 'adult', about: 'She is kept in a flat.' },
  })
  await rows(
    `UPDATE safeguarding_notifications SET told_at = '2025-06-30T23:30:00Z', receiver = 'R. Bell', recorded_at = told_at,
      recorded_by = (SELECT id FROM accounts LIMIT 1) WHERE id = $1`,
    [opened.id],
  )
  const [item] = (
    await done(as.coordinator, contract.readPaper, { params: { meetingId }, query: { kind: 'pack' } })
  ).items
  expect(item!.safeguarding).toEqual([expect.stringContaining('was told on 1 July 2025: R. Bell')])
})

it('documents are made of what the templates say and nothing from the network', () => {
  for (const name of ['frame', 'pack', 'agenda', 'attendance', 'minutes', 'actions'])
    expect(readFileSync(new URL(`templates/${name}.typ`, import.meta.url), 'utf8')).not.toMatch(
      /@preview|https?:|eval\(/,
    )
})
