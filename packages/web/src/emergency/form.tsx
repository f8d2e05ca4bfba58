import type { Role } from '@alongside/shared/access'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { EmergencyPlan } from '@alongside/shared/emergency/contract'
import { emergencyModes } from '@alongside/shared/emergency/values'
import { listLimits } from '@alongside/shared/limits/addresses'
import { noTo } from '@alongside/shared/limits/of-person'
import { roleWords } from '@alongside/shared/partnerships/words'
import type { Fault } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { faultsInLines } from '../forms/faults-in-lines.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { incomplete } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { instantOf, today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { AnswersNow } from './answers-now.tsx'

export interface Wanted {
  people: string[]
  mode: (typeof emergencyModes)[number]
  where: string
  when: 'now' | 'today' | 'tomorrow'
  /** Local, as typed. */
  time: string
}

export const modeWords = { phone: 'By phone', online: 'By video', in_person: 'In a room' } as const
const wherePrompts = {
  phone: 'Which number do they ring?',
  online: 'What is the link?',
  in_person: 'Which room?',
} as const
const dayWords = { now: 'Now', today: 'Later today', tomorrow: 'Tomorrow' } as const

export const whenWords = ({ when, time }: Wanted): string =>
  when === 'now' ? dayWords.now : `${dayWords[when]}, ${time}`

const startOf = (calendar: WorkingCalendar, { when, time }: Wanted, day: string): string | null =>
  instantOf(
    calendar,
    when === 'tomorrow' ? Temporal.PlainDate.from(day).add({ days: 1 }).toString() : day,
    time,
  )

/** The call as the API takes it. `day`: today, local. */
export function planned(calendar: WorkingCalendar, wanted: Wanted, day: string) {
  const { people, mode, where, when } = wanted
  const startsAt = when === 'now' ? null : startOf(calendar, wanted, day)
  return { people, mode, where: where.trim(), ...(startsAt && { startsAt }) }
}

function faultsOf(calendar: WorkingCalendar, wanted: Wanted): Fault[] {
  const missing = (pointer: string, detail: string): Fault => ({ pointer, code: 'missing', detail })
  return [
    ...(wanted.people.length === 0 ? [missing('/people', 'Choose at least one person')] : []),
    ...(wanted.where.trim() === '' ? [missing('/where', wherePrompts[wanted.mode])] : []),
    ...(wanted.when !== 'now' && !startOf(calendar, wanted, today(calendar))
      ? [missing('/time', 'Give a time such as 23:30')]
      : []),
  ]
}

interface Props {
  plan: EmergencyPlan
  wanted: Wanted
  onChange: (wanted: Wanted) => void
  onDone: () => void
}

/** Step one. */
export function WhoAndHow({ plan, wanted, onChange, onDone }: Props) {
  const calendar = useCalendar()
  const [faults, setFaults] = useState<Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const errorAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.detail
  const change = (part: Partial<Wanted>) => onChange({ ...wanted, ...part })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const found = [...faultsOf(calendar, wanted), ...faultsInLines(event.currentTarget)]
    setFaults(found)
    setAttempt(attempt + 1)
    if (found.length === 0) onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Refused error={faults.length > 0 ? incomplete(faults) : null} attempt={attempt} />
      <Checkboxes
        name="/people"
        label="Who is needed?"
        hint="Agencies that may see the case."
        error={errorAt('/people')}
        options={plan.agencies.flatMap(({ agencyName, people }) =>
          people.map(({ accountId, name, role, safeguardingLead, email }) => ({
            value: accountId,
            label: `${name}, ${agencyName}`,
            hint: (
              <span className="app-address">
                {placeWords(role, safeguardingLead)} · {email}
              </span>
            ),
          })),
        )}
        value={wanted.people}
        onChange={(people) => change({ people })}
      />
      <AnswersNow plan={plan} />
      <WithoutBasis plan={plan} />
      <Radios
        name="/mode"
        label="How?"
        options={emergencyModes.map((mode) => ({ value: mode, label: modeWords[mode] }))}
        value={wanted.mode}
        onChange={(mode) => change({ mode })}
      />
      <TextInput
        name="/where"
        limit={300}
        label={wherePrompts[wanted.mode]}
        hint="Nothing that names her."
        error={errorAt('/where')}
        value={wanted.where}
        onChange={(where) => change({ where })}
        autoComplete="off"
      />
      <Radios
        name="/when"
        label="When?"
        options={(['now', 'today', 'tomorrow'] as const).map((when) => ({
          value: when,
          label: dayWords[when],
        }))}
        value={wanted.when}
        onChange={(when) => change({ when })}
      />
      {wanted.when !== 'now' && (
        <TextInput
          name="/time"
          label="At what time?"
          hint="Such as 23:30"
          width={5}
          error={errorAt('/time')}
          value={wanted.time}
          onChange={(time) => change({ time })}
        />
      )}
      <Button>Check the call</Button>
    </form>
  )
}

const placeWords = (role: Role, safeguardingLead: boolean) =>
  safeguardingLead ? `${roleWords[role]}, safeguarding lead` : roleWords[role]

function WithoutBasis({ plan: { withoutBasis, caseId } }: { plan: EmergencyPlan }) {
  const limits = useRead(listLimits, { params: { caseId } }).data?.items ?? []
  if (withoutBasis.length === 0) return null
  const refused = withoutBasis.flatMap(({ agencyId }) => noTo(agencyId, limits) ?? [])
  const others = withoutBasis.filter((one) => !refused.some(({ agencyId }) => agencyId === one.agencyId))
  return (
    <div className="govuk-inset-text">
      {refused.map(({ id, agencyName, saidOn }) => (
        <p key={id} className="govuk-body">
          <strong>She said no to {agencyName}</strong> on {dateWords(saidOn)}. Do not ring them about her.
          Only two people of two other agencies decide otherwise, or for four hours one person on call.
        </p>
      ))}
      {others.length > 0 && (
        <p className="govuk-body">
          Needs a basis first: {others.map(({ agencyName }) => agencyName).join(' · ')}
        </p>
      )}
      <Link {...paths.caseSection(caseId, 'without-consent')} className="govuk-link">
        {others.length > 0 ? 'Record sharing without consent' : 'Ask to share past her no'}
      </Link>
    </div>
  )
}
