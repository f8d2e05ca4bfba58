import { herPapers, unsaidOnPaper } from '@alongside/shared/consent/papers'
import { printConsentForm, printInformationSheet } from '@alongside/shared/consent/papers-contract'
import { recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import * as plan from '@alongside/shared/plan/contract'
import { expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies } = world
const { listed, open } = await givenMeetings(world)

it('CON-1 the information sheet is one page, and says all that it promises', async () => {
  const { bytes } = await done(as.outreach, printInformationSheet)
  const [text = '', ...more] = await pagesOf(bytes as Uint8Array)
  expect(more).toEqual([])
  for (const { heading } of herPapers.en.sheet.parts) expect(text).toContain(heading)
  expect(text).not.toMatch(unsaidOnPaper)
})

it('CON-1 the consent form asks for each agency, names none that would betray her, and bears its number', async () => {
  const { bytes, name } = await done(as.outreach, printConsentForm)
  const text = (await pagesOf(bytes as Uint8Array)).join(' ')
  expect(name).not.toMatch(unsaidOnPaper)
  expect(text).toContain('Harbour Homes')
  expect(text).toContain('A: one that we named aloud')
  for (const { label } of herPapers.en.form.rows) expect(text).toContain(label)
  expect(text).toMatch(/Form [0-9A-Z]{6}, version 1/)
  expect(text).not.toMatch(unsaidOnPaper)
})

it('PLN-1 her own copy is in words said to her, and names neither who harms her nor a service that would betray her', async () => {
  const { itemId, caseId, meetingId } = await listed()
  await open(meetingId)
  const params = { caseId }
  const firstStep = { what: 'Police pass', dueOn: '2026-03-09' }
  const line = await done(as.chair, plan.addPlanLine, {
    params: { itemId },
    body: { part: 'risk', words: 'Police pass at ten', leadAgencyId: agencies.health, firstStep },
  })
  const refused = async () => (await as.chair(plan.printPlanCopy, { params })).body
  expect(await refused()).toMatchObject({ code: 'plan.copy_empty' })
  const say = ({ id, version }: typeof line, forHer: string) =>
    done(as.chair, plan.changePlanLine, {
      ...{ params: { lineId: id }, version, body: { agendaItemId: itemId, forHer } },
    })
  const said = await say(line, 'Somebody looks in at ten, and at two. Not Dean.')
  await done(as.chair, recordPersonWhoHarms, { params, body: { called: 'Dean', relation: 'partner' } })
  expect(await refused()).toMatchObject({ code: 'plan.copy_names_him' })
  await say(said, 'Somebody looks in at ten, and at two.')
  const { bytes } = await done(as.health, plan.printPlanCopy, { params })
  const text = (await pagesOf(bytes as Uint8Array)).join(' ').replaceAll(/\s+/g, ' ')
  expect(text).toContain('Somebody looks in at ten, and at two. Eastmarsh Hospital, by 9 March 2026.')
  expect(text).not.toMatch(unsaidOnPaper)
  expect(text).not.toMatch(/Rosa|Police pass|Dean/)
})
