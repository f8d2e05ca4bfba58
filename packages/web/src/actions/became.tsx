import type { MinutedItem } from '@alongside/shared/minutes/contract'
import { sentence } from '../sending/refused.tsx'
import { dateWords } from '../time/words.ts'

/** `state`: in words. */
type Became = Omit<MinutedItem['carried'][number], 'state'> & { state: string }

/** ACT-1: what became of what earlier meetings agreed, as minutes say it. */
export function Became({ actions, level }: { actions: readonly Became[]; level: 's' | 'm' }) {
  if (actions.length === 0) return null
  return (
    <>
      <h3 className={`govuk-heading-${level}`}>What became of earlier actions</h3>
      <ul className="govuk-list govuk-list--spaced">
        {actions.map(({ reference, what, ownerAgencyName, dueOn, state, outcome }) => (
          <li key={reference}>
            <strong>{sentence(state)}:</strong> <span className="app-as-typed">{what}</span>
            {outcome && <p className="govuk-body app-as-typed">{outcome}</p>}
            <p className="app-quiet">
              {ownerAgencyName}, by {dateWords(dueOn)}, {reference}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
