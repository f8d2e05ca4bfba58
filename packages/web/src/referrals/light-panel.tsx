import { lightOf } from '@alongside/shared/referrals/completeness'
import type { Explanation } from '@alongside/shared/traffic-light/schema'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import { usePartnership } from '../session/partnership.ts'
import { Details } from '../ui/details.tsx'
import { Light } from '../ui/light.tsx'
import { useDraft } from './draft-context.tsx'
import { responseWords } from './words.ts'

/** REF-6: the light as it stands while one types, which answers led to it, and how many are still open. */
export function LightPanel({ sticky = false }: { sticky?: boolean }) {
  const { tidy } = useDraft()
  const { ruleSet } = usePartnership()
  const { explanation, computed, light } = lightOf(ruleSet, tidy)
  const open = ruleSet.indicators.filter(({ code }) => !tidy.indicators?.[code]).length
  return (
    <section
      className={sticky ? 'app-light-panel app-light-panel--sticky' : 'app-light-panel'}
      aria-label="The light so far"
    >
      <output className="app-light-panel__light">
        <Light light={light} large />{' '}
        <span className="govuk-body">
          {computed && light !== computed ? `raised from ${computed}. ` : ''}
          {open === 0
            ? 'All questions about risk are answered.'
            : `${light ? 'So far; ' : ''}${open} of ${ruleSet.indicators.length} questions about risk are not answered yet.`}
        </span>
      </output>
      <Details summary="Why, and what it means">
        {light && <Because explanation={explanation} />}
        {light ? (
          <p className="govuk-body">An answer is due {responseWords(ruleSet.responseTimes[light])}.</p>
        ) : (
          <p className="govuk-body">
            The answers make a light as you give them. Nothing is counted as no before you say so.
          </p>
        )}
      </Details>
    </section>
  )
}

/** Which answers led to the light, and which would have by themselves to a lesser one. */
export function Because({ explanation }: { explanation: Explanation }) {
  return (
    <>
      {[...explanation.because, ...explanation.also].map(({ rule, indicators }, index) => (
        <div key={rule}>
          <p className="govuk-body govuk-!-margin-bottom-1">
            {index >= explanation.because.length ? 'Also: ' : ''}
            {rule}
          </p>
          {indicators.length > 0 && (
            <ul className="govuk-list govuk-list--bullet">
              {indicators.map(({ code, label, answer }) => (
                <li key={code}>
                  {label}: {indicatorAnswerWords[answer]}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  )
}
