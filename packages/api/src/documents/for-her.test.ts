import { herPapers, unsaidOnPaper } from '@alongside/shared/consent/papers'
import { printConsentForm, printInformationSheet } from '@alongside/shared/consent/papers-contract'
import { expect, it } from 'vitest'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world

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
