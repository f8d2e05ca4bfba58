import type { Meeting } from '@alongside/shared/meetings/schema'
import { readMinutes, readMinutesDraft } from '@alongside/shared/minutes/addresses'
import { Link, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useRead } from '../client/hooks.ts'
import { SignMeeting } from '../meetings/sign-meeting.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useSession } from '../session/session.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Distributed } from './distributed.tsx'
import { Draft } from './draft.tsx'

/** MTG-8: a meeting's minutes: before they are distributed for who coordinates, then for every member. */
export function MinutesSection({ meeting }: { meeting: Meeting }) {
  const deputises = useDeputises(meeting)
  const { version } = useSearch({ strict: false })
  if (!meeting.signedByMe) return <SignMeeting meeting={meeting} />
  if (meeting.state !== 'closed')
    return (
      <EmptyState title="There are no minutes yet">
        They are compiled from what is recorded when the meeting closes.
      </EmptyState>
    )
  if (meeting.minutesDistributed && version !== 'draft')
    return <Read meetingId={meeting.id} edition={Number(version) || undefined} />
  if (meeting.runs || deputises) return <Write meetingId={meeting.id} whole={meeting.runs} />
  return (
    <EmptyState title="The minutes are not distributed yet">
      The coordinator is wording them. You are told as soon as they are here.
    </EmptyState>
  )
}

function Read({ meetingId, edition }: { meetingId: string; edition: number | undefined }) {
  const minutes = useRead(
    readMinutes,
    { params: { meetingId }, query: { version: edition } },
    { staleTime: 0 },
  )
  return (
    <Awaited read={minutes} label="Loading the minutes" lines={12}>
      {(loaded) => (
        <>
          {loaded.correctionBegun && (
            <InsetText>
              A correction is being drafted.{' '}
              <Link {...paths.minutes(meetingId)} search={{ version: 'draft' }} className="govuk-link">
                Go on with it
              </Link>
            </InsetText>
          )}
          <Distributed minutes={loaded} />
        </>
      )}
    </Awaited>
  )
}

function Write({ meetingId, whole }: { meetingId: string; whole: boolean }) {
  // Once it is distributed there is no draft to read again, and asking would be put on record as refused.
  const distributed = useRef(false)
  const draft = useRead(
    readMinutesDraft,
    { params: { meetingId } },
    { staleTime: 0, enabled: () => !distributed.current },
  )
  return (
    <Awaited read={draft} label="Loading the draft of the minutes" lines={12}>
      {(loaded) => (
        <Draft
          key={loaded.id}
          draft={loaded}
          whole={whole}
          onDistributed={() => {
            distributed.current = true
          }}
        />
      )}
    </Awaited>
  )
}

/** ACC-9: the deputy words what she chaired. */
function useDeputises({ deputy }: Meeting): boolean {
  const { accountId, acting } = useSession()
  return deputy?.accountId === accountId && deputy.agencyId === acting?.agencyId
}
