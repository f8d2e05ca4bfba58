import { listMeetings } from '@alongside/shared/meetings/contract'
import { acceptReferral, findMatches } from '@alongside/shared/referrals/contract'
import { mustNameEscalation } from '@alongside/shared/referrals/rules'
import type { Match } from '@alongside/shared/referrals/schema'
import { likelihoodWords } from '@alongside/shared/referrals/words'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { dateWords, dayWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveRefused } from './stale.tsx'

const someoneNew = 'someone new'

/** REF-9, REF-10: to which meeting, as exceptional where it came too late for it, and as whom. */
export function AcceptForm({ referral, onClose, onReread }: MoveProps) {
  const [meetingId, setMeetingId] = useState(referral.meetingId ?? '')
  const [exceptional, setExceptional] = useState(referral.answers.addressedTo?.exceptionalReason ?? '')
  const [same, setSame] = useState('')
  const [reason, setReason] = useState('')
  const [escalation, setEscalation] = useState('')
  const calendar = useCalendar()
  const meetings = useRead(listMeetings, { query: { when: 'coming' } })
  const matches = useRead(findMatches, { params: { referralId: referral.id } })
  const chosen = meetings.data?.items.find(({ id }) => id === meetingId)
  const tooLate =
    chosen !== undefined && Date.parse(referral.submittedAt ?? '') > Date.parse(chosen.referralsBy)
  const asks = matches.data !== undefined && matches.data.items.length > 0
  const match = matches.data?.items.find(({ caseId }) => caseId === same)
  const unnamed = match !== undefined && mustNameEscalation(referral.answers, match.lastDiscussedOn)
  const accept = useMove(acceptReferral, {
    onDone: onClose,
    faultsIn: () => [
      ...(asks && same === ''
        ? [{ pointer: '/sameAsCaseId', code: 'missing', detail: 'Say whether she is one of these' }]
        : []),
      ...(unnamed && escalation.trim() === ''
        ? [{ pointer: '/escalation', code: 'missing', detail: 'Write down what escalated since then' }]
        : []),
      ...(tooLate && exceptional.trim() === ''
        ? [{ pointer: '/exceptional/reason', code: 'missing', detail: 'State the exceptional reason' }]
        : []),
    ],
  })
  const send = () =>
    accept.send({
      params: { referralId: referral.id },
      version: referral.version,
      body: {
        ...(meetingId && { meetingId }),
        ...(tooLate && { exceptional: { reason: exceptional.trim() } }),
        ...(same && same !== someoneNew && { sameAsCaseId: same }),
        ...(unnamed && { escalation: escalation.trim() }),
        ...(reason.trim() && { reason: reason.trim() }),
      },
    })
  return (
    <>
      <MoveRefused error={accept.error} attempt={accept.attempt} onReread={onReread} />
      <Awaited read={matches} label="Looking whether she is known" lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="govuk-body">Nobody known to the partnership looks like the same person.</p>
          ) : (
            <Radios
              name="/sameAsCaseId"
              label="Is she one of these?"
              hint="She is found by name, other names and date of birth, also misspelt. Only you see this. The referral moves to the file that you choose, for good. If you are not sure, open a case for her: two files can be joined later, and parted again."
              error={accept.errorAt('/sameAsCaseId')}
              options={[
                ...items.map((match) => ({
                  value: match.caseId,
                  label: match.name,
                  hint: <Why match={match} referralId={referral.id} />,
                })),
                { value: someoneNew, label: 'None of these: open a case for her', divider: 'or' },
              ]}
              value={same}
              onChange={setSame}
            />
          )
        }
      </Awaited>
      {unnamed && (
        <Textarea
          name="/escalation"
          error={accept.errorAt('/escalation')}
          label="What has escalated since she was last discussed?"
          hint="The referral does not say. Write down what you know, or cancel and return it with the question."
          rows={3}
          value={escalation}
          onChange={setEscalation}
        />
      )}
      <Awaited read={meetings} label="Loading the meetings" lines={3}>
        {({ items }) => (
          <Radios
            name="/meetingId"
            label="To which meeting?"
            error={accept.errorAt('/meetingId')}
            options={items.slice(0, 3).map(({ id, startsAt, referralsBy }) => ({
              value: id,
              label: dayWords(calendar, startsAt),
              hint: `Referrals by ${dayWords(calendar, referralsBy)}, end of day`,
            }))}
            value={meetingId}
            onChange={setMeetingId}
          />
        )}
      </Awaited>
      {tooLate && (
        <Textarea
          name="/exceptional/reason"
          error={accept.errorAt('/exceptional/reason')}
          label="It came too late for that meeting. Why does it go there all the same?"
          hint="Only for extremely high risk. The referrer’s own reason stands here if one was given."
          rows={3}
          value={exceptional}
          onChange={setExceptional}
        />
      )}
      <Textarea
        name="/reason"
        error={accept.errorAt('/reason')}
        label="A note on the decision (optional)"
        rows={2}
        value={reason}
        onChange={setReason}
      />
      <ButtonGroup>
        <Button type="button" busy={accept.busy} onClick={send}>
          Accept
        </Button>
        <Button type="button" variant="secondary" onClick={onClose}>
          Cancel
        </Button>
      </ButtonGroup>
    </>
  )
}

function Why({ match, referralId }: { match: Match; referralId: string }) {
  return (
    <>
      {likelihoodWords[match.likelihood]}: {match.because.join('; ')}.
      {match.dateOfBirth && ` Born ${dateWords(match.dateOfBirth)}.`}
      {match.lastDiscussedOn && ` Last discussed on ${dateWords(match.lastDiscussedOn)}.`}{' '}
      <Link {...paths.case(match.caseId)} className="govuk-link">
        {match.reference}
      </Link>
      {match.lastReferralId && (
        <>
          {' '}
          <Link
            {...paths.comparison(referralId)}
            search={{ with: match.lastReferralId }}
            className="govuk-link"
          >
            Compare with the referral before<span className="govuk-visually-hidden">: {match.reference}</span>
          </Link>
        </>
      )}
    </>
  )
}
