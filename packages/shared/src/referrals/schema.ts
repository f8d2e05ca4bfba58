import Type, { type Static } from 'typebox'
import { Age } from '../age/schema.ts'
import { HistoryEntry } from '../cases/history.ts'
import { ChildRow } from '../children/schema.ts'
import { childrenAtMost } from '../children/values.ts'
import { LawfulAnswers } from '../consent/lawful-schema.ts'
import { ConsentAnswers, WithoutConsentAnswers } from '../consent/schema.ts'
import { account, narrative } from '../limits.ts'
import { OtherForumAnswers } from '../other-forums/schema.ts'
import { agenciesAtMost } from '../partnerships/values.ts'
import { HarmRows } from '../people-who-harm/schema.ts'
import { ReachAnswers } from '../reach/schema.ts'
import { SafeguardingNotification } from '../safeguarding/contract.ts'
import { SafeguardingKind } from '../safeguarding/front-door-schema.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  LineOrNone,
  ListOf,
  LocalDate,
  Nullable,
  Page,
  Reference,
  Text,
  Version,
} from '../scalars.ts'
import { Explanation, IndicatorAnswers, Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { Addition, GivenResponse, Question, ResponseKind } from './conversation-schema.ts'
import {
  ethnicityWords,
  reducesWords,
  sexualOrientationWords,
  sexWords,
  tokensOf,
  untoldWords,
  yesNoWords,
} from './equality.ts'
import { tickCodes } from './night-form.ts'
import {
  ageBandWords,
  differences,
  homeKinds,
  knownByWords,
  reachWords,
  referralStates,
  sayWords,
  waysGiven,
} from './values.ts'
import { besideHerWords } from './wants-schema.ts'

const yesNo = ['yes', 'no', 'not_known'] as const
const degrees = ['yes', 'suspected', 'no', 'not_known'] as const
const untold = tokensOf(untoldWords)

const UnfinishedDate = Type.Optional(Line(40, 'Such as 10-02-14, 1990-13-01 or 1990-02-31'))

/** REF-2, section by section. Every key may wait: a draft may be partial, a submission may not. */
export const ReferralAnswers = Closed(
  {
    addressedTo: Type.Optional(
      Closed({
        meeting: Type.Optional(Type.Boolean()),
        agencies: Type.Optional(ListOf(Id, 50)),
        exceptionalReason: Type.Optional(Text(narrative, 'REF-9: why this cannot wait for a later meeting')),
      }),
    ),
    person: Type.Optional(
      Closed({
        name: Type.Optional(LineOrNone(200, 'The name that she uses')),
        aliases: Type.Optional(ListOf(Line(100), 20)),
        age: Type.Optional(Age),
        contactToAvoid: Type.Optional(Text(narrative, 'What would put her at risk: numbers, times, people')),
        language: Type.Optional(LineOrNone(100)),
        interpreter: Type.Optional(Choice(yesNo)),
      }),
    ),
    reach: Type.Optional(ReachAnswers),
    whereabouts: Type.Optional(
      Closed({
        sellingSexNow: Type.Optional(Choice(yesNo)),
        inArea: Type.Optional(Choice(yesNo)),
        where: Type.Optional(Text()),
        sleeps: Type.Optional(Text()),
        homeKind: Type.Optional(Choice(homeKinds, { description: 'What kind of place she sleeps in' })),
        homeFor: Type.Optional(LineOrNone(200, 'For how long, and until when')),
        postcode: Type.Optional(LineOrNone(20, 'Where she sleeps, or the district of it')),
      }),
    ),
    children: Type.Optional(
      Closed({
        hasChildren: Type.Optional(Choice(yesNo)),
        about: Type.Optional(Text()),
        rows: Type.Optional(ListOf(ChildRow, childrenAtMost)),
        atRisk: Type.Optional(Choice(degrees)),
        risk: Type.Optional(Text()),
      }),
    ),
    peopleWhoHarm: Type.Optional(HarmRows),
    indicators: Type.Optional(IndicatorAnswers),
    raisedLight: Type.Optional(Nullable(Closed({ light: Light, reason: Text() }))),
    criterion: Type.Optional(
      Closed({
        kind: Type.Optional(Choice(['professional_judgement', 'escalation'])),
        reasons: Type.Optional(Text()),
        couldNotDisclose: Type.Optional(Type.Boolean()),
        policeContactsLast12Months: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })),
        policeContactsPrevious12Months: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })),
        courtDiversionsImposed: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
        courtDiversionMeetingsMissed: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
      }),
    ),
    consent: Type.Optional(
      Closed({
        basis: Type.Optional(
          Choice(['consent', 'without_consent', 'both'], {
            description:
              '`both`: some agencies or purposes by her agreement (`given`), others without it (`without`); each stays what it is (CON-6)',
          }),
        ),
        given: Type.Optional(ConsentAnswers),
        without: Type.Optional(WithoutConsentAnswers),
        lawful: Type.Optional(ListOf(LawfulAnswers, 100)),
      }),
    ),
    safeguarding: Type.Optional(
      Closed({
        careAndSupportNeeds: Type.Optional(Choice(degrees)),
        about: Type.Optional(Text()),
        abuseOrNeglect: Type.Optional(Choice(degrees, { description: 'Care Act 2014, s. 42(1)(b)' })),
        abuseInWords: Type.Optional(Text()),
        unableToProtectHerself: Type.Optional(
          Choice(degrees, { description: 'As a result of those needs: Care Act 2014, s. 42(1)(c)' }),
        ),
        outcome: Type.Optional(Text(narrative, 'What she wants to come of it, in her own words')),
      }),
    ),
    herVoice: Type.Optional(
      Closed({
        words: Type.Optional(Text(narrative, 'What she wants said, in her own words')),
        worries: Type.Optional(Text()),
        given: Type.Optional(Choice(waysGiven)),
        ...besideHerWords,
      }),
    ),
    request: Type.Optional(
      Closed({
        needsMultiAgency: Type.Optional(Text(narrative, 'Why one agency alone is not enough')),
        asks: Type.Optional(Text(narrative, 'What the referrer asks of the meeting or the agencies')),
        inPlace: Type.Optional(Text(narrative, 'What is already in place')),
        agenciesInvolved: Type.Optional(Text()),
      }),
    ),
    otherForums: Type.Optional(OtherForumAnswers),
    reReferral: Type.Optional(
      Closed({
        discussedBefore: Type.Optional(Choice(yesNo)),
        escalationSince: Type.Optional(
          Text(narrative, 'REF-10: what escalated for her since the last meeting'),
        ),
        childrenEscalation: Type.Optional(
          Text(narrative, 'REF-10: what escalated for her children since, or that nothing did'),
        ),
      }),
    ),
    referrer: Type.Optional(
      Closed({
        phone: Type.Optional(LineOrNone(60)),
        knowsHer: Type.Optional(Text(narrative, 'How and how long the referrer has known her')),
      }),
    ),
    unfinishedDates: Type.Optional(
      Closed(
        {
          dateOfBirth: UnfinishedDate,
          givenOn: UnfinishedDate,
          until: UnfinishedDate,
          consentReviewOn: UnfinishedDate,
          reviewOn: UnfinishedDate,
          assessedOn: UnfinishedDate,
        },
        {
          description:
            'Dates as they were typed that are none yet, in place of the date itself: year, month and day between hyphens, each as far as it was typed. A draft keeps them; nothing is submitted with one',
        },
      ),
    ),
    tonight: Type.Optional(
      Closed(
        {
          short: Type.Optional(Type.Boolean()),
          age: Type.Optional(Choice(tokensOf(ageBandWords))),
          reach: Type.Optional(ListOf(Choice(tokensOf(reachWords)), 4)),
          reachOn: Type.Optional(LineOrNone(100, 'The number on which it is safe to ring her')),
          faces: Type.Optional(ListOf(Choice([...tickCodes, 'none_of_these']), 8)),
          knownBy: Type.Optional(Choice(tokensOf(knownByWords))),
          more: Type.Optional(Text()),
          say: Type.Optional(Choice(tokensOf(sayWords))),
        },
        {
          description:
            'The short form for the street: `short` marks it. Each of `faces` stands for an indicator; its name, her yes and no, her words and the referrer’s telephone stand where they do in the whole form. The rest is owed by the end of the next working day',
        },
      ),
    ),
    equality: Type.Optional(
      Closed({
        sex: Type.Optional(Choice([...tokensOf(sexWords), ...untold])),
        gender: Type.Optional(LineOrNone(100, 'In her own words')),
        genderSameAsRegisteredAtBirth: Type.Optional(Choice([...tokensOf(yesNoWords), ...untold])),
        ethnicity: Type.Optional(Choice([...tokensOf(ethnicityWords), ...untold])),
        sexualOrientation: Type.Optional(Choice([...tokensOf(sexualOrientationWords), ...untold])),
        condition: Type.Optional(Choice([...tokensOf(yesNoWords), ...untold])),
        conditionReduces: Type.Optional(Choice([...tokensOf(reducesWords), ...untold])),
      }),
    ),
  },
  { $id: 'ReferralAnswers', description: 'The universal referral form (REF-2), a section a key' },
)
export type ReferralAnswers = Static<typeof ReferralAnswers>
export type Section = keyof ReferralAnswers
export const ReferralState = Choice(referralStates, { $id: 'ReferralState' })
export type ReferralState = (typeof referralStates)[number]

/** Answers to one referral, the first ones and what put them right. */
export const responsesAtMost = 2000

export const Recipient = Closed(
  {
    id: Id,
    agencyId: Id,
    agencyName: Line(),
    forMeeting: Type.Boolean({ description: 'The coordinating agency, for the meeting' }),
    dueAt: {
      ...Instant,
      description: 'While a question waits: as if it waited as long as the clock may rest',
    },
    askedAt: Nullable({ ...Instant, description: 'A question of theirs waits for the referrer (REF-13)' }),
    restsUntil: Nullable({ ...Instant, description: 'The clock rests for it, until then at the latest' }),
    respondedAt: Nullable({ ...Instant, description: 'Of the first answer' }),
    response: Nullable(ResponseKind),
    worker: Nullable(Line()),
    words: Nullable(Text()),
    given: ListOf(GivenResponse, responsesAtMost),
  },
  { $id: 'Recipient', description: 'REF-8: each recipient has its own response clock' },
)
export type Recipient = Static<typeof Recipient>

/** API-2: what the agency's own system calls it. */
export const ExternalReference = Line(
  100,
  'The author agency’s own identifier, one of its referrals each; no other agency sees it or finds by it',
)

export const Referral = Closed(
  {
    id: Id,
    reference: Reference,
    version: Version,
    state: ReferralState,
    caseId: Nullable(Id),
    caseReference: Nullable(Reference),
    agencyId: Id,
    agencyName: Line(),
    referrerName: Line(),
    own: Type.Boolean({ description: 'Written by you' }),
    externalReference: Nullable(ExternalReference),
    answers: ReferralAnswers,
    ruleSetId: Id,
    computedLight: Nullable(Light),
    light: Nullable(Light),
    explanation: Nullable(Explanation),
    meetingId: Nullable(Id),
    meetingStartsAt: Nullable(Instant),
    exceptional: Nullable(Choice(['asked', 'accepted', 'declined'])),
    createdAt: Instant,
    updatedAt: Instant,
    submittedAt: Nullable(Instant),
    dueAt: Nullable(Instant),
    rests: Type.Boolean({ description: 'A hold stands on her file, and nothing is begun (REF-3)' }),
    basisInForce: Type.Boolean({
      description: 'A basis for sharing her case is in force now (CON-2); of a draft there is none yet',
    }),
    returnedFor: Nullable(Text()),
    recipients: ListOf(Recipient, agenciesAtMost + 1),
    questions: ListOf(Question, 200),
    additions: ListOf(Addition, 200),
    safeguarding: ListOf(SafeguardingNotification, 100),
    undoUntil: Nullable({
      ...Instant,
      description: 'Until then what triage decided can be taken back; null once somebody acted on it',
    }),
    unhelpedAt: Nullable({
      ...Instant,
      description: 'Since then everybody has answered and nobody has her: the coordinator’s task (REF-8)',
    }),
    unhelpedDueAt: Nullable(Instant),
    restDueAt: Nullable({
      ...Instant,
      description: 'It is a short form, whose rest the referrer owes by then; null once it is in',
    }),
    history: ListOf(HistoryEntry, 500),
    earlierReferralId: Nullable({
      ...Id,
      description: 'Of the same person, the latest one before that was discussed, if you may see it (REF-10)',
    }),
  },
  { $id: 'Referral' },
)
export type Referral = Static<typeof Referral>

export const ReferralSummary = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    reference: Reference,
    version: Version,
    state: ReferralState,
    name: Nullable(Text(200, 'As she is known; null in a draft without one')),
    caseId: Nullable(Id),
    agencyName: Line(),
    light: Nullable(Light),
    meetingStartsAt: Nullable(Instant),
    submittedAt: Nullable(Instant),
    updatedAt: Instant,
    dueAt: Nullable(Instant),
    respondedAt: Nullable(Instant),
    ownDueAt: Nullable({ ...Instant, description: 'Of my agency’s own answer, where it is asked for one' }),
    ownRestsUntil: Nullable({ ...Instant, description: 'My agency asked, and its clock rests (REF-13)' }),
    unhelpedDueAt: Nullable(Instant),
    restDueAt: Nullable({ ...Instant, description: 'The rest of a short form is owed by then' }),
    safeguarding: ListOf(SafeguardingKind, 2),
  },
  { $id: 'ReferralSummary' },
)
export type ReferralSummary = Static<typeof ReferralSummary>
export const ReferralPage = Page(ReferralSummary, 'ReferralPage')

export const Match = Closed(
  {
    caseId: Id,
    reference: Reference,
    name: Text(200),
    aliases: ListOf(Text(100), 20),
    age: Nullable(Age),
    light: Nullable(Light),
    lastDiscussedOn: Nullable(LocalDate),
    lastReferralId: Nullable(Id),
    because: ListOf(Text(200), 10),
    likelihood: Choice(['very_likely', 'likely', 'possible']),
  },
  { $id: 'Match', description: 'REF-10: offered to the coordinator alone' },
)
export type Match = Static<typeof Match>

const ComparedReferral = Closed(
  {
    id: Id,
    reference: Reference,
    caseReference: Nullable(Reference),
    agencyName: Line(),
    light: Nullable(Light),
    submittedAt: Nullable(Instant),
    meetingStartsAt: Nullable(Instant),
  },
  { $id: 'ComparedReferral' },
)
const Answered = ListOf(Text(account), 200)

export const ComparedAnswer = Closed(
  {
    section: Choice(Object.keys(ReferralAnswers.properties) as Section[]),
    question: Line(120, 'Its key within the section; of an indicator, its code'),
    earlierLabel: Nullable(
      Line(300, 'Of an indicator, by the rule set of that referral; null where it was not asked'),
    ),
    label: Nullable(Line(300)),
    earlier: Answered,
    now: Answered,
    difference: Choice(differences),
  },
  {
    $id: 'ComparedAnswer',
    description: 'One question with its earlier and its present answer; empty: not answered',
  },
)
export type ComparedAnswer = Static<typeof ComparedAnswer>

export const Comparison = Closed(
  { now: ComparedReferral, earlier: Nullable(ComparedReferral), answers: ListOf(ComparedAnswer, 600) },
  { $id: 'Comparison', description: 'REF-10: earlier answers beside the present ones' },
)
export type Comparison = Static<typeof Comparison>
