import Type, { type Static } from 'typebox'
import { ItemState } from '../agenda/schema.ts'
import { command, query } from '../contract.ts'
import { account, longestFact, manyTexts } from '../limits.ts'
import { MeetingState } from '../meetings/schema.ts'
import { Closed, Id, Instant, Line, ListOf, Nullable, Reference, Text, Version } from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import * as at from './addresses.ts'

/** Saved as it is typed, so every part may be empty for a while. */
export const Fact = Closed(
  {
    what: Text(longestFact.what),
    source: Text(longestFact.source, 'How the agency knows'),
    when: Text(longestFact.when, 'As people say it'),
  },
  { $id: 'ResearchFact' },
)
export type Fact = Static<typeof Fact>

/** MTG-3: what an agency knows about a case: facts apart from opinion, and what it will not share and why. */
export const ResearchContent = Closed(
  {
    facts: ListOf(Fact, 12),
    opinion: Text(account),
    withheld: Closed({ what: Text(account), why: Text() }),
  },
  { $id: 'ResearchContent' },
)
export type ResearchContent = Static<typeof ResearchContent>

export const Research = Closed(
  {
    version: Version,
    agendaItemId: Id,
    meetingId: Id,
    meetingStartsAt: Instant,
    meetingState: MeetingState,
    state: ItemState,
    caseId: Id,
    caseReference: Reference,
    light: Light,
    basisInForce: Type.Boolean(),
    signedByMe: Type.Boolean({ description: 'The meeting’s confidentiality agreement' }),
    content: ResearchContent,
    shared: Closed({ facts: ListOf(Fact, 200), opinions: ListOf(Text(account), 200) }),
    savedAt: Nullable(Instant),
    savedBy: Nullable(Line()),
  },
  {
    $id: 'Research',
    description:
      'Of my agency alone. Nobody of another agency sees it, the coordinator neither; `version` 1 is what nobody has written yet',
  },
)
export type Research = Static<typeof Research>
const item = { itemId: Id }

export const readResearch = query(at.readResearch, {
  params: item,
  summary: 'What my agency knows about this case; its own alone (MTG-3)',
  reply: Research,
  audit: 'item.prepared',
})

export const saveResearch = command(at.saveResearch, {
  params: item,
  summary: 'Write down what my agency knows; it stays with the agency',
  largest: manyTexts,
  body: ResearchContent,
  reply: Research,
  conditional: true,
  audit: 'item.prepared',
  refusals: ['meeting.wrong_state', 'item.closed'],
  example: {
    facts: [{ what: 'Evicted on 3 March', source: 'Our tenancy file', when: '3 March 2026' }],
    opinion: 'She would take a room with a lock.',
    withheld: { what: 'Her new number', why: 'She asked us to keep it' },
  },
})

export const shareResearch = command(at.shareResearch, {
  params: item,
  summary: 'Share chosen facts, and the opinion, into the item; never what is withheld',
  description: '`facts` are places in the list of the version that If-Match names.',
  body: Closed(
    { facts: ListOf(Type.Integer({ minimum: 0, maximum: 11 }), 12), opinion: Type.Boolean() },
    { $id: 'ResearchSharing' },
  ),
  reply: Research,
  conditional: true,
  audit: 'research.shared',
  refusals: ['meeting.wrong_state', 'item.closed', 'item.basis_missing', 'meeting.confidentiality_unsigned'],
  example: { facts: [0], opinion: true },
})
