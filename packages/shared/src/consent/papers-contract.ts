import Type from 'typebox'
import { noCaseData } from '../audit.ts'
import { file } from '../contract.ts'
import { Choice } from '../scalars.ts'
import { paperLanguages } from './papers.ts'
import * as at from './papers-addresses.ts'

const query = {
  language: Type.Optional(
    Choice(paperLanguages, {
      description: 'A language of which there is a text; English where none is named',
    }),
  ),
}

export const printInformationSheet = file(at.printInformationSheet, {
  query,
  summary: 'For her: who may know, what is written, and that a no costs nothing, as tagged PDF (CON-1)',
  audit: noCaseData,
})

export const printConsentForm = file(at.printConsentForm, {
  query,
  summary:
    'For her: a blank consent form that asks field by field what the record keeps, as tagged PDF (CON-1)',
  audit: noCaseData,
})
