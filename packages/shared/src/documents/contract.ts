import Type, { type Static } from 'typebox'
import { Action } from '../actions/contract.ts'
import { noCaseData } from '../audit.ts'
import { caseChildrenAtMost } from '../children/values.ts'
import { command, file, Nothing, query } from '../contract.ts'
import { account, contributed, narrative } from '../limits.ts'
import { MeetingState } from '../meetings/schema.ts'
import { Correction, Proceedings } from '../minutes/contract.ts'
import { forumsAtMost } from '../other-forums/values.ts'
import { peopleAtMost } from '../people-who-harm/values.ts'
import { waysOnFile } from '../reach/values.ts'
import { waysGiven } from '../referrals/values.ts'
import { besideHerWords } from '../referrals/wants-schema.ts'
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
import * as at from './addresses.ts'
import { documentKinds } from './rules.ts'
import { copyStates } from './values.ts'

export const Kind = Choice(documentKinds, { $id: 'DocumentKind' })
const CopyState = Choice(copyStates, { $id: 'CopyState' })
export const CopyNumber = Type.String({
  maxLength: 6,
  pattern: '^[0-9A-Z]{6}$',
  description: 'On every page. Random: it does not tell how many copies there are (ACC-6)',
})

const PaperAction = Closed(
  {
    reference: Reference,
    what: Text(),
    ownerAgencyName: Line(),
    dueOn: LocalDate,
    state: Text(60, 'In words: where it stands; in minutes how pressing it is'),
  },
  { $id: 'PaperAction' },
)
const PaperVoice = Closed(
  {
    ...{ words: Text(), worries: Nullable(Text()), given: Choice(waysGiven), at: Instant },
    ...besideHerWords,
  },
  { $id: 'PaperVoice' },
)

/** What is under one case; of one without a basis for sharing in force nothing but its line. */
export const PaperItem = Closed(
  {
    position: Type.Integer({ minimum: 1, maximum: 1000, description: 'Among what this copy holds' }),
    reference: Reference,
    light: Nullable(Light),
    basisInForce: Type.Boolean(),
    state: Text(20, 'In words'),
    minutes: Type.Integer({ minimum: 0, maximum: 240 }),
    carriedActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    name: Nullable(Text(200)),
    // MTG-4: what an agency needs to prepare the case.
    identity: ListOf(Closed({ label: Text(60), words: Text(account) }), 10),
    basis: ListOf(Text(account, 'On what it is shared, with whom, and what she refuses'), 300),
    safeguarding: ListOf(Text(account), 100),
    peopleWhoHarm: ListOf(
      Text(account + 8 * narrative, 'HRM-1: to who reads them on the case'),
      peopleAtMost,
    ),
    children: ListOf(Text(account), caseChildrenAtMost),
    reach: ListOf(Text(account), waysOnFile),
    otherForums: ListOf(Text(account, 'FOR-1: never MAPPA, which is for agencies’ leads'), forumsAtMost + 1),
    herVoice: ListOf(PaperVoice, 200),
    computedLight: Nullable(Light),
    because: ListOf(Closed({ rule: Text(), answers: ListOf(Text(account), 100) }), 50),
    sharing: ListOf(Text(account, 'CON-6: an agency’s line: her say, and what sharing rests on in law'), 500),
    warnings: ListOf(Text(narrative + 1000, 'What a worker must know before she goes (WRK-2)'), 50),
    asks: Nullable(Text()),
    contributions: ListOf(
      Closed({
        agencyName: Line(),
        parts: ListOf(Closed({ label: Nullable(Text(60)), words: Text(contributed) }), 10),
      }),
      400,
    ),
    record: ListOf(Closed({ label: Text(60), words: Text(account) }), 10),
    plan: ListOf(
      Closed({ label: Text(120), words: Text(account), herWords: Nullable(Text()), told: Text(narrative) }),
      500,
    ),
    planAmended: ListOf(
      Closed({ label: Text(160), words: Text(account + narrative), before: Nullable(Text(account)) }),
      500,
    ),
    deferredFor: Nullable(Text()),
    putOffTo: Nullable(Instant),
    awaits: Text(
      narrative,
      'What is waited for before a pack holds more than her line (HRM-1); empty: nothing',
    ),
    chairs: Text(narrative, 'Who chairs it in the chair’s place, or did; empty: the chair (ACC-9)'),
    stepsOut: Text(narrative, 'Who steps out for it, or did; empty: nobody (ACC-9)'),
    carried: ListOf(Closed({ ...PaperAction.properties, outcome: Action.properties.outcome }), 400),
    actions: ListOf(PaperAction, 200),
  },
  { $id: 'PaperItem' },
)
export type PaperItem = Static<typeof PaperItem>

const PutOff = Closed(
  { reference: Reference, reason: Nullable(Text()), to: Nullable(Instant) },
  { $id: 'PutOff', description: 'Not spoken of at this meeting; why, on papers for who has signed' },
)

export const Paper = Closed(
  {
    kind: Kind,
    meetingId: Id,
    meetingStartsAt: Instant,
    venue: Text(300),
    items: ListOf(PaperItem, 200),
    putOff: ListOf(PutOff, 200),
    agreement: Nullable(Text(20000, 'Of the attendance list: what each person signs')),
    people: ListOf(
      Closed({
        ...{ name: Line(), agencyName: Line(), signedAt: Nullable(Instant) },
        as: Nullable(Choice(['lead', 'second', 'another'])),
        ...{ from: Nullable(Instant), until: Nullable(Instant) },
      }),
      400,
    ),
    minutesVersion: Nullable(Version),
    proceedings: Nullable(Proceedings),
    notes: Nullable(Text(account, 'Of minutes: of the meeting, and of no case')),
    correction: Nullable(Correction),
    notNeeded: Type.Array(Closed({ from: Instant, until: Instant }), {
      maxItems: 200,
      description: 'About when the holder is not needed at the meeting (ACC-9)',
    }),
  },
  { $id: 'Paper' },
)
export type Paper = Static<typeof Paper>

export const DocumentCopy = Closed(
  {
    id: Id,
    version: Version,
    number: CopyNumber,
    kind: Kind,
    form: Choice(['screen', 'paper']),
    meetingId: Id,
    holderAccountId: Id,
    holderName: Line(),
    holderAgencyName: Line(),
    madeAt: Instant,
    madeByName: Line(),
    state: CopyState,
    moves: ListOf(
      Closed({ to: CopyState, at: Instant, by: Line(), witness: Nullable(Line()), words: Nullable(Text()) }),
      20,
    ),
    downloads: Type.Integer({ minimum: 0, maximum: 1000000 }),
  },
  { $id: 'DocumentCopy' },
)
export type DocumentCopy = Static<typeof DocumentCopy>
const meeting = { meetingId: Id }
const copy = { copyId: Id }

export const readPaper = query(at.readPaper, {
  params: meeting,
  query: { kind: Type.Optional(Kind) },
  summary:
    'A document of the meeting for the screen, cut to the cases that I may see (MTG-4); without `kind` its agenda',
  reply: Paper,
  audit: 'document.read',
  refusals: ['meeting.confidentiality_unsigned', 'document.not_yet'],
})

export const circulatePack = command(at.circulatePack, {
  params: meeting,
  summary: 'Circulate the pack: members with a case on the agenda are told that papers are ready (MTG-2)',
  description:
    'Told are the leads of the agencies that see a case on the agenda. Less than three working days ahead it takes a reason.',
  body: Closed({ lateBecause: Type.Optional(Words(narrative)) }, { $id: 'PackCirculated' }),
  reply: Closed(
    { meetingId: Id, version: Version, packCirculatedAt: Instant, state: MeetingState },
    { $id: 'PackCirculation' },
  ),
  conditional: true,
  audit: 'pack.circulated',
  refusals: [
    'meeting.wrong_state',
    'pack.circulated',
    'pack.late_without_reason',
    'meeting.confidentiality_unsigned',
  ],
  example: {},
})

export const listDocumentCopies = query(at.listDocumentCopies, {
  params: meeting,
  summary: 'My copies of this meeting’s documents; for the coordinator its whole register',
  description:
    '`heldBack`, to the coordinator: the agencies whose packs hold these cases’ lines alone, until their lead has answered whether somebody who harms her is known there (HRM-1).',
  reply: Closed(
    {
      items: ListOf(DocumentCopy, 500),
      packCirculatedAt: Nullable(Instant),
      heldBack: ListOf(Closed({ agencyName: Line(), references: ListOf(Reference, 200) }), 200),
    },
    { $id: 'DocumentCopies' },
  ),
  audit: noCaseData,
})

export const registerCopy = command(at.registerCopy, {
  summary: 'Register a copy for myself; by the coordinator, a paper copy for a member',
  description:
    'What it holds is decided when it is made into a file: just the cases that its holder may see at that moment.',
  body: Closed(
    { meetingId: Id, kind: Kind, paperFor: Type.Optional(Id) },
    { $id: 'NewDocumentCopy', description: 'paperFor: the account of the member who is handed it' },
  ),
  reply: DocumentCopy,
  status: 201,
  audit: 'document.registered',
  refusals: ['meeting.confidentiality_unsigned', 'document.not_yet', 'reference.unknown'],
  example: { meetingId: '01995b1c-7d00-7000-8000-000000000001', kind: 'agenda' },
})

export const downloadCopy = file(at.downloadCopy, {
  params: copy,
  summary: 'The copy as tagged PDF, marked with its holder; each download is recorded (MTG-4)',
  audit: 'document.downloaded',
  refusals: ['meeting.confidentiality_unsigned', 'document.not_yet', 'copy.wrong_state'],
})

const move = {
  params: copy,
  reply: DocumentCopy,
  conditional: true,
} as const
const ofPaper = ['copy.wrong_state'] as const
const witnessed = {
  body: Closed(
    { witnessId: Type.Optional({ ...Id, description: 'The account of a member who saw it' }) },
    {
      $id: 'PaperWitnessed',
      description:
        'Where the partnership wants one (`paperWitnessed`): neither who records it nor who held the paper',
    },
  ),
  refusals: [...ofPaper, 'copy.witness_missing', 'reference.unknown'],
} as const

export const handOutCopy = command(at.handOutCopy, {
  ...move,
  summary: 'A paper copy is in its holder’s hands, who has signed the meeting’s agreement',
  body: Nothing,
  audit: 'document.handed_out',
  refusals: [...ofPaper, 'copy.outdated', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const collectCopy = command(at.collectCopy, {
  ...move,
  ...witnessed,
  summary: 'A paper copy came back',
  audit: 'document.collected',
  example: {},
})

export const destroyCopy = command(at.destroyCopy, {
  ...move,
  ...witnessed,
  summary: 'A paper copy was destroyed',
  audit: 'document.destroyed',
  example: {},
})

export const loseCopy = command(at.loseCopy, {
  ...move,
  summary: 'A paper copy is lost: what is known, without anybody’s name',
  description:
    'By who keeps the register; by its holder, while it is in her hands. It is work of who keeps the register then.',
  body: Closed({ words: Words(narrative) }, { $id: 'CopyLoss' }),
  audit: 'document.lost',
  refusals: ofPaper,
  example: { words: 'Left on the 14:10 train; the operator’s lost property office is told.' },
})

export const settleLoss = command(at.settleLoss, {
  ...move,
  summary: 'A lost copy was not found: what was done about it, without anybody’s name',
  description: 'Until then, or until it is collected, it is work of who keeps the register.',
  body: Closed({ words: Words(narrative) }, { $id: 'LossSettled' }),
  audit: 'document.loss_settled',
  refusals: ofPaper,
  example: { words: 'Its holder’s agency reported it as a breach, and her key worker told her.' },
})

export const LostCopy = Closed(
  {
    copyId: Id,
    number: CopyNumber,
    kind: Kind,
    meetingId: Id,
    meetingStartsAt: Instant,
    holderName: Line(),
    holderAgencyName: Line(),
    lostAt: Instant,
  },
  { $id: 'LostCopy', description: 'Paper that is lost, and neither found nor seen to' },
)
export type LostCopy = Static<typeof LostCopy>

const PaperRule = Closed(
  { witnessed: Type.Boolean() },
  { $id: 'PaperRule', description: 'Whether paper that comes back, or is destroyed, asks for a witness' },
)
export const setPaperRule = command(at.setPaperRule, {
  summary: 'Whether paper that comes back, or is destroyed, asks for a witness (MTG-4)',
  description: 'It stands in the partnership as `paperWitnessed`.',
  body: PaperRule,
  reply: PaperRule,
  audit: 'document.paper_rule_set',
  example: { witnessed: true },
})
