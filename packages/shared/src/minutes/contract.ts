import Type, { type Static } from 'typebox'
import { Action, ActionState } from '../actions/contract.ts'
import { ItemState } from '../agenda/schema.ts'
import { command, Nothing, query } from '../contract.ts'
import { account, contributed, manyTexts, narrative } from '../limits.ts'
import { PlanChange, PlanWording } from '../plan/schema.ts'
import { waysGiven } from '../referrals/values.ts'
import { besideHerWords } from '../referrals/wants-schema.ts'
import { contributionKind, ItemRecord } from '../room/schema.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Reference,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'

/** Receipts of one meeting’s minutes, of all their versions. */
export const receiptsAtMost = 1000

/** How the meeting was held: of the meeting, and of no case. */
export const Proceedings = Closed(
  {
    chair: Closed(
      { name: Line(), agencyName: Line() },
      {
        description: 'Who was in the chair; of a case that a deputy chaired, `chairedBy` of its item (ACC-9)',
      },
    ),
    beganAt: Instant,
    endedAt: Instant,
    apologies: ListOf(Line(), 200),
    nextMeetingAt: Nullable(Instant),
  },
  {
    $id: 'Proceedings',
    description:
      '`apologies`: agencies. `nextMeetingAt`: the next monthly meeting as planned then; null: none was',
  },
)
export type Proceedings = Static<typeof Proceedings>

/** Of a line of the plan what minutes say: by the names of the day, for they stand when an agency has another. */
const MinutedWording = Closed(
  {
    part: PlanWording.properties.part,
    area: PlanWording.properties.area,
    words: Text(account),
    herWords: Nullable(Text()),
    state: PlanWording.properties.state,
    leadAgencyName: Nullable(Line()),
    lookAgainOn: Nullable(LocalDate),
    because: Nullable(Text()),
  },
  { $id: 'MinutedPlanLine' },
)
export type MinutedWording = Static<typeof MinutedWording>

/** What is minuted of one case. Withheld: its line stands, and nothing that was said or names anyone. */
const minuted = {
  caseReference: Reference,
  name: Text(200),
  light: Light,
  state: ItemState,
  withheld: Type.Boolean({
    description: 'No basis for sharing: in a draft now, in a distributed version when it was distributed',
  }),
  herVoice: ListOf(
    Closed({
      ...MayBeUnreadable,
      ...{ words: Text(), worries: Nullable(Text()), given: Choice(waysGiven), at: Instant },
      ...besideHerWords,
    }),
    200,
  ),
  contributions: ListOf(
    Closed({ id: Id, agencyName: Line(), kind: Type.Optional(contributionKind), words: Text(contributed) }),
    200,
  ),
  record: ItemRecord,
  plan: Type.Optional(ListOf(Closed({ ...MinutedWording.properties }), 500)),
  planAmended: Type.Optional(
    ListOf(
      Closed({
        move: PlanChange.properties.move,
        before: Nullable(MinutedWording),
        after: MinutedWording,
      }),
      500,
    ),
  ),
  carried: ListOf(
    Closed({
      ...{ reference: Reference, what: Text(), ownerAgencyName: Line(), dueOn: LocalDate },
      ...{ state: ActionState, outcome: Action.properties.outcome },
    }),
    200,
  ),
  actions: ListOf(
    Closed({
      reference: Reference,
      what: Text(),
      ownerAgencyName: Line(),
      dueOn: LocalDate,
      priority: Choice(['urgent', 'usual']),
    }),
    200,
  ),
  deferredFor: Nullable(Text()),
  putOffTo: Type.Optional(Instant),
  chairedBy: Type.Optional(
    Closed({ name: Line(), agencyName: Line() }, { description: 'The deputy who chaired it (ACC-9)' }),
  ),
  steppedOut: Type.Optional(ListOf(Closed({ name: Line(), agencyName: Line() }), 200)),
}

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64, description: 'SHA-256, hex' })

export const MinutedItem = Closed(
  {
    ...minuted,
    salt: Type.String({ pattern: '^[0-9a-f]{32}$', maxLength: 32 }),
    hash: Hash,
  },
  { $id: 'MinutedItem' },
)
export type MinutedItem = Static<typeof MinutedItem>
/** What a version says of a case, as it is sealed. */
export type MinutedContent = Omit<MinutedItem, 'salt' | 'hash' | 'withheld'>

export const DraftedItem = Closed({ id: Id, version: Version, ...minuted }, { $id: 'DraftedItem' })
export type DraftedItem = Static<typeof DraftedItem>

/** Shown to every reader of the minutes, whichever cases she may see: it names nobody. */
export const Correction = Closed(
  { whatChanged: Words(narrative), why: Words(narrative) },
  { $id: 'Correction', description: 'Read by everyone who reads the minutes: name nobody' },
)

export const MinutesVersion = Closed(
  {
    version: Version,
    distributedAt: Instant,
    distributedBy: Line(),
    hash: Hash,
    correction: Nullable(Correction),
  },
  { $id: 'MinutesVersion' },
)

export const MinutesReceipt = Closed(
  { version: Version, agencyId: Id, agencyName: Line(), by: Line(), at: Instant },
  { $id: 'MinutesReceipt' },
)
export type MinutesReceipt = Static<typeof MinutesReceipt>

const compiled = {
  id: Id,
  meetingId: Id,
  meetingStartsAt: Instant,
  compiledAt: Instant,
  compiledBy: Line(),
  present: ListOf(
    Closed({
      ...{ name: Line(), agencyName: Line(), as: Choice(['lead', 'second', 'another']) },
      ...{ from: Instant, until: Instant },
    }),
    200,
  ),
  proceedings: Proceedings,
  notes: Nullable(Text(account)),
  withheld: Type.Boolean({
    description: 'Items exist that this reader’s agency may not see: said only to the coordinator',
  }),
}

export const Minutes = Closed(
  {
    ...compiled,
    version: Version,
    distributedAt: Instant,
    distributedBy: Line(),
    correction: Nullable(Correction),
    items: ListOf(MinutedItem, 200),
    hash: Hash,
    leaves: Type.Array(Hash, {
      maxItems: 256,
      description:
        'Item hashes and decoys, sorted, as many in every version: they tell not how many cases there are',
    }),
    versions: ListOf(MinutesVersion, 100),
    receipt: Nullable(MinutesReceipt),
    receipts: Nullable(ListOf(MinutesReceipt, receiptsAtMost)),
    notYetReceived: Nullable(ListOf(Closed({ agencyId: Id, agencyName: Line() }), 200)),
    correctionBegun: Nullable(Type.Boolean()),
  },
  {
    $id: 'Minutes',
    description: '`receipts`, `notYetReceived` and `correctionBegun` are told to who coordinates',
  },
)
export type Minutes = Static<typeof Minutes>

export const MinutesDraft = Closed(
  {
    ...compiled,
    version: Version,
    edition: Version,
    correction: Nullable(Correction),
    items: ListOf(DraftedItem, 200),
  },
  {
    $id: 'MinutesDraft',
    description:
      '`edition`: the version of the minutes that it becomes. `version`: of the draft, for If-Match',
  },
)
export type MinutesDraft = Static<typeof MinutesDraft>
const params = { meetingId: Id }

export const readMinutes = query(at.readMinutes, {
  params,
  summary: 'The minutes as distributed, cut to the cases that my agency may see (MTG-4, MTG-8)',
  description: 'Without `version` the latest.',
  query: { version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) },
  reply: Minutes,
  audit: 'minutes.read',
  refusals: ['meeting.confidentiality_unsigned'],
})

export const acknowledgeMinutes = command(at.acknowledgeMinutes, {
  params,
  summary: 'My agency has received this version of the minutes (MTG-8)',
  body: Closed({ version: Version }, { $id: 'Acknowledgement' }),
  reply: MinutesReceipt,
  status: 201,
  audit: 'minutes.acknowledged',
  refusals: ['meeting.confidentiality_unsigned', 'reference.unknown'],
  example: { version: 1 },
})

export const readMinutesDraft = query(at.readMinutesDraft, {
  params,
  summary:
    'The minutes before they are distributed, for who coordinates; to a deputy what she chaired (ACC-9)',
  reply: MinutesDraft,
  audit: 'minutes.read',
  refusals: ['meeting.confidentiality_unsigned'],
})

export const editMinutes = command(at.editMinutes, {
  params,
  summary: 'Write general notes, and what a correction changes and why',
  body: Closed(
    {
      notes: Type.Optional(Text(account)),
      whatChanged: Type.Optional(Words(narrative)),
      why: Type.Optional(Words(narrative)),
    },
    { $id: 'MinutesEdit', description: 'Read by everyone who reads the minutes: name nobody' },
  ),
  reply: MinutesDraft,
  conditional: true,
  audit: 'minutes.edited',
  refusals: ['minutes.distributed', 'meeting.confidentiality_unsigned'],
  example: { notes: 'The next meeting begins half an hour earlier.' },
})

export const editMinutedItem = command(at.editMinutedItem, {
  params: { minutedItemId: Id },
  summary: 'Word what is minuted of one case; each part named replaces the one before',
  description:
    'Her own words stay as given, and actions stay as agreed. What a deputy chaired she alone words (ACC-9).',
  largest: manyTexts,
  body: Closed(
    {
      record: Type.Optional(ItemRecord),
      contributions: Type.Optional(ListOf(Closed({ id: Id, words: Words(contributed) }), 200)),
      deferredFor: Type.Optional(Words(narrative)),
    },
    { $id: 'MinutedItemEdit' },
  ),
  reply: DraftedItem,
  conditional: true,
  audit: 'minutes.edited',
  refusals: [
    'minutes.distributed',
    'item.basis_missing',
    'reference.unknown',
    'meeting.confidentiality_unsigned',
  ],
  example: { record: { decisions: 'Housing offers a room this week.' } },
})

export const distributeMinutes = command(at.distributeMinutes, {
  params,
  summary: 'Distribute the draft: from then on it does not change, and every member is told',
  body: Closed({}, { $id: 'Distribution' }),
  reply: Minutes,
  conditional: true,
  audit: 'minutes.distributed',
  refusals: ['minutes.distributed', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const correctMinutes = command(at.correctMinutes, {
  params,
  summary: 'Begin a new version from the distributed one, saying what changes and why',
  description: 'If-Match names the version of the minutes that is corrected. It stays readable.',
  body: Correction,
  reply: MinutesDraft,
  status: 201,
  conditional: true,
  audit: 'minutes.correction_started',
  refusals: ['minutes.being_drafted', 'meeting.confidentiality_unsigned'],
  example: { whatChanged: 'The date of one action', why: 'It was written down a week too early' },
})

export const dropCorrection = command(at.dropCorrection, {
  params,
  summary: 'A correction that was begun by mistake is dropped: what is distributed stands as it is',
  description:
    'If-Match names the version of the draft. The first draft of a meeting goes as the meeting is reopened.',
  body: Nothing,
  reply: Minutes,
  conditional: true,
  audit: 'minutes.correction_dropped',
  refusals: ['minutes.distributed', 'minutes.first_draft', 'meeting.confidentiality_unsigned'],
  example: {},
})
