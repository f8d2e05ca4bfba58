import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  LineOrNone,
  ListOf,
  LocalDate,
  Reference,
  Text,
  Version,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { everyForumOutcome, forums, forumsOnForm, nrmSays, unreadableForum, versionsShown } from './values.ts'

const said = {
  reference: Type.Optional(LineOrNone(100, 'Theirs')),
  words: Type.Optional(Text(narrative, 'Of whom it is, when, and what came of it')),
}
const agreed = Type.Optional(
  Choice(nrmSays, {
    description:
      'Of the National Referral Mechanism alone, and asked for there: an adult is referred only if she agrees. Where she does not, some public authorities notify the Home Office without her name (Modern Slavery Act 2015, s. 52)',
  }),
)

export const ForumKind = Choice(forums, { $id: 'ForumKind' })

/** FOR-1: what is known of her in one other forum. */
export const OtherForumSaid = Closed(
  {
    forum: ForumKind,
    ...said,
    keptBy: Type.Optional(LineOrNone(200, 'Who keeps it there: the coordinator, social worker or officer')),
    referredOn: Type.Optional(LocalDate),
    heardOn: Type.Optional({ ...LocalDate, description: 'The day on which it is heard, or was' }),
    outcome: Type.Optional(Choice(everyForumOutcome, { description: 'One of those of its forum' })),
    agreed,
  },
  { $id: 'OtherForumSaid' },
)
export type OtherForumSaid = Static<typeof OtherForumSaid>

const OnForm = Closed({ ...said }, { $id: 'ForumOnForm' })

/** FOR-1: what the form asks; days and outcomes are recorded on the case. MAPPA is not asked for: agencies’ leads record it there. */
export const OtherForumAnswers = Closed({
  known: Type.Optional(ListOf(Choice([...forumsOnForm, 'none', 'not_known']), 6)),
  marac: Type.Optional(OnForm),
  child_protection: Type.Optional(OnForm),
  adult_enquiry: Type.Optional(OnForm),
  nrm: Type.Optional(Closed({ ...said, agreed }, { $id: 'NrmOnForm' })),
})
export type OtherForumAnswers = Static<typeof OtherForumAnswers>

const entry = {
  ...MayBeUnreadable,
  ...OtherForumSaid.properties,
  forum: Choice([...forums, unreadableForum], {
    $id: 'ShownForumKind',
    description: '`unreadable`: of which forum it is stands in what cannot be read (`unreadable: true`)',
  }),
  version: Version,
  recordedAt: Instant,
  recordedBy: Line(),
  agencyName: Line(),
}

export const OtherForum = Closed(
  {
    id: Id,
    caseId: Id,
    caseReference: Reference,
    ...entry,
    before: ListOf(Closed(entry), versionsShown),
  },
  { $id: 'OtherForum', description: 'FOR-1: as it stands, and what was said of it before' },
)
export type OtherForum = Static<typeof OtherForum>
