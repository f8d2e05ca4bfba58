import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, ListOf, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { Exclusion } from './schema.ts'
import { exclusionReasons, exclusionReviews } from './values.ts'

const knows = Choice(exclusionReasons)

export const standAside = command(at.standAside, {
  params: { caseId: Id },
  summary: 'I must not read this case: it is closed to me at once (HRM-1)',
  description:
    'From then on it answers as if there were none. My open work on it goes to who leads my agency. Whoever leads it, or coordinates, may open it to me again.',
  body: Closed({ knows, words: Type.Optional(Text(narrative)) }, { $id: 'StandingAside' }),
  reply: Closed({ caseId: Id }, { $id: 'StoodAside' }),
  audit: 'exclusion.stood_aside',
  example: { knows: 'her', words: 'We went to school together.' },
})

export const listExclusions = query(at.listExclusions, {
  params: { caseId: Id },
  summary: 'To whom this case is closed in person, of all her files that the reader sees (HRM-1)',
  description: 'To a lead those of her own agency; to who coordinates, and to the chair, all.',
  reply: Closed({ items: ListOf(Exclusion, 200) }, { $id: 'Exclusions' }),
  audit: 'exclusion.read',
})

export const closeCaseToPerson = command(at.closeCaseToPerson, {
  params: { caseId: Id },
  summary: 'Close a case to one person, though her agency has a grant (HRM-1)',
  description:
    'A lead: to somebody of her own agency. The coordinator: to anybody. The chair: to a sole coordinator. Untold, the chair looks at it within five working days. Where that person leads an agency, stands in for its lead or looks after its systems, the case is closed to its systems and webhooks too.',
  body: Closed(
    { accountId: Id, agencyId: Id, knows, told: Type.Boolean(), words: Words(narrative, 'Why') },
    { $id: 'NewExclusion' },
  ),
  reply: Exclusion,
  status: 201,
  audit: 'exclusion.closed',
  refusals: [
    'reference.unknown',
    'exclusion.stands',
    'exclusion.own',
    'exclusion.of_another',
    'exclusion.chair_is_told',
  ],
  example: {
    accountId: '01995b1c-7d00-7000-8000-000000000001',
    agencyId: '01995b1c-7d00-7000-8000-000000000002',
    knows: 'who_harms',
    told: true,
    words: 'He is her brother-in-law.',
  },
})

export const endExclusion = command(at.endExclusion, {
  params: { exclusionId: Id },
  summary: 'A case is opened again to somebody to whom it was closed (HRM-1)',
  description:
    'Where she knows: by who leads her agency, or coordinates. Where she was not told: by the chair, by a coordinator of another agency, or by whoever looked at it; never by her own agency alone.',
  body: Closed({ words: Words(narrative, 'Why') }, { $id: 'ExclusionEnding' }),
  reply: Exclusion,
  conditional: true,
  audit: 'exclusion.ended',
  refusals: ['exclusion.ended', 'exclusion.not_yours_to_end'],
  example: { words: 'It was another man of that name.' },
})

export const reviewExclusion = command(at.reviewExclusion, {
  params: { exclusionId: Id },
  summary:
    'The chair, or who stands in for the chair, looks at a case that was closed to somebody untold (HRM-1)',
  body: Closed(
    { review: Choice(exclusionReviews), words: Words(narrative, 'Why') },
    { $id: 'ExclusionReview' },
  ),
  reply: Exclusion,
  conditional: true,
  audit: 'exclusion.reviewed',
  refusals: ['exclusion.ended', 'exclusion.reviewed', 'exclusion.not_chair'],
  example: { review: 'stands', words: 'Telling him would tell the man.' },
})
