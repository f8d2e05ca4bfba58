import { toldAge } from '@alongside/shared/age/words'
import { listMeetings } from '@alongside/shared/meetings/addresses'
import { acceptReferral, findMatches } from '@alongside/shared/referrals/addresses'
import { mustNameEscalation } from '@alongside/shared/referrals/rules'
import type { Match } from '@alongside/shared/referrals/schema'
import { likelihoodWords } from '@alongside/shared/referrals/words'
import { Link } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { answered } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { dateWords, dayWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type MoveProps, useMove } from './move.ts'
import { MoveForm } from './move-form.tsx'

const someoneNew = 'someone new'

/** REF-9, REF-10: to which meeting, as exceptional where it came too late for it, and as whom. */
export function AcceptForm(move: MoveProps) {
  const { referral } = move
  const calendar = useCalendar()
  const meetings = useRead(listMeetings, { query: { when: 'coming' } })
  const matches = useRead(findMatches, { params: { referralId: referral.id } })
  const isTooLate = (meetingId: string) => {
    const chosen = meetings.data?.items.find(({ id }) => id === meetingId)
    return chosen !== undefined && Date.parse(referral.submittedAt ?? '') > Date.parse(chosen.referralsBy)
  }
  /** Matched to a case that was discussed, and the form does not say what has escalated since. */
  const isUnnamed = (same: string) => {
    const match = matches.data?.items.find(({ caseId }) => caseId === same)
    return match !== undefined && mustNameEscalation(referral.answers, match.lastDiscussedOn)
  }
  const kept = useKeptTyping(`accept ${referral.id}`, 'How a referral is accepted, not sent yet', {
    meetingId: referral.meetingId ?? '',
    exceptional: referral.answers.addressedTo?.exceptionalReason ?? '',
    sameAsCaseId: '',
    reason: '',
    escalation: '',
  })
  const [typed] = kept.state
  /** REF-11: what joins two files goes no simple way back. */
  const joins = typed.sameAsCaseId !== '' && typed.sameAsCaseId !== someoneNew
  const { field, values, question, ...form } = useMove(acceptReferral, move, {
    ...kept,
    asksFirst: joins,
    faultsIn: ({ meetingId, exceptional, sameAsCaseId, escalation }) => [
      ...(matches.data?.items.length && sameAsCaseId === ''
        ? [{ pointer: '/sameAsCaseId', code: 'missing', detail: 'Say whether she is one of these' }]
        : []),
      ...(isUnnamed(sameAsCaseId) && escalation === ''
        ? [{ pointer: '/escalation', code: 'missing', detail: 'Write down what escalated since then' }]
        : []),
      ...(isTooLate(meetingId) && exceptional === ''
        ? [{ pointer: '/exceptional/reason', code: 'missing', detail: 'State the exceptional reason' }]
        : []),
    ],
    body: ({ meetingId, exceptional, sameAsCaseId, escalation, reason }) => ({
      ...answered({ meetingId, reason }),
      ...(isTooLate(meetingId) && { exceptional: { reason: exceptional } }),
      ...(sameAsCaseId !== someoneNew && answered({ sameAsCaseId })),
      ...(isUnnamed(sameAsCaseId) && { escalation }),
    }),
  })
  return (
    <MoveForm form={form} move={move} submit="Accept">
      <AskFirst {...question} title="Accept, and join the two files?" yes="Accept and join">
        <p className="govuk-body">
          {referral.agencyName} is told, and she is put on the agenda with both files. This cannot be taken
          back here. The files can be parted again on the case’s page.
        </p>
      </AskFirst>
      <p className="govuk-body">
        {referral.agencyName} is told and she is put on the agenda of the meeting. You can take it back for
        ten minutes, as long as nobody has acted on it and no files are joined.
      </p>
      <Awaited read={matches} label="Looking whether she is known" lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="govuk-body">Nobody known to the partnership looks like the same person.</p>
          ) : (
            <Radios
              {...field('sameAsCaseId')}
              label="Is she one of these?"
              hint="She is found by name, other names and date or year of birth, also misspelt, joined or apart, as a pet name, and in another script. Only you see this. The new file is joined to the one that you choose, and nobody sees more than before: who sees only the known case goes on seeing that one, who sees only this referral this one, and who sees both reads them as one. It can be undone on the case’s page."
              options={[
                ...items.map((match) => ({
                  value: match.caseId,
                  label: match.name,
                  hint: <Why match={match} referralId={referral.id} />,
                })),
                { value: someoneNew, label: 'None of these: open a case for her', divider: 'or' },
              ]}
            />
          )
        }
      </Awaited>
      {isUnnamed(values.sameAsCaseId) && (
        <Textarea
          {...field('escalation')}
          label="What has escalated since she was last discussed?"
          hint="The referral does not say. Write down what you know. Do not ask who may not see her other file: the question would tell of it."
          rows={3}
        />
      )}
      <Awaited read={meetings} label="Loading the meetings" lines={3}>
        {({ items }) => (
          <Radios
            {...field('meetingId')}
            label="To which meeting?"
            options={items.slice(0, 3).map(({ id, startsAt, referralsBy }) => ({
              value: id,
              label: dayWords(calendar, startsAt),
              hint: `Referrals by ${dayWords(calendar, referralsBy)}, end of day`,
            }))}
          />
        )}
      </Awaited>
      {isTooLate(values.meetingId) && (
        <Textarea
          {...field('exceptional', '/exceptional/reason')}
          label="It came too late for that meeting. Why does it go there all the same?"
          hint="Only for extremely high risk. The referrer’s own reason stands here if one was given."
          rows={3}
        />
      )}
      <Textarea {...field('reason')} label="A note on the decision (optional)" rows={2} />
    </MoveForm>
  )
}

function Why({ match, referralId }: { match: Match; referralId: string }) {
  return (
    <>
      {likelihoodWords[match.likelihood]}: {match.because.join('; ')}.
      {match.age && ` ${sentence(toldAge(match.age))}.`}
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
