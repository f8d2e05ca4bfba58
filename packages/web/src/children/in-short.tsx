import type { Case } from '@alongside/shared/cases/contract'
import { isChildAtRisk } from '@alongside/shared/children/rules'
import { childAgeInWords, childName } from '@alongside/shared/children/words'
import { Link } from '@tanstack/react-router'
import { ofEachFile } from '../cases/files.ts'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'

/** CHD-1: a case with a child says so on its first screen: each once, those at risk with the word. */
export function ChildrenInShort({ file }: { file: Case }) {
  const day = today(useCalendar())
  const children = ofEachFile(file, ({ children: ofFile }) => ofFile).filter(
    ({ id, compared }) => !compared.some(({ same, otherId }) => same && otherId < id),
  )
  return (
    <>
      {children.length === 0 && 'None is recorded. '}
      {children.map((child) => (
        <div key={child.id}>
          {childName(child)}, {childAgeInWords(child, day)}
          {child.died && ', has died'}
          {isChildAtRisk(child) && <strong>, at risk</strong>}
        </div>
      ))}
      <Link {...paths.caseSection(file.id, 'children')} className="govuk-link">
        {children.length === 0 ? 'Children of hers' : 'More of the children'}
      </Link>
    </>
  )
}
