import { readChildHistory } from '@alongside/shared/children/addresses'
import type { Child } from '@alongside/shared/children/schema'
import { childName } from '@alongside/shared/children/words'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { rowsOfChild } from './child-rows.tsx'

/** What stood of a child before it was changed: read when somebody asks for it, and that is on record. */
export function EarlierOfChild({ child, day }: { child: Child; day: string }) {
  const [asked, ask] = useState(false)
  if (asked) return <Earlier child={child} day={day} />
  return (
    <Button type="button" variant="secondary" onClick={() => ask(true)}>
      What stood before<span className="govuk-visually-hidden"> of {childName(child)}</span>
    </Button>
  )
}

function Earlier({ child, day }: { child: Child; day: string }) {
  const read = useRead(readChildHistory, { params: { childId: child.id } })
  return (
    <Awaited read={read} label="Loading what stood before" lines={4}>
      {({ items }) =>
        items.map((earlier) => (
          <SummaryList
            key={earlier.version}
            card={{ title: `${childName(earlier)}, as it stood before`, headingLevel: 3 }}
            rows={[
              ...rowsOfChild(earlier, day),
              {
                key: 'Changed',
                value: (
                  <>
                    <Moment at={earlier.until} /> by {earlier.changedBy}
                    {earlier.reason && `: ${earlier.reason}`}
                  </>
                ),
              },
            ]}
          />
        ))
      }
    </Awaited>
  )
}
