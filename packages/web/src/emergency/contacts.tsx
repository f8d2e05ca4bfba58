import { logContact, readContacts, recordAgreedAloud } from '@alongside/shared/emergency/addresses'
import type { Contacts } from '@alongside/shared/emergency/contract'
import { whyNotContact } from '@alongside/shared/emergency/rules'
import { contactAnswers, contactWays } from '@alongside/shared/emergency/values'
import { prose } from '@alongside/shared/limits'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Tag } from '../ui/tag.tsx'
import { Telephone } from '../ui/telephone.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Person = Contacts['people'][number]

const answerWords = {
  joins: 'Joins',
  left_message: 'Left a message',
  no_answer: 'No answer',
  cannot_join: 'Cannot join',
  declines: 'Will not join',
} as const
const wayWords = {
  phone: 'Phone',
  text_message: 'Text message',
  email: 'E-mail',
  in_person: 'In person',
} as const

const every = 15_000 // milliseconds between looks at who was reached

/** MTG-5: who was called, each attempt to reach them, and who has agreed to confidentiality. */
export function EmergencyContacts({ meeting }: { meeting: Meeting }) {
  const running = whyNotInMeeting('arrange', meeting.state) === null
  const calls = whyNotContact(meeting) === null
  const contacts = useRead(
    readContacts,
    { params: { meetingId: meeting.id } },
    { staleTime: 0, ...(running ? { refetchInterval: every } : {}) },
  )
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Who was called</h2>
      <Awaited read={contacts} label="Loading who was called">
        {({ people, onCall }) => (
          <>
            {people.map((person) => (
              <section key={person.accountId} className="app-section">
                <h3 className="govuk-heading-s">
                  {person.name}, {person.agencyName}
                </h3>
                <Standing person={person} />
                {calls && (
                  <Log meetingId={meeting.id} name={person.name} tried={{ accountId: person.accountId }} />
                )}
                {calls && !person.signedAt && (
                  <Aloud meetingId={meeting.id} person={person} text={meeting.confidentialityText} />
                )}
              </section>
            ))}
            {onCall.length > 0 && <h3 className="govuk-heading-m">On call</h3>}
            {onCall.map((entry) => (
              <section key={entry.onCallId} className="app-section">
                <h3 className="govuk-heading-s">
                  {entry.name}, {entry.agencyName}
                </h3>
                <p className="govuk-body">
                  <Telephone number={entry.telephone} />{' '}
                  <Tag colour={entry.answersNow ? 'green' : 'grey'}>
                    {entry.answersNow ? 'Answers now' : 'No longer on call'}
                  </Tag>
                </p>
                <Attempts attempts={entry.attempts} />
                {calls && entry.answersNow && (
                  <Log
                    meetingId={meeting.id}
                    name={`${entry.name}, ${entry.agencyName}`}
                    tried={{ onCallId: entry.onCallId }}
                    reachedAt={entry.telephone}
                  />
                )}
              </section>
            ))}
          </>
        )}
      </Awaited>
    </section>
  )
}

function Standing({ person }: { person: Person }) {
  return (
    <>
      <p className="govuk-body app-address">
        {person.signedAt ? (
          <Tag colour="teal">{person.agreedAloud ? 'Agreed aloud' : 'Signed'}</Tag>
        ) : (
          <Tag colour="grey">Not signed yet</Tag>
        )}{' '}
        {person.email}
      </p>
      <Attempts attempts={person.attempts} />
    </>
  )
}

function Attempts({ attempts }: Pick<Person, 'attempts'>) {
  if (attempts.length === 0) return null
  return (
    <ul className="govuk-list govuk-list--bullet">
      {attempts.map(({ id, at, how, answer, reachedAt, words, by }) => (
        <li key={id}>
          <Moment at={at} />: {wayWords[how]}
          {reachedAt && ` (${reachedAt})`}, <strong>{answerWords[answer]}</strong>
          {words && `. ${words}`} <span className="app-quiet">{by}</span>
        </li>
      ))}
    </ul>
  )
}

interface LogProps {
  meetingId: string
  /** Whom it is a try at. */
  tried: { accountId: string } | { onCallId: string }
  name: string
  /** The number that is rung, where it is known. */
  reachedAt?: string
}

function Log({ meetingId, tried, name, reachedAt: known = '' }: LogProps) {
  const { field, ...form } = useForm(logContact, {
    start: {
      how: 'phone' as (typeof contactWays)[number],
      answer: 'joins' as (typeof contactAnswers)[number],
      reachedAt: known,
      words: '',
    },
    said: ({ how, answer, reachedAt, words }) => ({
      params: { meetingId },
      body: { ...tried, how, answer, ...answered({ reachedAt, words }) },
    }),
    // The next try goes to the same number, more often than not.
    onSuccess: () => form.set({ words: '' }),
    keeps: true,
    under: `/${Object.values(tried).join()}`,
  })
  return (
    <Details summary={`Log a contact with ${name}`}>
      <Form form={form}>
        <Select
          {...field('how')}
          label="How?"
          options={contactWays.map((value) => ({ value, label: wayWords[value] }))}
        />
        <TextInput
          {...field('reachedAt')}
          label="Number or address that was used (optional)"
          autoComplete="off"
        />
        <Radios
          {...field('answer')}
          label="What came of it?"
          options={contactAnswers.map((value) => ({ value, label: answerWords[value] }))}
        />
        <TextInput {...field('words')} {...prose} label="In words (optional)" />
        <Button busy={form.busy}>Log it</Button>
      </Form>
    </Details>
  )
}

function Aloud({ meetingId, person, text }: { meetingId: string; person: Person; text: string }) {
  const sending = useSending(recordAgreedAloud)
  const body = { accountId: person.accountId, readOut: true } as const
  return (
    <Details summary={`${person.name} agrees aloud`}>
      <p className="govuk-body">Read this out. It is then on record that they agreed, with the time.</p>
      <div className="app-agreement__text app-as-typed">{text}</div>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button type="button" busy={sending.busy} onClick={() => sending.send({ params: { meetingId }, body })}>
        It was read out, and {person.name} agreed
      </Button>
    </Details>
  )
}
