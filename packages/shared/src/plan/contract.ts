import Type from 'typebox'
import { command, file, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, ListOf, LocalDate, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { NewPlanLine, NewPlanStep, Plan, PlanLine } from './schema.ts'
import { planAreas, planEndings } from './values.ts'

const line = { lineId: Id }
/** In the room the item; between meetings who of the leading agency agreed, and why. */
const where = {
  agendaItemId: Type.Optional({ ...Id, description: 'It is agreed in this item, by who chairs it' }),
  why: Type.Optional(
    Text(
      narrative,
      'Between meetings: why, and who of the leading agency agreed to it. Read by everybody who sees the line',
    ),
  ),
}
const inRoom = [
  'item.closed',
  'item.basis_missing',
  'meeting.wrong_state',
  'meeting.confidentiality_unsigned',
] as const
const moved = { params: line, reply: PlanLine, conditional: true } as const
const refusals = ['plan.line_closed', 'plan.meeting_amends', 'reference.unknown', ...inRoom] as const

export const readPlan = query(at.readPlan, {
  params: { caseId: Id },
  summary: 'The living plan of a case: its lines, their steps, and how it came to be (PLN-1)',
  description:
    'Also of the files of the same person that were joined to it, as far as the reader may see each.',
  reply: Plan,
  audit: 'plan.read',
})

export const printPlanCopy = file(at.printPlanCopy, {
  params: { caseId: Id },
  summary: 'Her own copy of what was agreed, in words said to her, as tagged PDF (PLN-1)',
  description:
    'It holds the lines that stand, are limited to nobody, and have words for her copy (`forHer`); without one there is no copy. No rating, no name of the partnership, no service whose name would betray her.',
  audit: 'plan.copied',
  refusals: ['plan.copy_empty', 'plan.copy_names_him'],
})

export const proposePlanLine = command(at.proposePlanLine, {
  params: { caseId: Id },
  summary: 'Propose a line of the plan: the meeting agrees it, or the coordinator between meetings (PLN-1)',
  description:
    '`limitedTo`: the agencies alone that see it, one’s own among them; it is agreed by its leading agency. A line that speaks of leaving needs her words, and their day.',
  body: Closed(
    { ...NewPlanLine.properties, limitedTo: Type.Optional(ListOf(Id, 50)) },
    { $id: 'ProposedPlanLine' },
  ),
  reply: PlanLine,
  status: 201,
  audit: 'plan.proposed',
  refusals: ['reference.unknown'],
  example: { part: 'need', area: 'home', words: 'A room with a lock, near her sister.' },
})

export const addPlanLine = command(at.addPlanLine, {
  params: { itemId: Id },
  summary: 'The meeting adds a line to the plan: it is agreed (PLN-1)',
  description:
    'All that is agreed in one item is one amendment. While her light is red, what keeps her safe needs the agency that leads it, and `firstStep`.',
  body: Closed(
    {
      ...NewPlanLine.properties,
      firstStep: Type.Optional(
        Closed({ what: Words(narrative), dueOn: LocalDate }, { description: 'Of the agency that leads it' }),
      ),
    },
    { $id: 'AddedPlanLine' },
  ),
  reply: PlanLine,
  status: 201,
  audit: 'plan.amended',
  refusals: ['reference.unknown', ...inRoom],
  example: { part: 'goal', area: 'home', words: 'A room with a lock, near her sister.' },
})

export const changePlanLine = command(at.changePlanLine, {
  ...moved,
  summary:
    'Change a line: in the room, or a proposal of one’s own agency; each part named replaces the one before',
  body: Closed(
    {
      ...where,
      area: Type.Optional(Choice(planAreas)),
      words: Type.Optional(Words(narrative)),
      herWords: Type.Optional(Text()),
      herWordsOn: Type.Optional(LocalDate),
      forHer: Type.Optional(Text(narrative, 'As her own copy says it; empty: it is not in it')),
      leadAgencyId: Type.Optional(Id),
      lookAgainOn: Type.Optional(LocalDate),
    },
    { $id: 'PlanLineChange' },
  ),
  audit: 'plan.amended',
  refusals,
  example: {
    words: 'Police pass the lane at ten, at midnight and at two.',
    why: 'Agreed with Sgt Hale: he is out',
  },
})

export const agreePlanLine = command(at.agreePlanLine, {
  ...moved,
  summary: 'What was proposed is agreed',
  body: Closed(where, { $id: 'PlanLineAgreement' }),
  audit: 'plan.amended',
  refusals: ['plan.not_proposed', 'plan.risk_unowned', ...refusals],
  example: { why: 'Housing agreed on the phone' },
})

export const endPlanLine = command(at.endPlanLine, {
  ...moved,
  summary: 'A line ends: met, no longer wanted by her, replaced by another, or ended with the reason',
  body: Closed(
    {
      ...where,
      how: Choice(planEndings),
      because: Type.Optional(Text(narrative, 'Needed where it is ended')),
      replacedById: Type.Optional({ ...Id, description: 'Needed where it is replaced: a line that stands' }),
    },
    { $id: 'PlanLineEnding' },
  ),
  audit: 'plan.amended',
  refusals,
  example: { how: 'met', why: 'She has the keys' },
})

export const lookAtPlanLine = command(at.lookAtPlanLine, {
  ...moved,
  summary:
    'A line was looked at, and stands as it is: it is looked at again on that day, or as the review clock says',
  body: Closed({ ...where, lookAgainOn: Type.Optional(LocalDate) }, { $id: 'PlanLineLook' }),
  audit: 'plan.amended',
  refusals: ['plan.not_agreed', 'plan.risk_unowned', ...refusals],
  example: { why: 'Looked at with her nurse' },
})

export const addPlanStep = command(at.addPlanStep, {
  params: line,
  summary:
    'A step of a line, between meetings: of one’s own agency, or by the coordinator what another took on',
  description: 'It is an action (ACT-1), and its agency tells how it goes.',
  body: NewPlanStep,
  reply: PlanLine,
  status: 201,
  audit: 'plan.step_added',
  refusals: [
    'plan.line_closed',
    'plan.limited',
    'plan.step_of_another',
    'item.basis_missing',
    'reference.unknown',
  ],
  example: {
    ownerAgencyId: '01995b1c-7d00-7000-8000-000000000001',
    what: 'See the room at Tern House with her',
    dueOn: '2026-12-02',
  },
})

export const limitPlanLine = command(at.limitPlanLine, {
  ...moved,
  summary:
    'Which agencies alone see a line, for its leading agency to say, with the reason; none: all who see the case',
  body: Closed({ limitedTo: ListOf(Id, 50), why: Words(narrative) }, { $id: 'PlanLineLimit' }),
  audit: 'plan.amended',
  refusals: ['plan.line_closed', 'plan.of_another', 'plan.has_steps', 'reference.unknown'],
  example: { limitedTo: [], why: 'She says that all of us may know' },
})
