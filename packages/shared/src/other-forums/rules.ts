import { type Asking, isTrueOf } from '../access.ts'
import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { OtherForumAnswers, OtherForumSaid } from './schema.ts'
import { type Forum, forumOutcomes, forumsOnForm, isForLeads } from './values.ts'

/** MAPPA is for agencies’ leads. */
export const whyNotRecordForum = (forum: Forum, { role }: Pick<Asking, 'role'>): ProblemCode | null =>
  isForLeads(forum) && !isTrueOf('leads', role) ? 'other_forum.for_leads' : null

type Stage = 'known' | 'referred' | 'to_be_heard' | 'heard' | 'decided'

/** How far it has come there, on a local day. */
export function forumStage(
  { referredOn, heardOn, outcome }: Pick<OtherForumSaid, 'referredOn' | 'heardOn' | 'outcome'>,
  day: string,
): Stage {
  if (outcome) return 'decided'
  if (heardOn) return heardOn > day ? 'to_be_heard' : 'heard'
  return referredOn ? 'referred' : 'known'
}

/** What cannot be so. `day`: local. */
export function forumFaults(said: OtherForumSaid, day: string): Fault[] {
  const { forum, referredOn, heardOn, outcome } = said
  const { faults, contradiction } = faultsOf<OtherForumSaid>('')
  const of: readonly string[] = forumOutcomes[forum]
  if (outcome && !of.includes(outcome)) contradiction('outcome', 'That is not what this forum decides')
  if (referredOn && referredOn > day) contradiction('referredOn', 'Give a day that has come')
  if (referredOn && heardOn && heardOn < referredOn)
    contradiction('heardOn', 'It is not heard before it is referred')
  return [...faults, ...nrmFaults(said)]
}

/** An adult is referred into the National Referral Mechanism only if she agrees: what says otherwise is asked about. */
function nrmFaults({ forum, agreed, referredOn, outcome }: OtherForumSaid): Fault[] {
  const { faults, missing, contradiction } = faultsOf<OtherForumSaid>('')
  if (forum !== 'nrm') {
    if (agreed) contradiction('agreed', 'Her agreement is asked for the National Referral Mechanism alone')
  } else if (!agreed) missing('agreed', 'Say whether she agreed to be referred')
  else if (agreed === 'not_asked' && (referredOn || outcome))
    contradiction('agreed', 'An adult is referred only if she agrees: ask her, or say what she said')
  else if (agreed === 'notified_without_name' && outcome)
    contradiction('outcome', 'Nothing is decided of somebody whose name is not known')
  return faults
}

/** REF-5: what the form lacks here, or says twice. */
export function forumAnswerFaults({ known = [], nrm }: OtherForumAnswers = {}, at: string): Fault[] {
  const { faults, missing, contradiction } = faultsOf<OtherForumAnswers>(at)
  const alone = known.includes('none') || known.includes('not_known')
  if (alone && known.length > 1)
    contradiction('known', 'You name another forum, and say that there is none or that it is not known')
  if (known.includes('nrm') && !nrm?.agreed)
    missing('nrm/agreed', 'Say whether she agreed to be referred into the National Referral Mechanism')
  return faults
}

/** What the form says, as the case keeps it, by forum. */
export function forumsOfForm(answers: OtherForumAnswers = {}): Map<string, OtherForumSaid> {
  const said = forumsOnForm
    .filter((forum) => answers.known?.includes(forum))
    .map((forum) => [forum, kept({ forum, ...answers[forum] })] as const)
  return new Map(said)
}

/** Without what was left blank. */
export const kept = (said: OtherForumSaid): OtherForumSaid =>
  Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])),
  ) as OtherForumSaid
