import { whyNotAdd, whyNotAnswerQuestion } from '@alongside/shared/referrals/conversation'
import { addToReferral, answerQuestion } from '@alongside/shared/referrals/conversation-addresses'
import type { Question } from '@alongside/shared/referrals/conversation-schema'
import type { Referral } from '@alongside/shared/referrals/schema'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { InWords } from '../forms/in-words.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** REF-13: what was asked and answered about it, as far as one is party to it. It stands beside the answers. */
export function Conversation({ referral }: { referral: Referral }) {
  const { questions } = referral
  const asking = useAsking()
  const writes = useCan('referrals:write')
  if (questions.length === 0) return null
  return (
    <section aria-labelledby="talk">
      <h2 className="govuk-heading-m" id="talk">
        {referral.agencyId === asking.agencyId
          ? 'What you are asked'
          : `Between you and ${referral.agencyName}`}
      </h2>
      <ol className="govuk-list app-thread">
        {questions.map((question) => (
          <li key={question.id}>
            <p className="app-quiet govuk-!-margin-bottom-1">
              <strong>{question.askedBy}</strong>, {question.agencyName}, asked{' '}
              <Moment at={question.askedAt} />
            </p>
            <p className="govuk-body app-as-typed govuk-!-margin-bottom-1">{question.questions}</p>
            {question.meanwhile && (
              <p className="app-quiet app-as-typed govuk-!-margin-bottom-2">
                Meanwhile: {question.meanwhile}
              </p>
            )}
            {question.answeredAt ? (
              <Answered question={question} />
            ) : writes && whyNotAnswerQuestion(referral, asking, question) === null ? (
              <AnswerForm referral={referral} question={question} />
            ) : (
              <p className="govuk-body">
                {referral.agencyName} answers <Due at={question.dueAt} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Answered({ question: { answer, answeredAt, answeredBy } }: { question: Question }) {
  return (
    <>
      <p className="app-quiet govuk-!-margin-bottom-1">
        <strong>{answeredBy}</strong> answered {answeredAt && <Moment at={answeredAt} />}
      </p>
      <p className="govuk-body app-as-typed govuk-!-margin-bottom-0">
        {answer ?? 'By sending the whole form again.'}
      </p>
    </>
  )
}

function AnswerForm({ referral, question }: { referral: Referral; question: Question }) {
  const [empty] = useState({ answer: '', addToReferral: false })
  const { field, ...form } = useForm(answerQuestion, {
    start: empty,
    state: useKept(
      `answer ${question.id}`,
      `Answer about referral ${referral.reference}, not sent yet`,
      empty,
    ),
    needed: { answer: 'Write your answer' },
    said: (body) => ({
      params: { referralId: referral.id, questionId: question.id },
      version: referral.version,
      body,
    }),
    under: `/questions/${question.id}`,
  })
  return (
    <Form form={form}>
      <p className="govuk-body">
        Their clock rests. You answer <Due at={question.dueAt} />
      </p>
      <Textarea {...field('answer')} label={`Your answer to ${question.agencyName}`} rows={3} />
      <Checkbox
        {...field('addToReferral')}
        label="Show it to everybody who reads this referral"
        hint={`Otherwise ${question.agencyName} and the coordinator alone read it.`}
      />
      <Button busy={form.busy}>Send the answer</Button>
    </Form>
  )
}

/** REF-13: beside the form as it was submitted, what became known since. */
export function Additions({ referral }: { referral: Referral }) {
  const asking = useAsking()
  const writes = useCan('referrals:write')
  const adds = writes && whyNotAdd(referral, asking) === null
  const { additions } = referral
  if (additions.length === 0 && !adds) return null
  return (
    <section id="add" aria-labelledby={additions.length > 0 ? 'added' : undefined}>
      {additions.length > 0 && (
        <>
          <h3 className="govuk-heading-s" id="added">
            Added since
          </h3>
          <ul className="govuk-list app-thread">
            {additions.map(({ id, words, at, by, agencyName }) => (
              <li key={id}>
                <p className="govuk-body app-as-typed govuk-!-margin-bottom-1">{words}</p>
                <p className="app-quiet govuk-!-margin-bottom-0">
                  {by}, {agencyName}, <Moment at={at} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {adds && (
        <InWords
          contract={addToReferral}
          said={{ params: { referralId: referral.id }, version: referral.version }}
          summary="Add to the referral"
          asks={{
            key: 'words',
            label: 'What has become known since?',
            hint: 'Everybody who reads this referral reads it, beside the form as you sent it.',
            rows: 3,
            missing: 'Write what has become known',
          }}
          button="Add it"
          variant="secondary"
        />
      )}
    </section>
  )
}
