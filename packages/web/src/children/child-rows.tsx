import { isChildAtRisk, whyNotAskHer } from '@alongside/shared/children/rules'
import type { ChildSaid, ChildTold } from '@alongside/shared/children/schema'
import {
  childAgeInWords,
  childLabels,
  childSourceWords,
  genderWords,
  involvementWords,
  whoseWords,
} from '@alongside/shared/children/words'
import { sentence } from '../sending/refused.tsx'
import type { SummaryRow } from '../ui/summary-list.tsx'
import { Telephone } from '../ui/telephone.tsx'

type Known = ChildTold & ChildSaid

/** What is known of a child, as rows of a summary list: what is not known has none. `day`: local date. */
export function rowsOfChild(child: Known, day: string): SummaryRow[] {
  const { gender, whose, livesWith, borough, involvement, socialWorker, socialWorkerPhone, source } = child
  const silent = whyNotAskHer(child)
  const typed = (words: string | undefined) =>
    words?.trim() ? <span className="app-as-typed">{words.trim()}</span> : null
  const rows: [string, SummaryRow['value'] | null | false | undefined][] = [
    [childLabels.stated, sentence(childAgeInWords(child, day))],
    [childLabels.atRisk, isChildAtRisk(child) && (child.atRisk === 'yes' ? 'Yes' : 'Suspected')],
    [childLabels.risk, typed(child.risk)],
    ['Not to be asked about', silent && silences[silent]],
    [childLabels.gender, gender && gender !== 'not_known' && sentence(genderWords[gender])],
    [childLabels.whose, whose && sentence(whoseWords[whose])],
    [childLabels.livesWith, typed(livesWith)],
    [childLabels.borough, typed(borough)],
    [childLabels.involvement, involvement && sentence(involvementWords[involvement])],
    [childLabels.socialWorker, typed(socialWorker)],
    [
      childLabels.socialWorkerPhone,
      socialWorkerPhone?.trim() && <Number number={socialWorkerPhone.trim()} />,
    ],
    [childLabels.contact, typed(child.contact)],
    [childLabels.source, source && sentence(childSourceWords[source])],
  ]
  return rows.flatMap(([key, value]) => (value ? [{ key, value }] : []))
}

const silences = {
  died: 'The child has died',
  adopted: 'The child was adopted',
  she_said_so: 'She asked not to be asked again',
} as const

/** At one touch where it is a number and nothing else. */
const Number = ({ number }: { number: string }) =>
  /^[+\d][\d ]{5,}$/.test(number) ? <Telephone number={number} /> : number

/** One child in a cell: its particulars one under the other. */
export function ChildInShort({ child, day }: { child: Known; day: string }) {
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {rowsOfChild(child, day).map(({ key, value }) => (
        <li key={key}>
          <span className="app-quiet">{key}:</span> {value}
        </li>
      ))}
    </ul>
  )
}
