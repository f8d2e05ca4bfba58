import type { WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { eachNo } from '@alongside/shared/limits/of-person'
import { limitsPassed } from '@alongside/shared/limits/rules'
import type { Decider, Limit, PastLimit } from '@alongside/shared/limits/schema'
import { limitWords } from '@alongside/shared/limits/words'
import { dateWords } from '../time/words.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Fieldset } from '../ui/fieldset.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { TooFewDecide, WhoDecides } from './who-decides.tsx'

/** A sharing without consent, with what it says of her noes. */
export interface SharingAnswers extends WithoutConsentAnswers {
  pastLimits?: PastLimit[]
  delayEndangers?: boolean
  urgent?: boolean
}

/** As it is sent: of each no that it would pass, and of no other, what was typed. */
export function withLimits(answers: SharingAnswers, limits: readonly Limit[]): SharingAnswers {
  const { pastLimits = [], delayEndangers, urgent, ...record } = answers
  const passed = limitsPassed(record, limits)
  if (passed.length === 0) return record
  return {
    ...record,
    pastLimits: passed.map(({ id }) => pastLimits.find(({ limitId }) => limitId === id) ?? { limitId: id }),
    ...(delayEndangers && { delayEndangers }),
    ...(urgent && { urgent }),
  }
}

type Props = {
  limits: readonly Limit[]
  /** Agencies for which nobody could decide now. */
  undecided: readonly string[]
  /** Of each agency that she refused, who could. */
  couldDecide: readonly { pastNoTo: string; deciders: readonly Decider[] }[]
  answers: SharingAnswers
  onChange: (answers: SharingAnswers) => void
  errorAt: (pointer: string) => string | undefined
}

/** ACC-8: each no that it would pass, named, with why the risk outweighs it now and when she is told. */
export function NameLimits({ limits, undecided, couldDecide, answers, onChange, errorAt }: Props) {
  const { pastLimits = [] } = withLimits(answers, limits)
  const passed = limitsPassed(answers, limits)
  if (passed.length === 0) return null
  /** Of one no, on each of her files on which she said it. */
  const change = (ids: readonly string[], said: Partial<PastLimit>) =>
    onChange({
      ...answers,
      pastLimits: pastLimits.map((one) => (ids.includes(one.limitId) ? { ...one, ...said } : one)),
    })
  return (
    <Fieldset legend="This goes past what she does not want" legendSize="m">
      <InsetText>
        Recording this opens nothing to an agency that she refused. Two people of two other agencies decide,
        and whoever promised her is told.
      </InsetText>
      {eachNo(passed).map(({ limit: { id, agencyId, agencyName } }) =>
        agencyId && undecided.includes(agencyId) ? (
          <WarningText key={id}>
            Too few could decide on {agencyName} now.{' '}
            <TooFewDecide agencyName={agencyName ?? 'that agency'} />
          </WarningText>
        ) : null,
      )}
      {couldDecide
        .filter(
          ({ pastNoTo, deciders }) => deciders.length > 0 && passed.some((no) => no.agencyId === pastNoTo),
        )
        .map(({ pastNoTo, deciders }) => (
          <div key={pastNoTo} className="govuk-body">
            <p className="govuk-body govuk-!-margin-bottom-1">
              Who could decide on {passed.find(({ agencyId }) => agencyId === pastNoTo)?.agencyName} now:
            </p>
            <WhoDecides deciders={deciders} />
          </div>
        ))}
      {eachNo(passed).map(({ limit, others }, place) => {
        const index = passed.indexOf(limit)
        const at = `/pastLimits/${index}`
        const ids = [limit, ...others].map(({ id }) => id)
        return (
          <div key={limit.id}>
            <h3 className="govuk-heading-s">
              She said no to {limitWords(limit)} on {dateWords(limit.saidOn)}
            </h3>
            {limit.words && (
              <blockquote className="app-voice__words">
                <p className="govuk-body app-as-typed">{limit.words}</p>
              </blockquote>
            )}
            <Textarea
              name={`${at}/why`}
              error={errorAt(`${at}/why`) ?? (place === 0 ? errorAt('/pastLimits') : undefined)}
              label="Why does the risk outweigh her no now?"
              hint="What has changed, what may happen to her otherwise, and why nothing less helps."
              rows={3}
              value={pastLimits[index]?.why ?? ''}
              onChange={(why) => change(ids, { why })}
            />
            <Textarea
              name={`${at}/tellHer`}
              error={errorAt(`${at}/tellHer`)}
              label="When and how is she told that it went past her no?"
              rows={2}
              value={pastLimits[index]?.tellHer ?? ''}
              onChange={(tellHer) => change(ids, { tellHer })}
            />
          </div>
        )
      })}
      <Checkbox
        name="/delayEndangers"
        error={errorAt('/delayEndangers')}
        label="Telling whoever promised her before it opens would put her in danger"
        value={answers.delayEndangers ?? false}
        onChange={(delayEndangers) => onChange({ ...answers, delayEndangers })}
      />
      <Checkbox
        name="/urgent"
        error={errorAt('/urgent')}
        label="A life is in danger now, and two people cannot be reached in time"
        hint="One person on call of another agency may open it for four hours. Then the two decide, or it closes."
        value={answers.urgent ?? false}
        onChange={(urgent) => onChange({ ...answers, urgent })}
      />
    </Fieldset>
  )
}
