import type { HarmFacts } from '@alongside/shared/people-who-harm/schema'
import {
  harmDetails,
  harmLabels,
  harmOrderWords,
  harmRelationWords,
  harmStatusWords,
} from '@alongside/shared/people-who-harm/words'
import { dateWords } from '../time/words.ts'
import type { SummaryRow } from '../ui/summary-list.tsx'

/** All that is said of one person, as rows of a summary list. */
export function personRows({ orders = [], relation, status, ...facts }: HarmFacts): SummaryRow[] {
  const text = (key: Exclude<keyof typeof harmLabels, 'relation' | 'status'>): SummaryRow[] => {
    const said = facts[key]?.trim()
    return said ? [{ key: harmLabels[key], value: <span className="app-as-typed">{said}</span> }] : []
  }
  const [danger, ...details] = harmDetails
  return [
    ...text(danger),
    ...(relation ? [{ key: harmLabels.relation, value: harmRelationWords[relation] }] : []),
    ...(status ? [{ key: harmLabels.status, value: harmStatusWords[status] }] : []),
    ...text('names'),
    ...details.flatMap(text),
    ...orders.map(({ kind, conditions, endsOn }, n) => ({
      key: orders.length > 1 ? `Order ${n + 1}` : 'Order',
      value: (
        <>
          {harmOrderWords[kind]}, {endsOn ? `until ${dateWords(endsOn)}` : 'no end known'}
          {conditions && (
            <p className="govuk-body app-as-typed govuk-!-margin-top-1 govuk-!-margin-bottom-0">
              {conditions}
            </p>
          )}
        </>
      ),
    })),
  ]
}
