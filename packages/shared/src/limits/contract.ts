import Type from 'typebox'
import { command, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, ListOf, LocalDate, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { Decider, Limit, LimitOverride } from './schema.ts'
import { limitKinds, limitPurposes, limitsAtMost } from './values.ts'

export const listLimits = query(at.listLimits, {
  params: { caseId: Id },
  summary:
    'What she refuses: what stands, then what she lifted; of all her files that the reader sees (ACC-8)',
  reply: Closed({ items: ListOf(Limit, limitsAtMost) }, { $id: 'Limits' }),
  audit: 'case.read',
})

/** What was said stands as `id`. Who recorded it may see the case no longer. */
const LimitKept = Closed({ id: Id, caseId: Id }, { $id: 'LimitKept' })

export const recordLimit = command(at.recordLimit, {
  params: { caseId: Id },
  summary: 'Record what she refuses: it binds all her files at once, until she lifts it (ACC-8)',
  description:
    'Agency: `agencyId`. A person who works there: `agencyId` and `accountId`. What stands already is confirmed instead of kept twice.',
  body: Closed(
    {
      kind: Choice(limitKinds),
      agencyId: Type.Optional(Id),
      accountId: Type.Optional(Id),
      purpose: Type.Optional(Choice(limitPurposes)),
      words: Type.Optional(Text(narrative, 'In her words')),
      saidOn: LocalDate,
    },
    { $id: 'NewLimit' },
  ),
  reply: LimitKept,
  status: 201,
  audit: 'limit.recorded',
  refusals: ['answers.incomplete', 'reference.unknown', 'consent.emergency'],
  example: {
    kind: 'purpose',
    purpose: 'immigration_enforcement',
    words: 'Nothing to the Home Office, whatever happens.',
    saidOn: '2026-03-31',
  },
})

export const confirmLimit = command(at.confirmLimit, {
  params: { limitId: Id },
  summary: 'She was asked again, and her no stands (ACC-8)',
  body: Nothing,
  reply: LimitKept,
  audit: 'limit.confirmed',
  refusals: ['limit.lifted', 'limit.own', 'consent.emergency'],
  example: {},
})

export const liftLimit = command(at.liftLimit, {
  params: { limitId: Id },
  summary: 'She lifts it: nobody sees anything by that alone, and whoever promised it is told (ACC-8)',
  description: 'An agency never lifts what she said about itself.',
  body: Closed({ words: Words(narrative, 'How she said it') }, { $id: 'LimitLifting' }),
  reply: LimitKept,
  audit: 'limit.lifted',
  refusals: ['limit.lifted', 'limit.own', 'consent.emergency'],
  example: { words: 'She asked the outreach worker to let the police know now.' },
})

export const listOverrides = query(at.listOverrides, {
  params: { caseId: Id },
  summary:
    'Sharing past her no, as it was asked for and decided: of all her files that the reader sees (ACC-8)',
  description:
    '`undecided`: agencies that she refuses for which, if the reader asked now, no two people of two agencies could decide. `couldDecide`: of each agency that she refuses, who could, to who sees the case.',
  reply: Closed(
    {
      items: ListOf(LimitOverride, 200),
      undecided: ListOf(Id, 200),
      couldDecide: ListOf(Closed({ pastNoTo: Id, deciders: ListOf(Decider, 200) }), 200),
    },
    { $id: 'LimitOverrides' },
  ),
  audit: 'case.read',
})

export const decideOverride = command(at.decideOverride, {
  params: { overrideId: Id },
  summary: 'Decide whether her case is shared past her no (ACC-8)',
  description:
    'Two people of two agencies, none of which gains. One no ends it; the second yes opens. Where it is urgent, one person on call opens it for four hours.',
  body: Closed({ yes: Type.Boolean(), words: Text(narrative, 'Why') }, { $id: 'OverrideDecision' }),
  reply: LimitOverride,
  audit: 'limit_override.decided',
  refusals: [
    'limit.lifted',
    'limit.stands',
    'override.settled',
    'override.gains',
    'override.own',
    'override.agency',
    'override.not_yours',
  ],
  example: { yes: true, words: 'He has found out where she sleeps; the police can move him on tonight.' },
})
