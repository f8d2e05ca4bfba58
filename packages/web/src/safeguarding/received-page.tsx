import { telephonePattern } from '@alongside/shared/oncall/values'
import { answerReceived, readReceived } from '@alongside/shared/safeguarding/addresses'
import type { ReceivedNotification } from '@alongside/shared/safeguarding/received-schema'
import { whyNotAnswer, whyNotGiveReference } from '@alongside/shared/safeguarding/rules'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { ToldChildren } from '../children/told-children.tsx'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useSession } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Telephone } from '../ui/telephone.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { GiveReference } from './reference-form.tsx'
import { receivedTitles } from './words.ts'

/** SAF-1, SAF-2: what another agency tells one's front door, alone, and one's answer to it. */
export default function ReceivedPage() {
  const { receivedId = '' } = useParams({ strict: false })
  const read = useRead(readReceived, { params: { receivedId } })
  return (
    <AwaitedPage read={read} title="Somebody at risk" label="Loading what you are told">
      {(received) => <Received received={received} />}
    </AwaitedPage>
  )
}

function Received({ received }: { received: ReceivedNotification }) {
  const { kind, about, fromAgencyName, ringBack, receivedAt, dueAt } = received
  const waits = whyNotAnswer(received) === null
  const [answered, setAnswered] = useState(false)
  return (
    <>
      <BackLink>
        <Link {...paths.work}>My work</Link>
      </BackLink>
      <Page title={receivedTitles[kind]} heading={receivedTitles[kind]}>
        {received.takenBackAt && (
          <InsetText>
            Taken back <Moment at={received.takenBackAt} />: her age was a slip of the pen. There is nothing
            to do.
          </InsetText>
        )}
        {answered && (
          <NotificationBanner success title="Answered">
            <p className="govuk-body">{fromAgencyName} reads your answer, and it is recorded.</p>
          </NotificationBanner>
        )}
        <SummaryList
          rows={[
            {
              key: 'What it is about',
              value: <span className="app-as-typed">{about ?? 'Not kept any more'}</span>,
            },
            { key: 'Who tells you', value: fromAgencyName },
            {
              key: 'Whom to ring back',
              value: (
                <>
                  {ringBack.name}
                  {ringBack.jobTitle && `, ${ringBack.jobTitle}`}
                  <br />
                  {ringBack.telephone && (
                    <>
                      <Rung telephone={ringBack.telephone} />
                      <br />
                    </>
                  )}
                  <a href={`mailto:${ringBack.email}`} className="govuk-link app-email">
                    {ringBack.email}
                  </a>
                  <br />
                  <Link {...paths.onCall} className="govuk-link">
                    Who of theirs answers now
                  </Link>
                </>
              ),
            },
            {
              key: 'Told',
              value: (
                <>
                  <Moment at={receivedAt} />
                  {received.rungAt && (
                    <>
                      ; by telephone too, <Moment at={received.rungAt} />: {received.rungReceiver}
                    </>
                  )}
                </>
              ),
            },
            ...(waits ? [{ key: 'To be answered', value: <Due at={dueAt} /> }] : []),
            ...answerRows(received),
          ]}
        />
        <ToldChildren items={received.children} />
        {waits && <AnswerForm received={received} onAnswered={() => setAnswered(true)} />}
        {whyNotGiveReference(received) === null && (
          <>
            <h2 className="govuk-heading-m">Your reference is still to come</h2>
            <GiveReference received={received} />
          </>
        )}
        <p className="govuk-body app-quiet">
          You see this because your agency is the front door. It opens nothing else that is known of her.
        </p>
      </Page>
    </>
  )
}

/** As it was typed; at one touch where it is a number and nothing else. */
const Rung = ({ telephone }: { telephone: string }) =>
  new RegExp(telephonePattern).test(telephone) ? <Telephone number={telephone} /> : telephone

const answerRows = ({ answeredAt, receiver, reference, noReference, next }: ReceivedNotification) =>
  answeredAt
    ? [
        {
          key: 'Your answer',
          value: (
            <>
              <Moment at={answeredAt} />, {receiver}
            </>
          ),
        },
        { key: 'Your reference', value: reference ?? (noReference ? 'None' : 'Still to come') },
        { key: 'What happens now', value: <span className="app-as-typed">{next}</span> },
      ]
    : []

function AnswerForm({
  received: { id, version },
  onAnswered,
}: {
  received: ReceivedNotification
  onAnswered: () => void
}) {
  const { name } = useSession()
  const { field, ...form } = useForm(answerReceived, {
    ...useKeptTyping(`received ${id} ${version}`, 'What happens now for somebody at risk, not answered yet', {
      receiver: name,
      reference: '',
      next: '',
    }),
    needed: { receiver: 'Say who takes it', next: 'Say what happens now' },
    said: ({ reference, ...body }) => ({
      params: { receivedId: id },
      version,
      body: { ...body, reference: reference || null },
    }),
    onSuccess: onAnswered,
  })
  return (
    <Form form={form}>
      <h2 className="govuk-heading-m">Your answer</h2>
      <TextInput {...field('receiver')} limit={200} label="Who takes it?" autoComplete="off" />
      <TextInput
        {...field('reference')}
        limit={100}
        label="Your reference (optional)"
        hint="It may come later"
        width={20}
        autoComplete="off"
      />
      <Textarea {...field('next')} label="What happens now?" rows={4} />
      <Button busy={form.busy}>Send your answer</Button>
    </Form>
  )
}
