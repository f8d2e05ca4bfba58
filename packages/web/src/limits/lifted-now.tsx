import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import { eachNo } from '@alongside/shared/limits/of-person'
import { whyNotSettleLimit } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { limitWords } from '@alongside/shared/limits/words'
import { answered } from '../consent/answered.ts'
import { dateWords } from '../time/words.ts'
import { Checkboxes } from '../ui/checkboxes.tsx'

type Props = {
  /** What stands. */
  limits: readonly Limit[]
  answers: ConsentAnswers
  onChange: (answers: ConsentAnswers) => void
  error: string | undefined
}

/** Each no that stands, asked about one by one as she agrees anew: what is not ticked stands (ACC-8). */
export function LiftedNow({ limits, answers, onChange, error }: Props) {
  const open = limits.filter((limit) => whyNotSettleLimit(limit) === null)
  if (open.length === 0) return null
  const noes = eachNo(open)
  const lift = (lifts: string[]) => {
    const lifted = open.flatMap(({ id, kind, agencyId }) =>
      kind === 'agency' && agencyId && lifts.includes(id) ? agencyId : [],
    )
    const kept = limits.flatMap(({ id, kind, agencyId }) =>
      kind === 'agency' && agencyId && !lifts.includes(id) ? agencyId : [],
    )
    const refused = new Set([
      ...(answers.refusedAgencies ?? []).filter((id) => !lifted.includes(id)),
      ...kept,
    ])
    const agreed = (answers.agreedAgencies ?? []).filter((id) => !refused.has(id))
    onChange(
      answered(
        answered(answered(answers, 'lifts', lifts), 'refusedAgencies', [...refused]),
        'agreedAgencies',
        agreed,
      ),
    )
  }
  return (
    <Checkboxes
      name="/lifts"
      error={error}
      label="Does she lift any of these now?"
      hint="Ask her about each. What is not ticked stands, and is recorded as said again."
      options={noes.map(({ limit, others }) => ({
        value: limit.id,
        label: `She lifts her no to ${limitWords(limit)}`,
        hint: [limit, ...others]
          .flatMap(({ saidOn, words }) => [`Said ${dateWords(saidOn)}.`, words])
          .filter(Boolean)
          .join(' '),
      }))}
      value={noes.flatMap(({ limit: { id } }) => (answers.lifts?.includes(id) ? id : []))}
      onChange={(ids) =>
        lift(
          noes.flatMap(({ limit, others }) =>
            ids.includes(limit.id) ? [limit, ...others].map(({ id }) => id) : [],
          ),
        )
      }
    />
  )
}
