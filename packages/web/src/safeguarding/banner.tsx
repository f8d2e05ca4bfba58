import { recordNotification } from '@alongside/shared/safeguarding/addresses'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { whyNotRecordTold } from '@alongside/shared/safeguarding/rules'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { instantOf, localNow } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { TakeBack } from './take-back.tsx'
import { Numbers } from './whom-to-tell.tsx'

const teams = {
  child: { title: 'Tell children’s social care', about: 'A child may be at risk.' },
  adult: {
    title: 'Tell the safeguarding adults team',
    about: 'An adult with care and support needs may be at risk.',
  },
} as const

/** SAF-1, SAF-2: stays until it is recorded when who was told, and their reference. Nothing waits for it. */
export function SafeguardingBanner({ notification }: { notification: SafeguardingNotification }) {
  const { frontDoors } = usePartnership()
  const mayRecord = useCan('safeguarding:record')
  const team = teams[notification.kind]
  if (whyNotRecordTold(notification)) return null
  return (
    <Alert variant="error" title={team.title} heading>
      <p className="govuk-body">{team.about}</p>
      {notification.about && <p className="govuk-body app-as-typed">{notification.about}</p>}
      <Numbers door={frontDoors[notification.kind]} />
      <p className="govuk-body">
        To be told at once, and recorded <Due at={notification.dueAt} />
      </p>
      {notification.mayTakeBack && (
        <Details summary="She is 18 or over: her age was a slip">
          <p className="govuk-body">
            Your referral stands again, and her age is asked for anew. Nobody needs to be told.
          </p>
          <TakeBack notificationId={notification.id} />
        </Details>
      )}
      {mayRecord ? (
        <Details summary="They have been told: record it">
          <RecordForm notification={notification} />
        </Details>
      ) : (
        <p className="govuk-body">{notification.agencyName} records that they were told.</p>
      )}
    </Alert>
  )
}

function RecordForm({ notification }: { notification: SafeguardingNotification }) {
  const calendar = useCalendar()
  const { field, ...form } = useForm(recordNotification, {
    start: { ...localNow(calendar), receiver: '', reference: '' },
    needed: { receiver: 'Say who was told', reference: 'Give their reference' },
    faultsIn: ({ date, time }) =>
      instantOf(calendar, date, time)
        ? []
        : [
            {
              pointer: '/toldAt',
              code: 'missing',
              detail: 'Give the day and the time at which they were told',
            },
          ],
    said: ({ date, time, ...told }) => ({
      params: { notificationId: notification.id },
      version: notification.version,
      body: { ...told, toldAt: instantOf(calendar, date, time) ?? '' },
    }),
    under: `/safeguarding/${notification.id}`,
  })
  return (
    <Form form={form}>
      <DateInput {...field('date', '/toldAt')} label="Which day were they told?" />
      <TextInput {...field('time')} label="At what time?" hint="24 hours, such as 14:05" width={5} />
      <TextInput {...field('receiver')} label="Who was told?" hint="Team and name" autoComplete="off" />
      <TextInput {...field('reference')} limit={100} label="Their reference" width={20} autoComplete="off" />
      <Button busy={form.busy}>Record that they were told</Button>
    </Form>
  )
}

/** Those recorded already, as part of the case's record. */
export function RecordedNotifications({
  notifications,
}: {
  notifications: readonly SafeguardingNotification[]
}) {
  const recorded = notifications.filter(({ recordedAt }) => recordedAt)
  if (recorded.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">Safeguarding</h2>
      <ul className="govuk-list govuk-list--bullet">
        {recorded.map(({ id, kind, toldAt, receiver, reference }) => (
          <li key={id}>
            {kind === 'child' ? 'Children’s social care' : 'The safeguarding adults team'} was told
            {toldAt && (
              <>
                {' on '}
                <Moment at={toldAt} />
              </>
            )}
            : {receiver}, reference {reference}
          </li>
        ))}
      </ul>
    </>
  )
}
