import { type Asking, coordinates } from '../access.ts'
import { isRunning } from '../actions/rules.ts'
import { localDate, type WorkingCalendar } from '../calendar.ts'
import { unsaidOnPaper } from '../consent/papers.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { Light } from '../traffic-light/schema.ts'
import type { PlanAmendment, PlanLine, PlanStep, PlanWording } from './schema.ts'
import { type PlanState, reviewMonths } from './values.ts'

/** Agreed, and not ended. */
export const standingStates = ['agreed', 'changed'] as const satisfies PlanState[]

/** Standing, or still to be agreed. */
export const openStates = ['proposed', ...standingStates] as const satisfies PlanState[]

export const isStanding = ({ state }: { state: PlanState }): boolean =>
  (standingStates as readonly PlanState[]).includes(state)

/** Standing, or still to be agreed: what the room goes through. */
export const isOpen = (line: { state: PlanState }): boolean => line.state === 'proposed' || isStanding(line)

type Amended = Pick<PlanLine, 'state' | 'proposedById' | 'leadAgencyId' | 'limitedTo'>

/** Who amends: in the room whoever chairs the item, which is asked apart. */
type Amending = Asking & { inRoom: boolean }

const whyNotOpen = (line: Amended): ProblemCode | null => (isOpen(line) ? null : 'plan.line_closed')

/** What only some agencies may see no meeting can speak of: its leading agency amends it. */
const leads = (line: Amended, agencyId: string | null) =>
  line.limitedTo.length > 0 && line.leadAgencyId !== null && line.leadAgencyId === agencyId

/**
 * PLN-1: a line is amended in the room; between meetings by the coordinator, with what the leading agency agreed to; a
 * proposal also by the agency that made it. Null when it can be.
 */
export function whyNotAmend(line: Amended, { role, agencyId, inRoom }: Amending): ProblemCode | null {
  const closed = whyNotOpen(line)
  if (closed) return closed
  if (inRoom || coordinates(role) || leads(line, agencyId)) return null
  return line.state === 'proposed' && line.proposedById === agencyId ? null : 'plan.meeting_amends'
}

type Owned = Pick<PlanLine, 'part' | 'leadAgencyId' | 'limitedTo'> & {
  steps: readonly Pick<PlanStep, 'state'>[]
}

/**
 * PLN-1: what keeps her safe while her light is red has an agency that leads it, and a step with a date. Which of the two is
 * missing; on a line that only some may see no step hangs, so none is missing.
 */
export function redRiskLacks(line: Owned, light: Light | null): ('lead' | 'step')[] {
  if (!isRedRisk(line.part, light)) return []
  const stepped = line.limitedTo.length > 0 || line.steps.some(({ state }) => isRunning(state))
  return [...(line.leadAgencyId === null ? ['lead' as const] : []), ...(stepped ? [] : ['step' as const])]
}

/** An agency proposes, and does not agree its own proposal, but where the line is limited and its to lead. */
export function whyNotAgree(
  line: Amended & Owned,
  { role, agencyId, inRoom }: Amending,
  light: Light | null,
): ProblemCode | null {
  const closed = whyNotOpen(line)
  if (closed) return closed
  if (line.state !== 'proposed') return 'plan.not_proposed'
  if (!inRoom && !coordinates(role) && !leads(line, agencyId)) return 'plan.meeting_amends'
  return redRiskLacks(line, light).length > 0 ? 'plan.risk_unowned' : null
}

/** A line that is agreed is looked at again by whoever may amend it, and by its leading agency. */
export function whyNotLookAt(
  line: Amended & Owned,
  asking: Amending,
  light: Light | null,
): ProblemCode | null {
  const closed = whyNotOpen(line)
  if (closed) return closed
  if (!isStanding(line)) return 'plan.not_agreed'
  const refused = line.leadAgencyId === asking.agencyId ? null : whyNotAmend(line, asking)
  if (refused) return refused
  return redRiskLacks(line, light).includes('lead') ? 'plan.risk_unowned' : null
}

/** PLN-1: a step hangs on a line that stands, or is proposed, and that everybody who sees the case sees. */
export function whyNotTakeStep(line: Amended): ProblemCode | null {
  const closed = whyNotOpen(line)
  if (closed) return closed
  return line.limitedTo.length > 0 ? 'plan.limited' : null
}

/** Between meetings an agency takes a step on for itself; the coordinator, for another that agreed to it. */
export function whyNotAddStep(
  line: Pick<Amended, 'state' | 'proposedById' | 'leadAgencyId' | 'limitedTo'>,
  { role, agencyId }: Asking,
  ownerAgencyId: string | null,
): ProblemCode | null {
  const refused = whyNotTakeStep(line)
  if (refused) return refused
  return coordinates(role) || ownerAgencyId === null || ownerAgencyId === agencyId
    ? null
    : 'plan.step_of_another'
}

/** PLN-1, «what now»: its last open step closed, and the line stands: it asks for a new step, or to be ended. */
export const asksWhatNow = ({
  state,
  steps,
}: Pick<PlanLine, 'state'> & { steps: readonly Pick<PlanStep, 'state'>[] }): boolean =>
  isStanding({ state }) && steps.length > 0 && !steps.some((step) => isRunning(step.state))

/** A step that still runs though its day is over. `today`: the local day. */
export const isLateStep = ({ state, dueOn }: Pick<PlanStep, 'state' | 'dueOn'>, today: string): boolean =>
  isRunning(state) && dueOn < today

/** What is done next: of the lines that are open the running step that is due first; null where none runs. */
export const nextStep = (lines: readonly Pick<PlanLine, 'state' | 'steps'>[]): PlanStep | null =>
  lines
    .filter(isOpen)
    .flatMap(({ steps }) => steps)
    .filter(({ state }) => isRunning(state))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0] ?? null

/** Who sees a line is said by the agency that leads it; by who proposed it where nobody leads it yet. */
export function whyNotLimit(
  line: Amended & { steps: readonly unknown[] },
  { agencyId }: Asking,
  limitedTo: readonly string[],
): ProblemCode | null {
  const closed = whyNotOpen(line)
  if (closed) return closed
  if ((line.leadAgencyId ?? line.proposedById) !== agencyId) return 'plan.of_another'
  return limitedTo.length > 0 && line.steps.length > 0 ? 'plan.has_steps' : null
}

/** Whether everybody who sees a line sees that other too: a line is replaced by no other, or some would read of one that is not there for them. */
export const isSeenByAllOf = (line: Pick<Amended, 'limitedTo'>, other: Pick<Amended, 'limitedTo'>): boolean =>
  other.limitedTo.length === 0 ||
  (line.limitedTo.length > 0 && line.limitedTo.every((agency) => other.limitedTo.includes(agency)))

type Said = Pick<
  PlanWording,
  'part' | 'herWords' | 'herWordsOn' | 'forHer' | 'leadAgencyId' | 'limitedTo' | 'lookAgainOn'
>

const blank = (words: string | null | undefined) => !words?.trim()

/** What is wrong with a line as it would then stand, each at its place. `today`: the local date. */
export function lineFaults(said: Said, { today, light }: { today: string; light: Light | null }): Fault[] {
  const faults: Fault[] = []
  const missing = (pointer: string, detail: string) => faults.push({ pointer, code: 'missing', detail })
  if (said.part === 'exit' && blank(said.herWords))
    missing('/herWords', 'a step out is hers to want: write down what she said')
  if (said.part === 'exit' && said.herWordsOn === null) missing('/herWordsOn', 'say on which day she said it')
  if (said.forHer !== null && unsaidOnPaper.test(said.forHer))
    faults.push({
      pointer: '/forHer',
      code: 'invalid',
      detail: 'says what somebody who finds the paper must not read: say it in other words',
    })
  if (said.part === 'children' && said.leadAgencyId === null)
    missing('/leadAgencyId', 'choose the agency that leads on her children')
  if (said.herWordsOn !== null && said.herWordsOn > today)
    faults.push({ pointer: '/herWordsOn', code: 'invalid', detail: 'is a day that has not come yet' })
  if (said.lookAgainOn !== null) {
    const latest = lookAgainBy(today, said.part, light)
    if (said.lookAgainOn < today)
      faults.push({ pointer: '/lookAgainOn', code: 'invalid', detail: 'is a day that has passed' })
    else if (said.lookAgainOn > latest)
      faults.push({
        pointer: '/lookAgainOn',
        code: 'invalid',
        detail: `is later than a plan may wait: ${isRedRisk(said.part, light) ? 'one month where she is in danger now' : 'three months'}`,
      })
  }
  return faults
}

/** What is wrong with a line that is to stand as what keeps her safe while her light is red; `firstStep`: comes with it. */
export function redRiskFaults(line: Owned & { firstStep?: unknown }, light: Light | null): Fault[] {
  const lacks = redRiskLacks(line, light)
  return [
    ...(lacks.includes('lead')
      ? [fault('/leadAgencyId', 'choose the agency that leads it: her light is red')]
      : []),
    ...(lacks.includes('step') && !line.firstStep
      ? [fault('/firstStep/what', 'say what is done first, and by when: her light is red')]
      : []),
  ]
}
const fault = (pointer: string, detail: string): Fault => ({ pointer, code: 'missing', detail })

const isRedRisk = (part: PlanWording['part'], light: Light | null) => part === 'risk' && light === 'red'

/** `plan.review`: the last local day on which a line is looked at again, counted from today. */
export const lookAgainBy = (today: string, part: PlanWording['part'], light: Light | null): string =>
  Temporal.PlainDate.from(today)
    .add({ months: isRedRisk(part, light) ? reviewMonths.redRisk : reviewMonths.usually })
    .toString()

/** The first local day on which a line of a plan that stands is looked at again; null where none stands. */
export const reviewBy = (lines: readonly Pick<PlanLine, 'state' | 'lookAgainOn'>[]): string | null =>
  lines.flatMap((line) => (isStanding(line) && line.lookAgainOn ? [line.lookAgainOn] : [])).toSorted()[0] ??
  null

/** Whether a line was amended after that instant; null: her case was never discussed, and all of it is new. */
export const isSince = (changedAt: string, lastDiscussedAt: string | null): boolean =>
  lastDiscussedAt === null || Temporal.Instant.compare(changedAt, lastDiscussedAt) > 0

/** PLN-1: the amendments, first to last, put together: what each line says now. */
export function folded(amendments: readonly Pick<PlanAmendment, 'changes'>[]): Map<string, PlanWording> {
  const lines = new Map<string, PlanWording>()
  for (const { changes } of amendments) for (const { lineId, after } of changes) lines.set(lineId, after)
  return lines
}

/** Of one amendment each line once, with what it said before all of it: however often the room came back to it. */
export function inBrief(changes: readonly PlanAmendment['changes'][number][]): PlanAmendment['changes'] {
  const lines = new Map<string, PlanAmendment['changes'][number]>()
  for (const change of changes) {
    const earlier = lines.get(change.lineId)
    const move = earlier?.before === null && change.move === 'changed' ? earlier.move : change.move
    lines.set(change.lineId, earlier ? { ...change, move, before: earlier.before } : change)
  }
  return [...lines.values()]
}

/** The local date of an instant, for a line's days. */
export const dayOf = (calendar: WorkingCalendar, at: string): string =>
  localDate(calendar, Temporal.Instant.from(at)).toString()
