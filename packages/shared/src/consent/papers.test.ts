import { expect, it } from 'vitest'
import { fieldsOnPaper, herPapers, paperLanguages, servicesOnPaper, unsaidOnPaper } from './papers.ts'
import { ConsentAnswers } from './schema.ts'

it.each(paperLanguages)(
  'CON-1 every field of the record is asked on the form, and none beside it: %s',
  (language) => {
    const asked = fieldsOnPaper(herPapers[language]).toSorted()
    // The number stands on the form already.
    expect(['paperNumber', ...asked].toSorted()).toEqual(Object.keys(ConsentAnswers.properties).toSorted())
  },
)

it.each(paperLanguages)(
  'CON-1 no word of why, nor of who would betray her, stands on what she is given: %s',
  (language) => {
    const { sheet, form } = herPapers[language]
    const words = JSON.stringify([sheet, form, form.aloud('A'), form.number('B7K2QX', 1)])
    expect(words).not.toMatch(unsaidOnPaper)
  },
)

it('CON-1 an agency whose name would betray her is said aloud, and stands as a letter', () => {
  const agencies = [
    { name: 'Harbour Homes', kind: 'housing' },
    { name: 'Eastmarsh Police', kind: 'police' },
    { name: 'Sex Worker Outreach', kind: 'charity' },
  ]
  expect(servicesOnPaper(herPapers.en, agencies)).toEqual([
    { name: 'Harbour Homes', aloud: false },
    { name: 'A: one that we named aloud', aloud: true },
    { name: 'B: one that we named aloud', aloud: true },
  ])
})
