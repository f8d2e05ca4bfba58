import { isTrueOf } from '@alongside/shared/access'
import type { Action } from '@alongside/shared/actions/contract'
import { actionStateWords, priorityWords } from '@alongside/shared/actions/words'
import { isPutOff } from '@alongside/shared/agenda/rules'
import {
  chairedSentence,
  chairSentence,
  steppedOutSentence,
  stepsOutSentence,
} from '@alongside/shared/agenda/stepping-out'
import { itemStateWords } from '@alongside/shared/agenda/words'
import type { Paper, PaperItem } from '@alongside/shared/documents/contract'
import { type DocumentKind, whyNotRead } from '@alongside/shared/documents/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { MinutedItem } from '@alongside/shared/minutes/contract'
import { Refusal } from '@alongside/shared/problems'
import { whyNotOpenItem } from '@alongside/shared/room/rules'
import type { AgendaItem, Contribution, ItemRecord } from '@alongside/shared/room/schema'
import type { Explanation } from '@alongside/shared/traffic-light/schema'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import type { Static } from 'typebox'
import { readActions } from '../actions/queries.ts'
import { eachOfOneFile } from '../agenda/queries.ts'
import { readNotNeeded } from '../agenda/stepping-out.ts'
import { readMeetingAttendance } from '../attendance/queries.ts'
import type { Tx } from '../db/pool.ts'
import { localToday, readMeeting } from '../meetings/queries.ts'
import { readMinuted } from '../minutes/shown.ts'
import { readMembers } from '../partnerships/places.ts'
import { openReferral } from '../referrals/queries.ts'
import { readAgendaItem } from '../room/item.ts'
import type { Vault } from '../vault.ts'

interface Asked {
  kind: DocumentKind
  meetingId: string
  now: string
  /** The cases that the copy's holder may see too; null: the policies cut it for whoever asks. */
  only: ReadonlySet<string> | null
  /** Whose copy it is, where it is another's than the asker's. */
  holder: { agencyId: string; accountId: string } | null
}
type Part = PaperItem & { caseId: string }

/**
 * A document's content at this moment: of what the transaction's context opens, the cases in `only`; of those without a basis for sharing
 * in force, the line alone. Gives the cases shown, for the record.
 * @throws Refusal not_found · meeting.confidentiality_unsigned · document.not_yet
 */
export async function readPaperOf(
  tx: Tx,
  vault: Vault,
  { kind, meetingId, now, only, holder }: Asked,
): Promise<{ paper: Paper; cases: string[] }> {
  const asRead = await readMeeting(tx, meetingId, await localToday(tx, now))
  // REF-10: another's copy shows of each item its own file, as `readAgendaItem` does.
  const meeting = only ? { ...asRead, agenda: await eachOfOneFile(tx, meetingId, asRead.agenda) } : asRead
  const refused = whyNotRead(kind, meeting)
  if (refused) throw new Refusal(refused)
  const { parts, version } = await partsOf(tx, vault, kind, meeting)
  const putOff = kind === 'agenda' || kind === 'pack' ? await readPutOff(tx, vault, kind, meeting) : []
  const held = only ? parts.filter(({ caseId }) => only.has(caseId)) : parts
  // Numbered among what this copy holds: a gap would tell of a case that its holder may not see (ACC-6).
  const items = held.map(({ caseId: _, ...part }, index) => ({ ...withheld(part), position: index + 1 }))
  const paper: Paper = {
    kind,
    meetingId,
    meetingStartsAt: meeting.startsAt,
    venue: meeting.venue,
    items,
    putOff: putOff.filter(({ caseId }) => !only || only.has(caseId)).map(({ caseId: _, ...line }) => line),
    agreement: kind === 'attendance_list' ? meeting.confidentialityText : null,
    people:
      kind === 'attendance_list' ? await attending(tx, meeting) : kind === 'minutes' ? present(meeting) : [],
    minutesVersion: version,
    notNeeded: kind === 'agenda' || kind === 'pack' ? await readNotNeeded(tx, meeting, holder) : [],
  }
  return { paper, cases: held.map(({ caseId }) => caseId) }
}

async function partsOf(
  tx: Tx,
  vault: Vault,
  kind: DocumentKind,
  meeting: Meeting,
): Promise<{ parts: Part[]; version: number | null }> {
  if (kind === 'attendance_list') return { parts: [], version: null }
  if (kind === 'minutes') return minutedParts(tx, vault, meeting.id)
  // MTG-3: what was put off is not spoken of here, and leaves its papers; it is listed apart.
  const spokenOf = kind === 'action_log' ? meeting.agenda : meeting.agenda.filter((line) => !isPutOff(line))
  const lines = spokenOf.map((line) => ({
    ...bare(line, meeting.mode),
    caseId: line.caseId,
    itemId: line.id,
    referralId: line.referralId,
  }))
  if (kind === 'agenda')
    return { parts: lines.map(({ itemId: _, referralId: __, ...line }) => line), version: null }
  if (kind === 'action_log') {
    const actions = Map.groupBy(
      await readActions(tx, vault, { meetingId: meeting.id }),
      ({ caseId }) => caseId,
    )
    const parts = lines.map(({ itemId: _, referralId: __, ...line }) => ({
      ...line,
      actions: (actions.get(line.caseId) ?? []).map(paperAction),
    }))
    return { parts: parts.filter((part) => part.actions.length > 0), version: null }
  }
  const parts: Part[] = []
  for (const { itemId, referralId, ...line } of lines) {
    if (!line.basisInForce) {
      parts.push(line)
      continue
    }
    const [item, reasons] = await Promise.all([
      readAgendaItem(tx, vault, itemId),
      readReasons(tx, vault, referralId),
    ])
    parts.push({ ...line, ...ofItem(item), ...reasons })
  }
  return { parts, version: null }
}

/** MTG-3: what was put off, and to when; why, for who has signed: the agenda opens before, and a reason is anybody's words (ACC-5). */
async function readPutOff(tx: Tx, vault: Vault, kind: 'agenda' | 'pack', { agenda }: Meeting) {
  const lines: (Paper['putOff'][number] & { caseId: string })[] = []
  for (const { id, caseId, caseReference: reference, putOffTo: to } of agenda.filter(isPutOff)) {
    const reason = kind === 'pack' ? (await readAgendaItem(tx, vault, id)).deferredFor : null
    lines.push({ caseId, reference, reason, to })
  }
  return lines
}

const bare = (line: Meeting['agenda'][number], mode: Meeting['mode']): PaperItem => ({
  ...nothing,
  position: line.position,
  reference: line.caseReference,
  light: line.light,
  basisInForce: line.basisInForce,
  state: itemStateWords[line.state],
  minutes: line.minutes,
  carriedActions: line.carriedActions,
  chairs: chairSentence(line),
  stepsOut: stepsOutOf(line, mode),
})

/** ACC-9, ACC-6: who came for another item is not told of on paper. */
function stepsOutOf({ state, stepOut }: Meeting['agenda'][number], mode: Meeting['mode']): string {
  const people = stepOut.filter(({ guest }) => !guest)
  return whyNotOpenItem(state) === null ? stepsOutSentence(people, mode) : steppedOutSentence(people)
}

const nothing = {
  name: null,
  herVoice: [],
  computedLight: null,
  because: [],
  asks: null,
  contributions: [],
  record: [],
  deferredFor: null,
  putOffTo: null,
  chairs: '',
  stepsOut: '',
  carried: [],
  actions: [],
} satisfies Partial<PaperItem>

/** What stays of an item without a basis in force: its line. */
const withheld = (part: PaperItem): PaperItem =>
  part.basisInForce ? part : { ...part, ...nothing, chairs: part.chairs, stepsOut: part.stepsOut }

const ofItem = (item: AgendaItem) => ({
  name: item.name,
  herVoice: item.herVoice,
  asks: item.asks,
  contributions: item.contributions.map(said),
  carried: item.carried.map(paperAction),
})

/** MTG-3: facts apart from opinion. */
const said = ({ agencyName, kind = 'said', words }: Said) => ({
  agencyName,
  parts: [{ label: { said: null, facts: 'Facts', opinion: 'Its opinion' }[kind], words }],
})
type Said = { agencyName: string; kind?: Static<typeof Contribution>['kind']; words: string }
const paperAction = ({ reference, what, ownerAgencyName, dueOn, state }: Action) => ({
  reference,
  what,
  ownerAgencyName,
  dueOn,
  state: actionStateWords[state],
})

async function readReasons(tx: Tx, vault: Vault, referralId: string | null) {
  if (!referralId) return {}
  const { computedLight, explanation } = await openReferral(tx, vault, referralId)
  const { because } = (explanation ?? { because: [] }) as Pick<Explanation, 'because'>
  return {
    computedLight,
    because: because.map(({ rule, indicators }) => ({
      rule,
      answers: indicators.map(({ label, answer }) => `${label}: ${indicatorAnswerWords[answer]}`),
    })),
  }
}

const recordLabels = {
  riskPlan: 'Risk management plan',
  supportPlan: 'Support plan',
  decisions: 'Decisions',
  whoTellsHer: 'Who tells her',
} as const satisfies Record<keyof ItemRecord, string>

async function minutedParts(tx: Tx, vault: Vault, meetingId: string) {
  const { version, items, cases } = await readMinuted(tx, vault, meetingId)
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'cases-with-basis',
    text: 'SELECT c AS "caseId" FROM unnest($1::uuid[]) c WHERE app.basis_in_force(c)',
    values: [cases],
  })
  const inForce = new Set(rows.map(({ caseId }) => caseId))
  const parts = items.map((item, index): Part => {
    const caseId = cases[index] ?? ''
    return { ...ofMinutes(item), caseId, basisInForce: inForce.has(caseId) && !item.withheld }
  })
  return { parts, version }
}

const ofMinutes = (item: MinutedItem): PaperItem => ({
  ...nothing,
  position: 1,
  reference: item.caseReference,
  light: item.light,
  basisInForce: false,
  state: itemStateWords[item.state],
  minutes: 0,
  carriedActions: 0,
  chairs: item.chairedBy ? chairedSentence(item.chairedBy) : '',
  stepsOut: steppedOutSentence(item.steppedOut ?? []),
  name: item.name,
  herVoice: item.herVoice,
  contributions: item.contributions.map(said),
  record: (Object.keys(recordLabels) as (keyof ItemRecord)[]).flatMap((part) => {
    const words = item.record[part]
    return words ? [{ label: recordLabels[part], words }] : []
  }),
  deferredFor: item.deferredFor,
  putOffTo: item.putOffTo ?? null,
  actions: item.actions
    .map((action) => ({ ...action, state: priorityWords[action.priority] }))
    .map(({ priority: _, ...action }) => action),
})

/** MTG-6: who was in the room, for the minutes. */
const present = (meeting: Meeting): Paper['people'] =>
  meeting.present.map((one) => ({ ...one, signedAt: null }))

/** Who is expected, with the time of those who have signed, and when they were in the room; the rest sign on the paper. */
async function attending(tx: Tx, { id }: Meeting): Promise<Paper['people']> {
  const { agencies } = await readMeetingAttendance(tx, id)
  const signed = agencies.flatMap(({ agencyName, signed }) =>
    signed.map(({ name, signedAt, stays }) => ({
      ...{ name, agencyName, signedAt, as: null },
      from: stays[0]?.from ?? null,
      until: stays.at(-1)?.until ?? null,
    })),
  )
  const expected = (await readMembers(tx)).filter(
    ({ role, endedAt }) => endedAt === null && isTrueOf('comesToMeetings', role),
  )
  const absent = expected
    .filter(
      ({ name, agencyName }) => !signed.some((one) => one.name === name && one.agencyName === agencyName),
    )
    .map(({ name, agencyName }) => ({ name, agencyName, signedAt: null, as: null, from: null, until: null }))
  return [...signed, ...absent].toSorted((a, b) =>
    `${a.agencyName} ${a.name}`.localeCompare(`${b.agencyName} ${b.name}`, 'en'),
  )
}
