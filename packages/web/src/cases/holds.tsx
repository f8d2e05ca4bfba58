import type { Case, CaseFile } from '@alongside/shared/cases/contract'
import { holdWords, liftWords, standing, whyNotLift } from '@alongside/shared/cases/holding'
import { liftHold, recordDeath } from '@alongside/shared/cases/holding-addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAsking } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { ofEachFile } from './files.ts'

/** REF-3: why nothing goes on with her case, before anything else is read of it. */
export function StandingHolds({ file }: { file: Case }) {
  const asking = useAsking()
  const holds = standing(ofEachFile(file, (one) => one.holds))
  if (file.rests && holds.length === 0)
    return (
      <NotificationBanner title="Work on this case rests">
        <p className="govuk-notification-banner__heading">Nothing more is sent, asked or listed for now.</p>
        <p className="govuk-body">Ask the coordinator before you contact anybody.</p>
      </NotificationBanner>
    )
  return holds.map((hold) => (
    <NotificationBanner key={hold.id} title={holdWords[hold.kind]}>
      <p className="govuk-notification-banner__heading">Nothing more is sent, asked or listed for her.</p>
      <p className="govuk-body app-as-typed">{hold.reason}</p>
      <p className="govuk-body">
        Recorded by {hold.heldBy}, <Moment at={hold.heldAt} />.
      </p>
      {whyNotLift(hold, asking) === null && <Lift hold={hold} />}
    </NotificationBanner>
  ))
}

function Lift({ hold }: { hold: CaseFile['holds'][number] }) {
  const under = `/hold/${hold.id}`
  const { field, ...form } = useForm(liftHold, {
    ...useKeptTyping(under, 'Why a hold is lifted, not sent yet', { reason: '' }),
    under,
    needed: { reason: 'Say what has been shown' },
    said: ({ reason }) => ({ params: { holdId: hold.id }, body: { reason } }),
  })
  return (
    <Details summary={liftWords[hold.kind]}>
      <Form form={form}>
        <Textarea
          {...field('reason')}
          label="What has been shown, and by what?"
          hint="Where the hold took her off an agenda she comes back: to that meeting, or to the next. Look at what else is open."
          rows={3}
        />
        <Button busy={form.busy}>Lift the hold</Button>
      </Form>
    </Details>
  )
}

/** She has died: what would still be sent, asked or listed stops at once. */
export function RecordDeath({ file }: { file: Case }) {
  const { field, done, ...form } = useForm(recordDeath, {
    ...useKeptTyping(`death ${file.id}`, 'That she has died, not recorded yet', { diedOn: '', knownBy: '' }),
    needed: { knownBy: 'Say how it is known' },
    faultsIn: ({ diedOn }) => dateFaults({ diedOn: diedOn || undefined }),
    said: ({ diedOn, knownBy }) => ({
      params: { caseId: file.id },
      body: { knownBy, ...(diedOn && { diedOn }) },
    }),
    asksFirst: true,
  })
  if (done)
    return (
      <p className="govuk-body">
        It is recorded, and everybody who works with her is told. If this was hard for you too, speak to your
        lead: nobody carries this alone.
      </p>
    )
  return (
    <Form form={form} className="app-narrow">
      <WarningText>
        Reminders stop, she leaves every agenda on which she was not heard yet, and who works with her is told
        at once.
      </WarningText>
      <DateInput
        {...field('diedOn')}
        label="On which day did she die? (optional)"
        hint="Leave it empty if it is not known."
      />
      <Textarea
        {...field('knownBy')}
        label="How is it known, and what else must be done?"
        hint="Who told you, whom to speak to, and her children, if she has any."
        rows={4}
      />
      <Button busy={form.busy}>Record that she has died</Button>
      <AskFirst
        {...form.question}
        title={`Record that ${file.identity.name || file.reference} has died?`}
        yes="Record it"
        variant="warning"
      >
        <p>
          {file.identity.name || 'She'} ({file.reference}): everybody who works with her is told at once.
          Reminders stop, and she leaves every agenda on which she was not heard yet.
        </p>
        <p>If it proves wrong, the coordinator takes it back; what was told by then cannot be unsaid.</p>
      </AskFirst>
    </Form>
  )
}
