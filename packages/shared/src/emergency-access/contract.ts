import Type, { type Static } from 'typebox'
import { CaseHit } from '../cases/contract.ts'
import { command, Nothing, query } from '../contract.ts'
import { limitKinds, limitPurposes, limitsAtMost } from '../limits/values.ts'
import { narrative, spoken } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Page,
  PageQuery,
  Reference,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { reasonLetters } from './rules.ts'
import { byNameAnswers, emergencyBars, emergencyFindings, fileBars } from './values.ts'

export const LimitMet = Closed(
  {
    ...MayBeUnreadable,
    kind: Choice(limitKinds),
    purpose: Nullable(Choice(limitPurposes)),
    words: Nullable(Text(narrative, 'Hers; never those about the agency or the person who asks')),
    saidOn: LocalDate,
    passed: Type.Boolean({
      description: 'Two people decided that her file is shared with that agency all the same, and it opens',
    }),
  },
  { $id: 'LimitMet', description: 'What she refuses that bears on who asks (ACC-8)' },
)
export type LimitMet = Static<typeof LimitMet>

export const EmergencyAccess = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    caseReference: Nullable(Reference),
    accountId: Id,
    name: Line(),
    agencyName: Line(),
    reason: Nullable(Text(narrative)),
    at: Instant,
    openedAt: Nullable(Instant),
    until: Nullable(Instant),
    endedBy: Nullable(Line()),
    told: Nullable(Text(narrative)),
    toldAt: Nullable(Instant),
    forChair: Type.Boolean({ description: 'Of the coordinating agency’s own people: the chair looks at it' }),
    reviewDueAt: Nullable(Instant),
    finding: Nullable(Choice(emergencyFindings)),
    words: Nullable(Text(narrative)),
    reviewedAt: Nullable(Instant),
    reviewedBy: Nullable(Line()),
  },
  {
    $id: 'EmergencyAccess',
    description: 'One person’s, to one file. What was said of it is shown to her, and to who sees the case',
  },
)
export type EmergencyAccess = Static<typeof EmergencyAccess>

const params = { accessId: Id }
/** A sentence and not a word. */
export const Reason = Type.String({ minLength: reasonLetters, maxLength: narrative, pattern: spoken })

export const askEmergencyAccess = command(at.askEmergencyAccess, {
  summary:
    'Ask for a case beyond my grants in an emergency, and be told what she refuses before it opens (ACC-7, ACC-8)',
  description:
    'The reason is on record before anything is said. `bar` null: it opens with POST …/opening within fifteen minutes. Otherwise it does not: it needs a decision of two people of two agencies.',
  body: Closed({ reference: Line(24, 'Or its last part'), reason: Reason }, { $id: 'EmergencyAccessAsked' }),
  reply: Closed(
    { id: Id, caseId: Id, limits: ListOf(LimitMet, limitsAtMost), bar: Nullable(Choice(emergencyBars)) },
    { $id: 'EmergencyAccessAnswer' },
  ),
  status: 201,
  audit: 'emergency_access.asked',
  example: {
    reference: 'EMP-2026-7K3QX',
    reason: 'She is in A&E now and unconscious; we need her allergies and next of kin.',
  },
})

export const openEmergencyAccess = command(at.openEmergencyAccess, {
  params,
  summary:
    'Go on: the case opens to me alone, to be read, for four hours; referrer, chair, coordinator and who promised her anything are told at once (ACC-7)',
  body: Nothing,
  reply: Closed({ id: Id, caseId: Id, until: Instant }, { $id: 'EmergencyAccessOpened' }),
  audit: 'case.emergency_access',
  refusals: ['limit.stands', 'emergency_access.withdrawn', 'emergency_access.over'],
  example: {},
})

export const endEmergencyAccess = command(at.endEmergencyAccess, {
  params,
  summary: 'End it now: my own, or as the coordinator anybody’s (ACC-7)',
  body: Nothing,
  reply: EmergencyAccess,
  audit: 'emergency_access.ended',
  refusals: ['emergency_access.ended'],
  example: {},
})

export const tellEmergencyAccess = command(at.tellEmergencyAccess, {
  params,
  summary: 'Say what I did in the emergency (ACC-7)',
  body: Closed({ words: Words(narrative) }, { $id: 'EmergencyAccount' }),
  reply: EmergencyAccess,
  audit: 'emergency_access.told',
  conditional: true,
  refusals: ['emergency_access.not_over'],
  example: { words: 'Rang her sister, whom she wants told, and gave the ward her allergies. She is awake.' },
})

export const reviewEmergencyAccess = command(at.reviewEmergencyAccess, {
  params,
  summary: 'Say whether it was right, within one working day; never of my own (ACC-7)',
  body: Closed({ finding: Choice(emergencyFindings), words: Words(narrative) }, { $id: 'EmergencyReview' }),
  reply: EmergencyAccess,
  audit: 'emergency_access.reviewed',
  conditional: true,
  refusals: ['emergency_access.not_over', 'emergency_access.for_another'],
  example: { finding: 'right', words: 'The ward confirmed it; nothing else was read.' },
})

export const listEmergencyAccesses = query(at.listEmergencyAccesses, {
  summary: 'Emergency accesses: my own, and to the coordinator and the chair all, newest first',
  query: PageQuery,
  reply: Page(EmergencyAccess, 'EmergencyAccessPage'),
  audit: 'emergency_access.read',
})

export const EmergencyAccessInFull = Closed(
  {
    ...EmergencyAccess.properties,
    bearing: Nullable(
      Closed(
        { limits: ListOf(LimitMet, limitsAtMost), bar: Nullable(Choice(emergencyBars)) },
        {
          $id: 'EmergencyBearing',
          description: 'What she refuses that bears on it, and why nobody opens it alone',
        },
      ),
    ),
  },
  { $id: 'EmergencyAccessInFull' },
)
export type EmergencyAccessInFull = Static<typeof EmergencyAccessInFull>

export const readEmergencyAccess = query(at.readEmergencyAccess, {
  params,
  summary: 'One emergency access: who, why, until when, what was done, and whether it was right',
  description:
    '`bearing`: what she refuses and whether it opens at all, as it stands now; to who asked for it while she may open it or holds it, and to who looks at it and sees the case. Null: not told, which does not mean that nothing bears on it.',
  reply: EmergencyAccessInFull,
  audit: 'emergency_access.read',
})

const YearOfBirth = Type.Integer({ minimum: 1900, maximum: 2100 })

export const EmergencyRequest = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    accountId: Id,
    accountName: Line(),
    agencyName: Line(),
    name: Text(200),
    dateOfBirth: Nullable(LocalDate),
    yearOfBirth: Nullable(YearOfBirth),
    reason: Text(narrative),
    at: Instant,
    dueAt: Instant,
    lapsesAt: Instant,
    answeredAt: Nullable(Instant),
    accessId: Nullable(Id),
    givenByMe: Type.Boolean({ description: 'You answered it, with a file' }),
  },
  {
    $id: 'EmergencyRequest',
    description:
      'Asked for by name. `dueAt`: by when somebody answers; `lapsesAt`: from when on nobody does. Answered without `accessId`: no file could be opened, whether there is one or not (ACC-6)',
  },
)
export type EmergencyRequest = Static<typeof EmergencyRequest>

const ringBack = Nullable(
  Closed(
    { name: Line(120), telephone: Type.String({ maxLength: 30 }) },
    {
      $id: 'RingBack',
      description: 'Of the on-call list of the agency that asks: who asks, or who answers for it now',
    },
  ),
)

/** ACC-6: who decides finds it in my work: whose it is, and no name. */
export const EmergencyRequestWaiting = Closed(
  { id: Id, accountName: Line(), agencyName: Line(), at: Instant, dueAt: Instant, ringBack },
  { $id: 'EmergencyRequestWaiting', description: 'Somebody asked by name in an emergency, and waits' },
)

export const askByName = command(at.askByName, {
  summary:
    'Ask for a person by name in an emergency, with the date or year of her birth where it is known: the same answer whether there is a file or not (ACC-6, ACC-7)',
  description:
    'Somebody who may see the file decides: coordinator, chair, or who is on call now of an agency that does not gain. Five times an hour; the coordinator is told of each.',
  body: Closed(
    {
      name: Line(200),
      dateOfBirth: Type.Optional(LocalDate),
      yearOfBirth: Type.Optional(YearOfBirth),
      reason: Reason,
    },
    { $id: 'EmergencyByName' },
  ),
  reply: EmergencyRequest,
  status: 201,
  audit: 'emergency_access.asked_by_name',
  example: {
    name: 'Marnie Doyle',
    dateOfBirth: '1994-05-17',
    reason: 'She is in A&E now and unconscious; we need her allergies and next of kin.',
  },
})

export const EmergencyRequestInFull = Closed(
  {
    ...EmergencyRequest.properties,
    mayAnswer: Nullable(Choice(byNameAnswers)),
    ringBack,
    candidates: ListOf(CaseHit, 20),
    barred: ListOf(Closed({ caseId: Id, bar: Choice(fileBars) }), 20),
  },
  {
    $id: 'EmergencyRequestInFull',
    description:
      '`mayAnswer`: whether who reads it may give a file, or also say that none can be opened, which who coordinates says alone; null: neither. `barred`: which of the files cannot be given to who asks, and why; told to who decides alone',
  },
)
export type EmergencyRequestInFull = Static<typeof EmergencyRequestInFull>

export const readByName = query(at.readByName, {
  params: { requestId: Id },
  summary: 'What was asked by name; to who decides also the files that may be meant',
  reply: EmergencyRequestInFull,
  audit: 'emergency_access.by_name_read',
})

export const answerByName = command(at.answerByName, {
  params: { requestId: Id },
  summary:
    'Give the file that is meant, or, as coordinator or chair, say that none can be opened; never past her no or her withdrawal (ACC-8)',
  body: Closed({ caseId: Nullable(Id) }, { $id: 'EmergencyByNameAnswer' }),
  reply: EmergencyRequest,
  audit: 'emergency_access.by_name_answered',
  refusals: [
    'emergency_access.answered',
    'emergency_access.over',
    'emergency_access.closed_to_them',
    'emergency_access.withdrawn',
    'limit.stands',
    'reference.unknown',
  ],
  example: { caseId: null },
})
