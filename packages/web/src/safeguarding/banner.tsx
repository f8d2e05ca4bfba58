import { recordNotification } from '@alongside/shared/safeguarding/addresses'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { whyNotRecordTold } from '@alongside/shared/safeguarding/rules'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { instantOf, localNow } from '../time/local.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { TakeBack } from './take-back.tsx'
import { ToldHere } from './told-here.tsx'
import { Numbers, useIsOwnFrontDoor } from './whom-to-tell.tsx'

const teams = {
  child: { title: 'Tell children’s social care', about: 'A child may be at risk.' },
  adult: {
    title: 'Tell the safeguarding adults team',
    about: 'An adult with care and support needs may be at risk.',
  },
} as const

/**
 * SAF-1, SAF-2: stays until it is recorded when who was told, by whoever told or by the front door's own answer. Nothing waits
 * for it. Where one's own agency is the front door, it asks to record, and tells nobody to ring herself.
 */
export function SafeguardingBanner({ notification }: { notification: SafeguardingNotification }) {
  const { frontDoors } = usePartnership()
  const mayRecord = useCan('safeguarding:record')
  const own = useIsOwnFrontDoor()(notification.kind)
  const team = teams[notification.kind]
  if (whyNotRecordTold(notification)) return null
  return (
    <Alert variant="error" title={own ? 'For your own team' : team.title} heading>
      <p className="govuk-body">{team.about}</p>
      <NamedChildren notification={notification} />
      {notification.about && <p className="govuk-body app-as-typed">{notification.about}</p>}
      {own ? (
        <p className="govuk-body">
          Your own agency is the front door: there is nobody else to ring.
          {!notification.toldHere && ' Record who of your team takes it.'}
        </p>
      ) : (
        <Numbers door={frontDoors[notification.kind]} />
      )}
      <ToldHere notification={notification} own={own} />
      <p className="govuk-body">
        {own ? 'Record it:' : 'Tell them at once. Then record that they were told:'}{' '}
        <Due at={notification.dueAt} />
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
        <Details summary={own ? 'Record who takes it' : 'They have been told by telephone: record it'}>
          <RecordForm notification={notification} />
        </Details>
      ) : (
        <p className="govuk-body">{notification.agencyName} records that they were told.</p>
      )}
    </Alert>
  )
}

/** CHD-1: of whom it is. */
function NamedChildren({ notification: { children } }: { notification: SafeguardingNotification }) {
  if (children.length === 0) return null
  return (
    <p className="govuk-body">
      <strong>{children.map(({ name }) => name).join(', ')}</strong>
    </p>
  )
}

function RecordForm({ notification }: { notification: SafeguardingNotification }) {
  const calendar = useCalendar()
  const { field, ...form } = useForm(recordNotification, {
    start: { ...localNow(calendar), receiver: '', reference: '' },
    needed: { receiver: 'Say who was spoken to' },
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
    said: ({ date, time, receiver, reference }) => ({
      params: { notificationId: notification.id },
      version: notification.version,
      body: { receiver, reference: reference || null, toldAt: instantOf(calendar, date, time) ?? '' },
    }),
    under: `/safeguarding/${notification.id}`,
  })
  return (
    <Form form={form}>
      <DateInput {...field('date', '/toldAt')} label="Which day were they told?" />
      <TextInput {...field('time')} label="At what time?" hint="24 hours, such as 14:05" width={5} />
      <TextInput {...field('receiver')} label="Who was spoken to?" hint="Team and name" autoComplete="off" />
      <TextInput
        {...field('reference')}
        limit={100}
        label="Their reference, if they gave one"
        hint="Leave it blank where it is still to come: “My work” keeps it for you"
        width={20}
        autoComplete="off"
      />
      <Button busy={form.busy}>Record that they were told</Button>
    </Form>
  )
}
