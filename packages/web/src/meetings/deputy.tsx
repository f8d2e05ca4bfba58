import type { Deputy } from '@alongside/shared/agenda/schema'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { listDeputies, nameDeputy } from '@alongside/shared/room/addresses'
import { whyNotNameDeputy } from '@alongside/shared/room/rules'
import { useRef, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Select } from '../ui/select.tsx'

/** ACC-9: who chairs what neither chair nor coordinator may hear. Shown where there is such a case, or somebody is named. */
export function DeputyChair({ meeting }: { meeting: Meeting }) {
  const { deputy, deputyNeeded, leftToDeputy, unchaired } = meeting
  const emergency = meeting.kind === 'emergency'
  const heading = useRef<HTMLHeadingElement>(null)
  const [said, setSaid] = useState('')
  if (!deputy && !deputyNeeded && !leftToDeputy && !unchaired) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m" ref={heading} tabIndex={-1}>
        Deputy
      </h2>
      <output className="govuk-body app-said">{said}</output>
      {deputy && (
        <p className="govuk-body">
          {deputy.name}, {deputy.agencyName},{' '}
          {emergency
            ? meeting.state === 'closed'
              ? 'chaired this meeting, and sees to its minutes.'
              : 'chairs this meeting.'
            : 'chairs the cases that are not yours to hear.'}
        </p>
      )}
      {deputyNeeded && (
        <InsetText>
          {emergency
            ? meeting.state === 'closed'
              ? 'Neither chair nor coordinator may hear this case any more, and its minutes are not out. They need a deputy, who words and distributes them: you, or another of those below.'
              : 'Neither chair nor coordinator may hear this case, nor know of this meeting. It needs a deputy, who opens it, chairs it, closes it, and sees to its minutes: you, or another of those below.'
            : deputy
              ? 'There is a case on this agenda that neither you nor the deputy may hear. Another deputy is needed for it.'
              : 'There is a case on this agenda that neither chair nor coordinator may hear. It needs a deputy of another agency to chair it.'}
        </InsetText>
      )}
      {unchaired && (
        <InsetText>
          There is a case on this agenda that neither chair nor coordinator may hear, and that nobody who
          comes could chair. Ask the leads of other agencies to come; otherwise it goes to the next meeting.
        </InsetText>
      )}
      {(deputy || deputyNeeded || leftToDeputy) && whyNotNameDeputy(meeting) === null && (
        <NameDeputy
          meeting={meeting}
          onNamed={({ name }) => {
            setSaid(`${name} is the deputy now, and is told.`)
            heading.current?.focus()
          }}
        />
      )}
    </section>
  )
}

type Naming = { meeting: Meeting; onNamed: (deputy: Deputy) => void }

function NameDeputy({ meeting: { id: meetingId, version, deputy, kind }, onNamed }: Naming) {
  const people = useRead(listDeputies, { params: { meetingId } }, { staleTime: 0 })
  const [chosen, setChosen] = useState('')
  const naming = useSending(nameDeputy, {
    onSuccess: (reply) => {
      setChosen('')
      if (reply.deputy) onNamed(reply.deputy)
    },
  })
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
              hint={
                kind === 'emergency'
                  ? 'They may hear this case. Whoever is named is told, and sees no more than before.'
                  : 'She leads another agency and comes to the meeting. She is told, and sees no more than her agency may.'
              }
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
