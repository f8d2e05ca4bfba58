import { coordinates } from '@alongside/shared/access'
import { listConflictChecks } from '@alongside/shared/people-who-harm/addresses'
import type { ConflictCheck } from '@alongside/shared/people-who-harm/schema'
import type { ConflictAnswer } from '@alongside/shared/people-who-harm/values'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useAsking } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { AnswerConflict } from './answer-conflict.tsx'

/** HRM-1: before papers go out, each lead says whether somebody is known to her agency: on the name, the age and the area alone. */
export default function ConflictChecksPage() {
  const checks = useRead(listConflictChecks, {}, { staleTime: 0 })
  const [done, setDone] = useState<{ caseId: string; answer: ConflictAnswer } | null>(null)
  return (
    <Page title="Is this person known to you?" heading="Is this person known to you?">
      {done && <Answered {...done} />}
      <Awaited read={checks} label="Loading whom you are asked about">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nobody waits for your answer">
              When somebody who harms a person is recorded on a case that your agency sees, you are asked
              here.
            </EmptyState>
          ) : (
            <>
              <Before />
              {items.map((check) => (
                <Check key={check.personId} check={check} onDone={setDone} />
              ))}
            </>
          )
        }
      </Awaited>
    </Page>
  )
}

/** How one asks: and whom not, where he may himself be a colleague. */
function Before() {
  const readsAll = coordinates(useAsking().role)
  return (
    <>
      <p className="govuk-body">
        {!readsAll && 'You read no more of a person before you have answered. '}
        Ask in your agency without saying why, and without her name. Nobody else reads what you answer but the
        coordinator and the chair.
      </p>
      <p className="govuk-body">
        Is it, or may it be, somebody who works with you? Ask nobody: answer that somebody must stand aside,
        and close the case to that person.
      </p>
    </>
  )
}

const answerWords = {
  not_known: 'Your answer is recorded. You can read now what is recorded of this person.',
  works_with_him:
    'Your answer is recorded. The coordinator looks at it, and lets you read what is recorded of this person if that is right.',
} as const

function Answered({ caseId, answer }: { caseId: string; answer: ConflictAnswer }) {
  return (
    <NotificationBanner success title="Answered">
      <p className="govuk-body">
        {answer === 'stand_aside' ? (
          <>
            Say now who:{' '}
            <Link {...paths.caseSection(caseId, 'people-who-harm')} className="govuk-link">
              close the case to that person
            </Link>
            . The coordinator looks at it before you read more of this person.
          </>
        ) : (
          <>
            {answerWords[answer]} It can be put right{' '}
            <Link {...paths.caseSection(caseId, 'people-who-harm')} className="govuk-link">
              on the case
            </Link>
            .
          </>
        )}
      </p>
    </NotificationBanner>
  )
}

function Check({
  check,
  onDone,
}: {
  check: ConflictCheck
  onDone: (done: { caseId: string; answer: ConflictAnswer }) => void
}) {
  const { personId, reference, called, age, area, askedAt, packOn } = check
  return (
    <section className="app-section">
      <SummaryList
        card={{ title: called ?? 'Name not known' }}
        rows={[
          { key: 'Age', value: age ?? 'Not known' },
          { key: 'Area', value: area ?? 'Not known' },
          { key: 'Case', value: reference },
          { key: 'Asked', value: <Moment at={askedAt} /> },
          ...(packOn ? [{ key: 'Papers go out', value: dateWords(packOn) }] : []),
        ]}
      />
      <AnswerConflict personId={personId} onDone={onDone} />
    </section>
  )
}
