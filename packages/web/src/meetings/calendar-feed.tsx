import {
  makeCalendarFeed,
  readCalendarFeedState,
  revokeCalendarFeed,
} from '@alongside/shared/meetings/addresses'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Details } from '../ui/details.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'

/** MTG-1: the dates in one's own calendar. The address is a secret: shown once, and ended at will. */
export function CalendarFeed() {
  const state = useRead(readCalendarFeedState, {})
  const [address, setAddress] = useState('')
  const making = useSending(makeCalendarFeed, { onSuccess: (made) => setAddress(made.address) })
  const revoking = useSending(revokeCalendarFeed, { onSuccess: () => setAddress('') })
  return (
    <Details summary="Subscribe to this calendar">
      <p className="govuk-body">
        Your calendar app shows the meetings’ dates and times, and follows when one moves. It shows no place,
        no names, and nothing of what a meeting is about.
      </p>
      <Refused error={making.error ?? revoking.error} attempt={making.attempt + revoking.attempt} />
      {address && (
        <>
          <ShownOnce
            key={address}
            name="/address"
            label="Your address, shown this once. Add it to your calendar app as a subscription."
            value={address}
          />
          <p className="govuk-body">Whoever has it sees the dates: keep it to yourself.</p>
        </>
      )}
      <Awaited read={state} label="Loading" lines={1}>
        {({ madeAt }) => (
          <>
            {madeAt && !address && (
              <p className="govuk-body">
                You made an address <Moment at={madeAt} />. It was shown once; if you have lost it, make a new
                one.
              </p>
            )}
            <ButtonGroup>
              <Button
                type="button"
                variant="secondary"
                busy={making.busy}
                onClick={() => making.send({ body: {} })}
              >
                {madeAt ? 'Make a new address' : 'Make an address'}
              </Button>
              {madeAt && (
                <Button
                  type="button"
                  variant="warning"
                  busy={revoking.busy}
                  onClick={() => revoking.send({ body: {} })}
                >
                  Revoke the address
                </Button>
              )}
            </ButtonGroup>
            {madeAt && <p className="app-quiet">A new address ends the one before.</p>}
          </>
        )}
      </Awaited>
    </Details>
  )
}
