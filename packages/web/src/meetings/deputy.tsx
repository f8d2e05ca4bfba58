import type { Meeting } from '@alongside/shared/meetings/schema'
import { listDeputies, nameDeputy } from '@alongside/shared/room/addresses'
import { whyNotNameDeputy } from '@alongside/shared/room/rules'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Select } from '../ui/select.tsx'

/** ACC-9: who chairs what neither chair nor coordinator may hear. Shown where there is such a case, or somebody is named. */
export function DeputyChair({ meeting }: { meeting: Meeting }) {
  const { deputy, deputyNeeded, leftToDeputy } = meeting
  if (!deputy && !deputyNeeded && !leftToDeputy) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Deputy</h2>
      {deputy && (
        <p className="govuk-body">
          {deputy.name}, {deputy.agencyName}, chairs the cases that are not yours to hear.
        </p>
      )}
      {deputyNeeded && (
        <InsetText>
          {deputy
            ? 'There is a case on this agenda that neither you nor the deputy may hear. Another deputy is needed for it.'
            : 'There is a case on this agenda that neither chair nor coordinator may hear. It needs a deputy of another agency to chair it.'}
        </InsetText>
      )}
      {whyNotNameDeputy(meeting.state) === null && <NameDeputy meeting={meeting} />}
    </section>
  )
}

function NameDeputy({ meeting: { id: meetingId, version, deputy } }: { meeting: Meeting }) {
  const people = useRead(listDeputies, { params: { meetingId } }, { staleTime: 0 })
  const naming = useSending(nameDeputy)
  const [chosen, setChosen] = useState('')
  return (
    <Awaited read={people} label="Loading who can be the deputy">
      {({ items }) => {
        const others = items.filter(({ accountId }) => accountId !== deputy?.accountId)
        const one = others.find(({ accountId }) => accountId === chosen)
        return (
          <>
            <Refused error={naming.error} attempt={naming.attempt} />
            <Select
              name="/accountId"
              label={deputy ? 'Name another deputy' : 'Who is the deputy?'}
              hint="She leads another agency and comes to the meeting. She is told, and sees no more than her agency may."
              options={[
                { value: '', label: 'Choose somebody' },
                ...others.map(({ accountId, name, agencyName }) => ({
                  value: accountId,
                  label: `${name}, ${agencyName}`,
                })),
              ]}
              value={one ? chosen : ''}
              onChange={setChosen}
            />
            <Button
              type="button"
              variant="secondary"
              busy={naming.busy}
              reason={one ? undefined : 'Choose somebody first.'}
              onClick={() =>
                one &&
                naming.send({
                  params: { meetingId },
                  version,
                  body: { accountId: one.accountId, agencyId: one.agencyId },
                })
              }
            >
              Name the deputy
            </Button>
          </>
        )
      }}
    </Awaited>
  )
}
