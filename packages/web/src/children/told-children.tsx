import type { ToldChild } from '@alongside/shared/children/schema'
import { childName } from '@alongside/shared/children/words'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { SummaryList } from '../ui/summary-list.tsx'
import { rowsOfChild } from './child-rows.tsx'

/** SAF-1: the children that a notification names, as its front door reads of them. */
export function ToldChildren({ items }: { items: readonly ToldChild[] }) {
  const day = today(useCalendar())
  if (items.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">{items.length === 1 ? 'The child' : 'The children'}</h2>
      {items.map(({ address, school, ...child }) => (
        <SummaryList
          key={child.id}
          card={{ title: childName(child), headingLevel: 3 }}
          rows={[
            ...rowsOfChild(child, day),
            ...(address ? [{ key: 'Address', value: <span className="app-as-typed">{address}</span> }] : []),
            ...(school ? [{ key: 'School', value: <span className="app-as-typed">{school}</span> }] : []),
          ]}
        />
      ))}
    </>
  )
}
