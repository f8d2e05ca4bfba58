import type { Fault } from '@alongside/shared/problems'
import { problems } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { paths } from '../paths.ts'
import { fieldId } from '../ui/field-id.ts'
import { useDraft } from './draft-context.tsx'
import { namedFault } from './field-label.ts'
import { riskInOne } from './risk-in-one.ts'
import { sectionOf } from './sections.ts'

interface Props {
  faults: readonly Fault[]
  referralId: string
  /** Where its field is, if not on the page of its section. */
  linkTo?: (fault: Fault, words: string) => ReactNode
}

/** REF-5: everything that is missing or contradicts itself, in the API's words, each leading to its field's page. */
export function FaultSummary({ faults, referralId, linkTo }: Props) {
  const { labelOf } = useDraft()
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => summary.current?.focus(), [])
  const { title, fix } = problems['referral.incomplete']
  return (
    <div className="govuk-error-summary" ref={summary} tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          <p>{fix.replace('`errors`', 'this list')}</p>
          <ul className="govuk-list govuk-error-summary__list">
            {riskInOne(faults).map((fault) => (
              <li key={`${fault.pointer} ${fault.detail}`}>
                {linkTo?.(fault, namedFault(fault, labelOf)) ?? (
                  <Link
                    {...paths.referralSection(referralId, sectionOf(fault.pointer)?.slug ?? 'for-whom')}
                    search={{ mend: true }}
                    hash={fieldId(fault.pointer)}
                  >
                    {namedFault(fault, labelOf)}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
