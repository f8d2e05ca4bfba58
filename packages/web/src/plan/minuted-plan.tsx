import type { MinutedItem } from '@alongside/shared/minutes/contract'
import { planOnce } from '@alongside/shared/minutes/rules'
import { headingOf, toldOf } from '@alongside/shared/plan/telling'
import { dateWords } from '../time/words.ts'
import { Changes } from './amendments.tsx'

/** PLN-1: in minutes the amendment, and the plan as it then stood. */
export function MinutedPlan({ item }: { item: Pick<MinutedItem, 'plan' | 'planAmended' | 'record'> }) {
  const { plan, planAmended } = planOnce(item)
  return (
    <>
      {planAmended.length > 0 && (
        <>
          <h3 className="govuk-heading-m">The plan was amended</h3>
          <Changes changes={planAmended} />
        </>
      )}
      {plan.length > 0 && (
        <>
          <h3 className="govuk-heading-m">
            {planAmended.length > 0 ? 'What else stood in the plan' : 'The plan as it then stood'}
          </h3>
          <ul className="govuk-list app-plan">
            {plan.map((line, index) => (
              <li key={index} className="app-plan__line">
                <p className="govuk-body app-as-typed app-plan__words">
                  <strong>{headingOf(line)}:</strong> {line.words}
                </p>
                {line.herWords && <p className="govuk-body app-as-typed">She says: “{line.herWords}”</p>}
                <p className="app-quiet">{toldOf(line, dateWords)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
