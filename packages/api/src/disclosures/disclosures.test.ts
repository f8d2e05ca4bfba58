import { withdrawConsent } from '@alongside/shared/consent/contract'
import * as contract from '@alongside/shared/disclosures/contract'
import type { ReleasePart } from '@alongside/shared/disclosures/values'
import { contribute } from '@alongside/shared/room/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import type { ListedCase } from '../../test/given-meetings.ts'
import { type Asking, openReleases, parts, reason, recipient } from '../../test/given-releases.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { refusalOf } from '../../test/standing.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const { world, as, rows, clock, listed, sign, bodyOf, ask, see, agree, asked, linkSent, look, press } =
  await openReleases()
const tables = ['disclosure_requests', 'document_copies', 'meetings']

it('CNF-1 agreed in writing by another: the recipient fetches one copy that bears her name on every page, once', async () => {
  const { item, disclosure } = await asked()
  expect(disclosure).toMatchObject({ state: 'asked', reason, askedBy: 'Sam Osei', decision: null })
  await world.runJobs()
  const told = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items.map(({ kind }) => kind)
  expect(await told('coordinator')).toContain('release_to_decide')
  const agreed = await agree(disclosure)
  expect(agreed).toMatchObject({ state: 'agreed', decidedBy: 'Ada Quist', openedAt: null })
  const path = await linkSent()
  expect(await told('housing')).toContain('release_agreed')

  const shown = await look(path)
  expect([shown.statusCode, shown.headers['set-cookie'], shown.headers['cache-control']]).toEqual([
    200,
    undefined,
    'no-store',
  ])
  expect(shown.body).not.toMatch(/<script|https?:|Rosa|Marsh|EMP-/)
  const [got, second] = [await press(path), await press(path)]
  expect([got.statusCode, got.headers['content-type'], got.headers['set-cookie']]).toEqual([
    200,
    'application/pdf',
    undefined,
  ])
  expect(got.headers['content-disposition']).toBe(`attachment; filename="document-${agreed.copyNumber}.pdf"`)
  const pages = await pagesOf(got.rawPayload)
  for (const page of pages) {
    expect(page.split('Dr. Helen Marsh, Northgate Refuge').length).toBeGreaterThan(2)
    expect(page).toContain(`Copy ${agreed.copyNumber}`)
  }
  expect(pages.join(' ')).toContain('A room is free from Monday')

  const unknown = await look('/released-copies/nobody-ever-sent-this')
  expect([second.statusCode, second.body]).toEqual([404, unknown.body])
  expect([(await look(path)).body, unknown.statusCode]).toEqual([unknown.body, 404])
  const { items } = await done(as.housing, contract.listDisclosures, {
    params: { meetingId: item.meetingId },
  })
  expect(items).toMatchObject([{ openedAt: '2026-03-02T09:00:00Z', copyNumber: agreed.copyNumber }])
  expect(
    await rows(
      `SELECT account_id, agency_id, partnership_id, seen FROM audit_events WHERE action = 'disclosure.opened' AND subject_id = $1`,
      [disclosure.id],
    ),
  ).toEqual([{ account_id: null, agency_id: null, partnership_id: world.partnershipId, seen: [item.caseId] }])
})

it('CNF-1 of two who press at once, one gets the copy', async () => {
  const { disclosure } = await asked()
  await agree(disclosure)
  const path = await linkSent()
  const answers = await Promise.all([press(path), press(path)])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
})

it('CNF-1 looking takes nothing; after seven days the link is as good as none', async () => {
  const { disclosure } = await asked()
  await agree(disclosure)
  const path = await linkSent()
  clock.set('2026-03-09T08:59:59Z')
  expect((await look(path)).statusCode).toBe(200)
  clock.set('2026-03-09T09:00:00Z')
  const before = await everything(world)
  const unknown = await look('/released-copies/nobody-ever-sent-this')
  for (const answer of [await look(path), await press(path)])
    expect([answer.statusCode, answer.body]).toEqual([404, unknown.body])
  expect(await everything(world)).toEqual(before)
})

it('CON-3 consent withdrawn before the download leaves the copy without a trace of her case', async () => {
  const { item, disclosure } = await asked()
  await agree(disclosure)
  const path = await linkSent()
  const [known] = await rows<{ id: string; reference: string }>(
    'SELECT n.id, c.reference FROM consents n JOIN cases c ON c.id = n.case_id WHERE c.id = $1',
    [item.caseId],
  )
  await done(as.outreach, withdrawConsent, {
    params: { consentId: known!.id },
    body: { how: 'By telephone' },
  })
  const text = (await pagesOf((await press(path)).rawPayload)).join(' ')
  expect(text).toContain('Northgate Refuge')
  for (const word of ['Rosa', known!.reference, 'A room is free', 'basis for sharing'])
    expect(text).not.toContain(word)
})

it('CNF-1 of one agenda item the copy holds that item alone, and its request stands in the case’s history', async () => {
  await listed({ agrees: ['lantern', 'housing'] })
  const { item, disclosure } = await asked()
  const one = await ask('housing', item, { itemId: item.itemId })
  await agree(one)
  const text = (await pagesOf((await press(await linkSent())).rawPayload)).join(' ')
  const references = await rows<{ id: string; reference: string }>('SELECT id, reference FROM cases')
  expect(references.filter(({ reference }) => text.includes(reference)).map(({ id }) => id)).toEqual([
    item.caseId,
  ])
  expect(
    await rows(
      `SELECT old_value, new_value, case_id FROM history WHERE subject = 'disclosure' ORDER BY at, id`,
    ),
  ).toEqual([
    { old_value: null, new_value: 'asked', case_id: item.caseId },
    { old_value: 'asked', new_value: 'agreed', case_id: item.caseId },
  ])
  expect(disclosure.itemId).toBeNull()
})

it('CNF-1 the coordinator who agreed and has no place any more opens nothing to anybody', async () => {
  const { disclosure } = await asked()
  await agree(disclosure)
  const path = await linkSent()
  const hers = `account_id = (SELECT id FROM accounts WHERE email = 'coordinator@alongside.example')`
  await rows(`UPDATE memberships SET ended_at = $1 WHERE ${hers}`, [clock.now()])
  expect([(await look(path)).statusCode, (await press(path)).statusCode]).toEqual([404, 404])
  await rows(`UPDATE memberships SET ended_at = NULL WHERE ${hers}`)
  expect((await look(path)).statusCode).toBe(200)
})

it('CNF-1 not agreed: the reasons are told to who asked, and nothing goes out', async () => {
  const { item, disclosure } = await asked()
  const mails = world.services.mailer.caught().length
  await done(as.coordinator, contract.declineDisclosure, {
    params: { disclosureId: disclosure.id },
    version: 1,
    body: { reasons: 'A telephone call is enough' },
  })
  await world.runJobs()
  const sent = world.services.mailer.caught().slice(0, world.services.mailer.caught().length - mails)
  expect(sent.filter(({ to }) => to === recipient.recipientEmail)).toEqual([])
  const { items } = await done(as.housing, contract.listDisclosures, {
    params: { meetingId: item.meetingId },
  })
  expect(items).toMatchObject([
    { state: 'declined', decision: 'A telephone call is enough', copyNumber: null },
  ])
  expect(
    await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, {
      params: { disclosureId: disclosure.id },
      version: 2,
      body: { words: 'After all', parts },
    }),
  ).toEqual([409, 'disclosure.decided'])
})

it('CNF-1 nobody agrees to what she has not seen in full, as it would leave; the copy is cut to what is needed', async () => {
  const { item, disclosure } = await asked()
  const call = { params: { disclosureId: disclosure.id }, version: 1, body: { words: 'Yes', parts } }
  expect(await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, call)).toEqual([
    409,
    'disclosure.unseen',
  ])
  const paper = await see(disclosure.id)
  expect(paper.items).toMatchObject([
    { name: 'Rosa', contributions: [{ parts: [{ words: 'A room is free from Monday' }] }], chairs: '' },
  ])
  expect(
    await rows(
      `SELECT seen FROM audit_events WHERE action = 'disclosure.previewed' ORDER BY id DESC LIMIT 1`,
    ),
  ).toEqual([{ seen: [item.caseId] }])
  const agreed = await agree(disclosure, ['contributions'])
  expect(agreed).toMatchObject({ seenByMe: true, parts: ['contributions'] })
  const text = (await pagesOf((await press(await linkSent())).rawPayload)).join(' ')
  expect(text).toContain('A room is free from Monday')
  for (const word of ['Rosa', 'I want somewhere with a lock']) expect(text).not.toContain(word)
})

it('CNF-1 agreed to with nothing chosen, or nothing that the document holds, is refused at the field, and nothing changes', async () => {
  const { disclosure } = await asked()
  await see(disclosure.id)
  const call = (chosen: ReleasePart[]) => ({
    params: { disclosureId: disclosure.id },
    version: 1,
    body: { words: 'Yes', parts: chosen },
  })
  for (const chosen of [[], ['meeting']] as ReleasePart[][])
    expect(await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, call(chosen))).toEqual([
      422,
      'disclosure.nothing_chosen',
    ])
  const { body } = await as.coordinator(contract.agreeDisclosure, call([]))
  expect(body).toMatchObject({ errors: [{ pointer: '/parts', code: 'missing' }] })
})

it('CNF-1 words that are added within a case once it was read are read first, or leave in no copy; what was read does', async () => {
  const { item, disclosure } = await asked()
  const add = (words: string) =>
    done(as.housing, contribute, { params: { itemId: item.itemId }, body: { words } })
  await see(disclosure.id)
  await add('He has found out where')
  const call = { params: { disclosureId: disclosure.id }, version: 1, body: { words: 'Yes', parts } }
  expect(await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, call)).toEqual([
    409,
    'disclosure.unseen',
  ])
  // Of a part that does not leave nobody needs to have read the newest.
  const other = await ask('housing', item)
  await see(other.id)
  await agree(disclosure)
  await add('Nobody who agreed has read this')
  await done(as.coordinator, contract.agreeDisclosure, {
    params: { disclosureId: other.id },
    version: 1,
    body: { words: 'Her name alone', parts: ['name'] },
  })
  const links = async () => {
    await world.runJobs()
    return world.services.mailer
      .caught()
      .filter(({ to }) => to === recipient.recipientEmail)
      .map(({ text }) => new URL(/https?:\S+/.exec(text)?.[0] ?? '').pathname)
      .slice(0, 2)
  }
  const texts: string[] = []
  for (const path of await links()) texts.push((await pagesOf((await press(path)).rawPayload)).join(' '))
  const whole = texts.find((text) => text.includes('A room is free from Monday'))
  expect(whole).toContain('He has found out where')
  expect(texts.join(' ')).toContain('Rosa')
  // The recipient learns that there is a gap, and whom to ask; who needs nothing of that part has none.
  const gap = /1 passage was changed or added after this copy was agreed to, and is left out: ask Ada Quist, /
  expect(texts.map((text) => gap.test(text.replaceAll(/\s+/g, ' '))).toSorted()).toEqual([false, true])
  expect(whole?.replaceAll(/\s+/g, ' ')).toMatch(gap)
  expect(texts.join(' ')).not.toContain('Nobody who agreed has read this')
  const [row] = await rows<{ row: string }>('SELECT d::text AS row FROM disclosure_requests d LIMIT 1')
  for (const words of ['found out', 'A room']) expect(row!.row).not.toContain(words)
})

it('CNF-1 a release is sent again, by a new link, and taken back, until it is fetched', async () => {
  const { disclosure } = await asked()
  const agreed = await agree(disclosure)
  const params = { disclosureId: disclosure.id }
  const lost = await linkSent()
  const sent = await done(as.coordinator, contract.sendDisclosureAgain, {
    params,
    body: {},
    version: agreed.version,
  })
  const path = await linkSent()
  expect([(await look(lost)).statusCode, (await look(path)).statusCode]).toEqual([404, 200])
  const body = { reason: 'She has moved on' }
  const back = { params, body, version: sent.version }
  const other = await ask('housing', { meetingId: disclosure.meetingId } as ListedCase)
  expect(await refusalOf(world, tables, as.health, contract.takeBackDisclosure, back)).toEqual([
    404,
    'not_found',
  ])
  expect(await done(as.coordinator, contract.takeBackDisclosure, back)).toMatchObject({
    state: 'taken_back',
    takenBackFor: body.reason,
    takenBackBy: 'Ada Quist',
  })
  expect([(await look(path)).statusCode, (await press(path)).statusCode]).toEqual([404, 404])

  const mine = { params: { disclosureId: other.id }, body, version: other.version }
  expect(await refusalOf(world, tables, as.coordinator, contract.takeBackDisclosure, mine)).toEqual([
    403,
    'access.not_permitted',
  ])
  expect(await done(as.housing, contract.takeBackDisclosure, mine)).toMatchObject({ state: 'taken_back' })
})

it('CNF-1 two people: the coordinator does not decide what she asked for herself', async () => {
  const { item } = await asked()
  const own = await ask('coordinator', item)
  const params = { disclosureId: own.id }
  expect(
    await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, {
      params,
      version: 1,
      body: { words: 'Yes', parts },
    }),
  ).toEqual([409, 'disclosure.own'])
  expect(
    await refusalOf(world, tables, as.coordinator, contract.declineDisclosure, {
      params,
      version: 1,
      body: { reasons: 'No' },
    }),
  ).toEqual([409, 'disclosure.own'])
})

it('CNF-1 a request is known to who made it and to the coordinator; of no other member’s', async () => {
  const { item, disclosure } = await asked()
  const seenBy = async (who: PersonName) =>
    (await done(as[who], contract.listDisclosures, { params: { meetingId: item.meetingId } })).items.map(
      ({ id }) => id,
    )
  expect([await seenBy('housing'), await seenBy('coordinator'), await seenBy('health')]).toEqual([
    [disclosure.id],
    [disclosure.id],
    [],
  ])
  const call = { params: { disclosureId: disclosure.id }, version: 1, body: { words: 'Yes', parts } }
  expect(await refusalOf(world, tables, as.housing, contract.agreeDisclosure, call)).toEqual([
    403,
    'access.not_permitted',
  ])
  expect(
    await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, { ...call, version: 3 }),
  ).toEqual([412, 'version.stale'])
})

it('CNF-1 what cannot be released cannot be asked for, and nothing changes', async () => {
  const item = await listed()
  const refused = (asking: Asking) =>
    refusalOf(world, tables, as.housing, contract.requestDisclosure, { body: bodyOf(item, asking) })
  expect(await refused({ kind: 'pack' })).toEqual([403, 'meeting.confidentiality_unsigned'])
  await sign(item.meetingId, 'housing')
  expect(await refused({ kind: 'minutes' })).toEqual([409, 'document.not_yet'])
  expect(await refused({ itemId: item.meetingId })).toEqual([422, 'reference.unknown'])
  expect(await refused({ kind: 'attendance_list', itemId: item.itemId })).toEqual([422, 'reference.unknown'])
  expect(await refused({ recipientEmail: 'no address' })).toEqual([400, 'request.invalid'])
})

it('CNF-2 no mail says more than that something waits; what was written is sealed', async () => {
  const { disclosure } = await asked()
  await agree(disclosure)
  const path = await linkSent()
  const mails = world.services.mailer.caught().map(({ subject, text }) => `${subject} ${text}`)
  expect(mails.filter((text) => /Rosa|Marsh|Northgate|refuge|Friday|EMP-/.test(text))).toEqual([])
  const [row] = await rows<{ row: string }>('SELECT d::text AS row FROM disclosure_requests d')
  const written = [reason, 'Agreed for', path.split('/').at(-1) ?? '']
  for (const words of written) expect(row!.row).not.toContain(words)
  expect(world.log.filter((line) => line.includes(path))).toEqual([])
})
