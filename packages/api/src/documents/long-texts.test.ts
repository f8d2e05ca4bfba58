import * as documents from '@alongside/shared/documents/contract'
import { account, narrative } from '@alongside/shared/limits'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import { readReferral, saveReferral } from '@alongside/shared/referrals/contract'
import * as research from '@alongside/shared/research/contract'
import { recordItem } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { givenDraft } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { listed, open, discuss, close } = await givenMeetings(world)

/** As many characters as that, as a word processor gives them: quotes, dashes and signs of three bytes each. */
const pasted = (length: number) => '“Quoted” — it’s a line • £20 ½ '.repeat(length).slice(0, length)

it('REF-12 a paste of 8,000 characters fits every text of the form at once; one more is refused at its place', async () => {
  const { id, version, answers } = await givenDraft(world)
  const params = { referralId: id }
  const indicators = Object.fromEntries(
    Object.keys(answers.indicators ?? {}).map((code) => [
      code,
      { answer: 'yes' as const, restsOn: pasted(narrative) },
    ]),
  )
  const body = { answers: { indicators, herVoice: { words: pasted(narrative) } } }
  expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(256 * 1024)
  const saved = await done(as.outreach, saveReferral, { params, version, body })
  expect(saved.answers).toMatchObject(body.answers)

  const longer = { answers: { herVoice: { words: pasted(narrative + 1) } } }
  expect(await as.outreach(saveReferral, { params, version: saved.version, body: longer })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', errors: [{ pointer: '/answers/herVoice/words' }] },
  })
  expect(await done(as.outreach, readReferral, { params })).toEqual(saved)
})

it('MTG-3, MTG-7, MTG-8 20,000 characters of research and of record reach the item, the minutes and the paper whole', async () => {
  const item = await listed()
  const params = { itemId: item.itemId }
  await open(item.meetingId)
  const long = pasted(account)
  const { version } = await done(as.housing, research.saveResearch, {
    params,
    version: 1,
    body: {
      facts: Array.from({ length: 12 }, (_, at) => ({
        what: `${at}${long}`.slice(0, account),
        source: '',
        when: '',
      })),
      opinion: long,
      withheld: { what: long, why: '' },
    },
  })
  const facts = Array.from({ length: 12 }, (_, at) => at)
  await done(as.housing, research.shareResearch, { params, version, body: { facts, opinion: true } })
  const record = { riskPlan: long, supportPlan: long, decisions: long, whoTellsHer: long }
  await done(as.chair, recordItem, { params, version: 1, body: record })
  await discuss(item)
  await close(item.meetingId)

  const draft = await done(as.coordinator, readMinutesDraft, { params: { meetingId: item.meetingId } })
  expect(draft.items[0]?.record).toEqual(record)
  expect(draft.items[0]?.contributions.map(({ words }) => words.length)).toEqual(
    expect.arrayContaining([expect.toSatisfy((length) => length >= 12 * account), account]),
  )
  const copy = await done(as.coordinator, documents.registerCopy, {
    body: { meetingId: item.meetingId, kind: 'pack' },
  })
  const { bytes } = await done(as.coordinator, documents.downloadCopy, { params: { copyId: copy.id } })
  expect((await pagesOf(bytes as Uint8Array)).join(' ').split('½').length).toBeGreaterThan(
    (12 * account) / 32,
  )
})
