import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, query } from '../contract.ts'
import { Closed, Id, Instant, Line, ListOf, Nullable, Version, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { agenciesAtMost } from './values.ts'

const kept = {
  publicBody: Type.Boolean({
    description: 'It exercises official authority, or a task in the public interest',
  }),
  function: Nullable(
    Words(
      500,
      'Its function and the law that gives it, where it is a public body: what Article 6(1)(e) rests on',
    ),
  ),
  relevantAuthority: Type.Boolean({ description: 'Crime and Disorder Act 1998, s. 115' }),
  competentAuthority: Type.Boolean({ description: 'Data Protection Act 2018, Part 3' }),
  dutyOfConfidence: Nullable(
    Words(
      500,
      'To whom its people owe one, and by which rule: Data Protection Act 2018, s. 11; null: none of its own',
    ),
  ),
}

export const SavedLegalFacts = Closed(kept, { $id: 'SavedLegalFacts' })
export type SavedLegalFacts = Static<typeof SavedLegalFacts>

export const LegalFacts = Closed(
  {
    agencyId: Id,
    agencyName: Line(),
    version: Version,
    ...kept,
    savedAt: Instant,
    savedByName: Line(),
  },
  { $id: 'LegalFacts', description: 'CON-6: what the law makes of an agency, by its own lead' },
)
export type LegalFacts = Static<typeof LegalFacts>

export const listLegalFacts = query(at.listLegalFacts, {
  summary: 'What the law makes of each agency, of those whose lead has said so (CON-6)',
  reply: Closed({ items: ListOf(LegalFacts, agenciesAtMost) }, { $id: 'LegalFactsList' }),
  audit: noCaseData,
})

export const saveLegalFacts = command(at.saveLegalFacts, {
  summary: 'Say what the law makes of my agency; what was said before stays on record (CON-6)',
  description: 'If-Match `"v0"` where nothing was said yet.',
  body: SavedLegalFacts,
  reply: LegalFacts,
  conditional: true,
  audit: 'legal_facts.saved',
  example: {
    publicBody: true,
    function: 'Preventing and relieving homelessness: Housing Act 1996, Part 7',
    relevantAuthority: true,
    competentAuthority: false,
    dutyOfConfidence: null,
  },
})
