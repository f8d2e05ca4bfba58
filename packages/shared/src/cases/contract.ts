import Type, { type Static } from 'typebox'
import { Action } from '../actions/contract.ts'
import { Age } from '../age/schema.ts'
import { AuditActionSchema } from '../audit/schema.ts'
import { Child } from '../children/schema.ts'
import { caseChildrenAtMost } from '../children/values.ts'
import { LawfulBasis } from '../consent/lawful-schema.ts'
import { Consent, WithoutConsent } from '../consent/schema.ts'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { WayToReach } from '../reach/schema.ts'
import { waysOnFile } from '../reach/values.ts'
import { Addition } from '../referrals/conversation-schema.ts'
import { ReferralSummary } from '../referrals/schema.ts'
import { referralsAtMost, waysGiven } from '../referrals/values.ts'
import { besideHerWords } from '../referrals/wants-schema.ts'
import { SafeguardingNotification } from '../safeguarding/contract.ts'
import {
  BasisSchema,
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  Nullable,
  Page,
  PageQuery,
  Reference,
  RoleSchema,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { HistoryEntry } from './history.ts'
import { CaseHold } from './hold-schema.ts'
import { holdKinds } from './holding.ts'

export const Identity = Closed(
  {
    name: Text(200),
    aliases: ListOf(Text(100), 20),
    age: Nullable(Age),
    language: Nullable(Text(100)),
    interpreter: Nullable(Text(20)),
    contactToAvoid: Nullable(Text()),
  },
  { $id: 'Identity' },
)
export type Identity = Static<typeof Identity>

export const Grant = Closed(
  {
    id: Id,
    agencyId: Nullable(Id),
    agencyName: Line(200, 'Of a guest, the organisation that she comes from'),
    basis: BasisSchema,
    accountName: Nullable(Line(200, 'Emergency access and an invitation are one person’s')),
    from: Instant,
    until: Nullable(Instant),
    inForce: Type.Boolean(),
    narrowed: Type.Boolean({
      description: 'ACC-8: she refused this agency; it sees what it wrote itself, and no more',
    }),
    consentId: Nullable({ ...Id, description: 'The consent on which it rests' }),
  },
  { $id: 'Grant', description: 'ACC-2: the single source of access' },
)
export type Grant = Static<typeof Grant>

export const Voice = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    words: Text(),
    worries: Nullable(Text()),
    given: Choice(waysGiven),
    ...besideHerWords,
    recordedAt: Instant,
    recordedBy: Line(),
  },
  { $id: 'Voice', description: 'CON-4' },
)

export const GoesOn = Closed(
  { joinId: Id, caseId: Id, reference: Reference },
  { $id: 'GoesOn', description: 'This file goes on in that one: both are of one person' },
)

/** REF-13: what was added to a referral of hers since; the newest ones. */
const CaseAddition = Closed(
  { ...Addition.properties, referralId: Id, reference: Reference },
  { $id: 'CaseAddition' },
)

export const CaseItem = Closed({
  id: Id,
  meetingId: Id,
  meetingStartsAt: Instant,
  state: Choice(['listed', 'discussed', 'deferred']),
})

export const CaseFile = Closed(
  {
    id: Id,
    reference: Reference,
    version: Version,
    identity: Identity,
    light: Nullable(Light),
    openedAt: Instant,
    basisInForce: Type.Boolean({
      description: 'Consent or sharing without consent is in force for the meeting',
    }),
    myBases: ListOf(BasisSchema, 10),
    refusedHere: Type.Boolean({
      description:
        'ACC-8: she said no to the reader’s agency on this file; it records here what she refuses or takes back, and lets nobody in',
    }),
    referrals: ListOf(ReferralSummary, referralsAtMost),
    consents: ListOf(Consent, 100),
    withoutConsents: ListOf(WithoutConsent, 100),
    lawfulBases: ListOf(LawfulBasis, 200),
    grants: ListOf(Grant, 500),
    safeguarding: ListOf(SafeguardingNotification, 100),
    children: ListOf(Child, caseChildrenAtMost),
    ways: ListOf(WayToReach, waysOnFile),
    voices: ListOf(Voice, 200),
    additions: ListOf(CaseAddition, 20),
    items: ListOf(CaseItem, 200),
    actions: ListOf(Action, 500),
    holds: ListOf(CaseHold, 50),
    timeline: ListOf(HistoryEntry, 1000),
  },
  { $id: 'CaseFile', description: 'One file, with its own key, grants and everything that hangs on it' },
)
export type CaseFile = Static<typeof CaseFile>

export const Case = Closed(
  {
    ...CaseFile.properties,
    rests: Type.Boolean({
      description:
        'REF-3: nothing goes on with her for now. Without a hold that the reader sees, the coordinator is asked (ACC-6)',
    }),
    goesOnAs: Nullable(GoesOn),
    joinedFiles: ListOf(Closed({ joinId: Id, file: CaseFile }), 20),
  },
  {
    $id: 'Case',
    description:
      'A file, and the files of the same person that the coordinator joined to it, as far as the reader may see each (REF-10)',
  },
)
export type Case = Static<typeof Case>

export const CaseSummary = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    reference: Reference,
    name: Text(200),
    aliases: ListOf(Text(100), 20),
    light: Nullable(Light),
    openedAt: Instant,
    openActions: Type.Integer({ minimum: 0, maximum: 100000 }),
    lastDiscussedAt: Nullable(Instant),
    held: ListOf(Choice(holdKinds), 2),
  },
  { $id: 'CaseSummary', description: '`held`: why nothing goes on with her case now (REF-3)' },
)
export type CaseSummary = Static<typeof CaseSummary>

const CasePage = Page(CaseSummary, 'CasePage')

export const CaseHit = Closed(
  {
    ...CaseSummary.properties,
    age: Nullable(Age),
    because: ListOf(Text(200), 4),
  },
  { $id: 'CaseHit', description: 'With why it was found: what of her names, dates or reference fits' },
)
export type CaseHit = Static<typeof CaseHit>

export const FoundReference = Closed(
  { kind: Choice(['referral', 'action']), id: Id, reference: Reference },
  { $id: 'FoundReference' },
)
export type FoundReference = Static<typeof FoundReference>

const CaseHits = Closed(
  {
    ...Page(CaseHit, 'CaseHitPage').properties,
    references: ListOf(FoundReference, 40),
  },
  {
    $id: 'CaseHits',
    description:
      'With the referrals and actions that are called what was typed, or whose reference ends on it',
  },
)
const params = { caseId: Id }

export const listCases = query(at.listCases, {
  summary: 'The cases that my agency may see, newest first',
  query: { ...PageQuery, light: Type.Optional(Light) },
  reply: CasePage,
  audit: 'case.listed',
})

export const searchCases = command(at.searchCases, {
  summary:
    'Searches the cases that my agency may see by reference or its last part, name, alias, date or year of birth, also as it sounds, as a pet name, joined, apart or in another script; a POST, because a name belongs in no address',
  body: Closed({ ...PageQuery, q: Line(100), light: Type.Optional(Light) }, { $id: 'CaseSearch' }),
  reply: CaseHits,
  audit: 'case.listed',
  lookup: true,
  example: { q: 'Marnie' },
})

export const readCase = query(at.readCase, {
  params,
  summary: 'One case with everything that hangs on it',
  reply: Case,
  audit: 'case.read',
})

export const AccessRecord = Closed(
  {
    id: Id,
    at: Instant,
    name: Nullable(Line()),
    agencyName: Nullable(Line()),
    role: Nullable(RoleSchema),
    action: AuditActionSchema,
    basis: Nullable(Text(60)),
    fromAddress: Nullable(Text(60)),
    refreshes: Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'How often the open page read it again by itself',
    }),
    refreshedUntil: Nullable(Instant),
  },
  { $id: 'AccessRecord' },
)
export type AccessRecord = Static<typeof AccessRecord>

export const readCaseAccess = query(at.readCaseAccess, {
  params,
  summary: 'Who has looked at this case (ACC-7)',
  query: PageQuery,
  reply: Page(AccessRecord, 'AccessLog'),
  audit: 'case.access_read',
})

export const recordVoice = command(at.recordVoice, {
  params,
  summary: 'Her words, through the referrer, an advocate or in writing (CON-4)',
  body: Closed(
    {
      words: Words(narrative),
      worries: Type.Optional(Text()),
      given: Choice(['to_referrer', 'to_advocate', 'in_writing']),
      ...besideHerWords,
    },
    { $id: 'NewVoice' },
  ),
  reply: Voice,
  status: 201,
  audit: 'case.voice_recorded',
  example: { words: 'Don’t ring the house.', given: 'to_referrer' },
})
