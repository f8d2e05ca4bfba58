import { isTrueOf } from '@alongside/shared/access'
import { actionStateWords, priorityWords } from '@alongside/shared/actions/words'
import { isOff, isPutOff } from '@alongside/shared/agenda/rules'
import {
  chairedSentence,
  chairSentence,
  steppedOutSentence,
  stepsOutSentence,
} from '@alongside/shared/agenda/stepping-out'
import { itemStateWords } from '@alongside/shared/agenda/words'
import type { Paper, PaperItem } from '@alongside/shared/documents/contract'
import { type DocumentKind, whyNotRead } from '@alongside/shared/documents/rules'
import { awaitsWords } from '@alongside/shared/documents/words'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { MinutedItem } from '@alongside/shared/minutes/contract'
import { planOnce } from '@alongside/shared/minutes/rules'
import { headingOf, toldOf } from '@alongside/shared/plan/telling'
import { planMoveWords } from '@alongside/shared/plan/words'
import { Refusal } from '@alongside/shared/problems'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { whyNotOpenItem } from '@alongside/shared/room/rules'
import type { AgendaItem, Contribution, ItemRecord } from '@alongside/shared/room/schema'
import type { Explanation } from '@alongside/shared/traffic-light/schema'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import { whyNotCheckWarning } from '@alongside/shared/worker-safety/rules'
import type { WorkerWarning } from '@alongside/shared/worker-safety/schema'
import { warningInWords } from '@alongside/shared/worker-safety/words'
import type { Static } from 'typebox'
import { readActions } from '../actions/queries.ts'
import { asForAnother } from '../agenda/queries.ts'
import { agendaOnPaper, readNotNeeded } from '../agenda/stepping-out.ts'
import { readMeetingAttendance } from '../attendance/queries.ts'
import type { Tx } from '../db/pool.ts'
import { localToday, readMeeting } from '../meetings/queries.ts'
import { readMinuted } from '../minutes/shown.ts'
import { readMembers } from '../partnerships/places.ts'
import { openReferral } from '../referrals/queries.ts'
import { readAgendaItem } from '../room/item.ts'
import type { Vault } from '../vault.ts'
import { readWarnings } from '../worker-safety/queries.ts'
import { awaitsConflict, type CopyFor, paperAction, readBecame, readPrepared } from './prepared.ts'
import { dayWords } from './sheets.ts'

interface Asked {
  kind: DocumentKind
  meetingId: string
  now: string
  /** The cases that the copy's holder may see too; null: the policies cut it for whoever asks. */
  only: ReadonlySet<string> | null
  /** Whose copy it is, where it is another's than the asker's. */
  holder: { agencyId: string; accountId: string } | null
  /** Of the cases in it, those that this copy says nothing of, not even their lines. */
  leavesOut?: (cases: readonly Cut[]) => Promise<ReadonlySet<string>>
}
/** What is read of a case, apart from what a paper shows of it: only `cut` makes the one of the other. */
type Cut = { caseId: string; basisInForce: boolean }
type Of<T> = Cut & { shown: T }
/** The parts of a paper that name cases: whatever has their references. A new one does not compile until it goes through `cut`. */
type NamingCases = {
  [Part in keyof Paper]: Paper[Part] extends readonly { reference: string }[] ? Part : never
}[keyof Paper]
type Whole = Omit<Paper, NamingCases> & { [Part in NamingCases]: readonly Of<Paper[Part][number]>[] }
type Part = Of<PaperItem>

/**
 * A document's content at this moment: of what the transaction's context opens, the cases in `only`; of those without a basis for sharing
 * in force, the line alone. Gives the cases that it names, wherever it does, for the record.
 * @throws Refusal not_found · meeting.confidentiality_unsigned · document.not_yet
 */
export async function readPaperOf(
  tx: Tx,
  vault: Vault,
  { kind, meetingId, now, only, holder, leavesOut }: Asked,
): Promise<{ paper: Paper; cases: string[] }> {
  const [today, asRead] = await Promise.all([localToday(tx, now), readMeeting(tx, meetingId)])
  // REF-10: another's copy shows of each item its own file, as `readAgendaItem` does.
  const agenda = await agendaOnPaper(tx, meetingId, asRead.agenda)
  const meeting = { ...asRead, agenda: only ? await asForAnother(tx, meetingId, agenda) : agenda }
  const refused = whyNotRead(kind, meeting)
  if (refused) throw new Refusal(refused)
  const copyFor = leavesOut ? 'outside' : only ? (holder ?? 'outside') : 'own'
  const { parts, minuted } = await partsOf(tx, vault, { kind, meeting, today, copyFor })
  const putOff = kind === 'agenda' || kind === 'pack' ? await readPutOff(tx, vault, kind, meeting) : []
  const whole: Whole = {
    kind,
    meetingId,
    meetingStartsAt: meeting.startsAt,
    venue: meeting.venue,
    items: parts,
    putOff,
    agreement: kind === 'attendance_list' ? meeting.confidentialityText : null,
    people: kind === 'attendance_list' ? await attending(tx, meeting) : presentAt(minuted),
    minutesVersion: minuted?.version ?? null,
    proceedings: minuted?.proceedings ?? null,
    notes: minuted?.notes ?? null,
    correction: minuted?.correction ?? null,
    notNeeded:
      kind === 'agenda' || kind === 'pack'
        ? (await readNotNeeded(tx, meetingId, holder))(meeting.startsAt)
        : [],
  }
  const left = (await leavesOut?.([...parts, ...putOff])) ?? new Set()
  return cut(whole, ({ caseId }) => (!only || only.has(caseId)) && !left.has(caseId))
}

function cut(whole: Whole, holds: (part: Cut) => boolean): { paper: Paper; cases: string[] } {
  const cases = new Set<string>()
  const kept = <T>(parts: readonly Of<T>[]): T[] =>
    parts.filter(holds).map(({ caseId, shown }) => {
      cases.add(caseId)
      return shown
    })
  // Numbered among what this copy holds: a gap would tell of a case that its holder may not see (ACC-6).
  const items = kept(whole.items).map((item, index) => ({ ...withheld(item), position: index + 1 }))
  const paper = { ...whole, items, putOff: kept(whole.putOff) }
  return { paper, cases: [...cases] }
}

/** Another's copy holds of each case its own file alone. */
async function partsOf(
  tx: Tx,
  vault: Vault,
  {
    kind,
    meeting,
    today,
    copyFor,
  }: { kind: DocumentKind; meeting: Meeting; today: string; copyFor: CopyFor },
): Promise<{ parts: Part[]; minuted?: Minuted }> {
  if (kind === 'attendance_list') return { parts: [] }
  if (kind === 'minutes') return minutedParts(tx, vault, meeting.id)
  // MTG-3: what was put off is not spoken of here, and leaves its papers; it is listed apart.
  const spokenOf = kind === 'action_log' ? meeting.agenda : meeting.agenda.filter((line) => !isOff(line))
  const lines = spokenOf.map((line) => ({ line, part: partOf(line, bare(line, meeting.mode)) }))
  if (kind === 'agenda') return { parts: lines.map(({ part }) => part) }
  if (kind === 'action_log') {
    const actions = Map.groupBy(
      await readActions(tx, vault, { meetingId: meeting.id }),
      ({ caseId }) => caseId,
    )
    const parts = lines.map(({ part }) =>
      partOf(part, { ...part.shown, actions: (actions.get(part.caseId) ?? []).map(paperAction) }),
    )
    return { parts: parts.filter(({ shown }) => shown.actions.length > 0) }
  }
  const parts: Part[] = []
  for (const { line, part } of lines) {
    if (!part.basisInForce) {
      parts.push(part)
      continue
    }
    if (await awaitsConflict(tx, line.caseId, copyFor)) {
      parts.push(partOf(part, { ...part.shown, awaits: awaitsWords }))
      continue
    }
    const [item, warnings, referral] = await Promise.all([
      readAgendaItem(tx, vault, line.id, 'this file', line),
      readWarnings(tx, vault, line.caseId, today, copyFor !== 'own'),
      line.referralId ? openReferral(tx, vault, line.referralId) : null,
    ])
    const answers = (referral?.answers ?? null) as ReferralAnswers | null
    const { lastDiscussedAt, ...prepared } = await readPrepared(tx, vault, {
      ...{ caseId: line.caseId, answers, copyFor, today },
    })
    const became = await readBecame(tx, vault, line.caseId, lastDiscussedAt)
    const shown = { ...part.shown, ...ofItem(item), ...prepared, ...reasonsOf(referral) }
    parts.push(
      partOf(part, {
        ...shown,
        carried: [...became, ...shown.carried],
        warnings: standing(warnings),
      }),
    )
  }
  return { parts }
}

/** WRK-2: what stands, in a line each, with who says so and when it was checked. */
const standing = (warnings: readonly WorkerWarning[]): string[] =>
  warnings
    .filter((warning) => whyNotCheckWarning(warning) === null)
    .map((warning) => warningInWords(warning, dayWords(Temporal.PlainDate.from(warning.checkedOn))))

/** MTG-3: facts apart from opinion. */
const said = ({ agencyName, kind = 'said', words }: Said) => ({
  agencyName,
  parts: [{ label: { said: null, facts: 'Facts', opinion: 'Its opinion' }[kind], words }],
})
type Said = { agencyName: string; kind?: Static<typeof Contribution>['kind']; words: string }

const partOf = <T>({ caseId, basisInForce }: Cut, shown: T): Of<T> => ({ caseId, basisInForce, shown })

/** MTG-3: what was put off, and to when; why, for who has signed: the agenda opens before, and a reason is anybody's words (ACC-5). */
async function readPutOff(tx: Tx, vault: Vault, kind: 'agenda' | 'pack', { agenda }: Meeting) {
  const lines: Of<Paper['putOff'][number]>[] = []
  for (const line of agenda.filter(isPutOff)) {
    const { id, caseReference: reference, putOffTo: to } = line
    const reason =
      kind === 'pack' ? (await readAgendaItem(tx, vault, id, 'this file', line)).deferredFor : null
    lines.push(partOf(line, { reference, reason, to }))
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
  identity: [],
  basis: [],
  safeguarding: [],
  peopleWhoHarm: [],
  children: [],
  reach: [],
  otherForums: [],
  herVoice: [],
  computedLight: null,
  because: [],
  sharing: [],
  warnings: [],
  asks: null,
  contributions: [],
  record: [],
  plan: [],
  planAmended: [],
  deferredFor: null,
  putOffTo: null,
  awaits: '',
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
  children: item.children,
  reach: item.reach,
  otherForums: item.otherForums,
  herVoice: item.herVoice,
  asks: item.asks,
  contributions: item.contributions.map(said),
  plan: item.plan.map(planLine),
  carried: item.carried.map((action) => ({ ...paperAction(action), outcome: null })),
})

/** PLN-1: a line of the plan, with who leads it and what is new of it. */
const planLine = (line: Parameters<typeof toldOf>[0] & Parameters<typeof headingOf>[0] & Planned) => ({
  label: headingOf(line),
  words: line.words,
  herWords: line.herWords,
  told: toldOf(line, (day) => dayWords(Temporal.PlainDate.from(day))),
})
type Planned = { words: string; herWords: string | null }

const planChange = ({ move, before, after }: NonNullable<MinutedItem['planAmended']>[number]) => ({
  label: `${planMoveWords[move]}: ${headingOf(after)}`,
  words: after.because ? `${after.words} (${after.because})` : after.words,
  before: before && before.words !== after.words ? before.words : null,
})

/** Why the light is what it is, and on what each answer rests. */
function reasonsOf(referral: Awaited<ReturnType<typeof openReferral>> | null) {
  if (!referral) return {}
  const { computedLight, explanation } = referral
  const { because, also } = (explanation ?? { because: [], also: [] }) as Explanation
  const { indicators: given = {} } = referral.answers as ReferralAnswers
  return {
    computedLight,
    because: [...because, ...also].map(({ rule, indicators }) => ({
      rule: rule.charAt(0).toUpperCase() + rule.slice(1),
      answers: indicators.map(({ code, label, answer }) => {
        const restsOn = given[code]?.restsOn?.trim()
        return `${label}: ${indicatorAnswerWords[answer]}${restsOn ? `. It rests on: ${restsOn}` : ''}`
      }),
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
  const { items, cases, ...minuted } = await readMinuted(tx, vault, meetingId)
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'cases-with-basis',
    text: 'SELECT c AS "caseId" FROM unnest($1::uuid[]) c WHERE app.basis_in_force(c)',
    values: [cases],
  })
  const inForce = new Set(rows.map(({ caseId }) => caseId))
  const parts = items.map((item, index): Part => {
    const caseId = cases[index] ?? ''
    const basisInForce = inForce.has(caseId) && !item.withheld
    return partOf({ caseId, basisInForce }, { ...ofMinutes(item), basisInForce })
  })
  return { parts, minuted }
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
  plan: planOnce(item).plan.map(planLine),
  planAmended: planOnce(item).planAmended.map(planChange),
  carried: item.carried.map((action) => ({ ...action, state: actionStateWords[action.state] })),
  deferredFor: item.deferredFor,
  putOffTo: item.putOffTo ?? null,
  actions: item.actions
    .map((action) => ({ ...action, state: priorityWords[action.priority] }))
    .map(({ priority: _, ...action }) => action),
})

type Minuted = Omit<Awaited<ReturnType<typeof readMinuted>>, 'items' | 'cases'>

/** MTG-6: who was in the room, as the minutes have it. */
const presentAt = (minuted: Minuted | undefined): Paper['people'] =>
  (minuted?.present ?? []).map((one) => ({ ...one, signedAt: null }))

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
