import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { problems } from '@alongside/shared/problems'
import {
  checkWorkerWarning,
  endWorkerWarning,
  listWorkerWarnings,
  recordWorkerWarning,
} from '@alongside/shared/worker-safety/addresses'
import { whyNotCheckWarning } from '@alongside/shared/worker-safety/rules'
import type { WorkerWarning } from '@alongside/shared/worker-safety/schema'
import { endedShownFor, type WorkerWarningKind } from '@alongside/shared/worker-safety/values'
import { workerWarningWords } from '@alongside/shared/worker-safety/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { EndedWarning, Warning } from './warnings.tsx'

/** WRK-2: recorded, checked again, or no longer so. */
export default function RecordWarning({ file }: { file: Case }) {
  const warnings = useRead(listWorkerWarnings, { params: { caseId: file.id } })
  const refused = whyNotRecordOn(file.myBases)
  if (refused) return <EmptyState title={problems[refused].title}>{problems[refused].fix}</EmptyState>
  return (
    <>
      <p className="govuk-body">
        Of the place, and of who else is there. Nothing of her character stands here: what somebody needs in
        order to come home safe, and no more.
      </p>
      <Awaited read={warnings} label="Loading the warnings">
        {({ items }) => (
          <>
            {items
              .filter((warning) => whyNotCheckWarning(warning) === null)
              .map((warning) => (
                <section key={`${warning.id} ${warning.version}`} className="app-section">
                  <p className="govuk-body">
                    <Warning warning={warning} />
                  </p>
                  <Details
                    summary={`Still so, or no longer: ${workerWarningWords[warning.kind].toLowerCase()}`}
                  >
                    <CheckWarning warning={warning} />
                    <EndWarning warning={warning} />
                  </Details>
                </section>
              ))}
            <Past warnings={items.filter(({ ended }) => ended !== null)} />
          </>
        )}
      </Awaited>
      <h2 className="govuk-heading-m">Record a warning</h2>
      <NewWarning caseId={file.id} />
    </>
  )
}

function Past({ warnings }: { warnings: readonly WorkerWarning[] }) {
  if (warnings.length === 0) return null
  return (
    <Details summary={`No longer so (${warnings.length})`}>
      <ul className="govuk-list govuk-list--bullet">
        {warnings.map((warning) => (
          <li key={warning.id}>
            <EndedWarning warning={warning} />
          </li>
        ))}
      </ul>
    </Details>
  )
}

export function NewWarning({ caseId, under = '' }: { caseId: string; under?: string }) {
  const { field, done, ...form } = useForm(recordWorkerWarning, {
    ...useKeptTyping(`warning ${caseId}${under}`, 'A warning for workers, not recorded yet', {
      ...{ kind: '' as WorkerWarningKind | '', words: '', source: '', checkedOn: '' },
    }),
    needed: { kind: 'Say what it is', source: 'Say who says so', checkedOn: 'Say when it was checked' },
    faultsIn: ({ checkedOn }) => dateFaults({ checkedOn }),
    under,
    said: ({ words, ...warning }) => ({ params: { caseId }, body: { ...warning, ...answered({ words }) } }),
  })
  return (
    <Form
      form={form}
      className="app-narrow"
      intro={done && <NotificationBanner success>The warning is recorded</NotificationBanner>}
    >
      <Radios {...field('kind')} label="What is it?" options={optionsOf(workerWarningWords)} />
      <Textarea
        {...field('words')}
        label="In words (optional)"
        hint="Where, when, and what to do about it."
        rows={2}
      />
      <TextInput {...field('source')} label="Who says so?" />
      <DateInput {...field('checkedOn')} label="When was it checked?" hint="For example, 31 3 2026" />
      <Button busy={form.busy}>Record the warning</Button>
    </Form>
  )
}

function CheckWarning({ warning: { id, version } }: { warning: WorkerWarning }) {
  const { field, ...form } = useForm(checkWorkerWarning, {
    ...useKeptTyping(`warning checked ${id} ${version}`, 'How a warning was checked, not recorded yet', {
      source: '',
      checkedOn: '',
    }),
    needed: { source: 'Say who says so', checkedOn: 'Say when it was checked' },
    faultsIn: ({ checkedOn }) => dateFaults({ checkedOn }),
    said: (body) => ({ params: { workerWarningId: id }, body, version }),
    under: `/check/${id}`,
  })
  return (
    <Form form={form}>
      <TextInput {...field('source')} label="Who says that it is still so?" />
      <DateInput {...field('checkedOn')} label="When was it checked?" hint="For example, 31 3 2026" />
      <Button variant="secondary" busy={form.busy}>
        It is still so
      </Button>
    </Form>
  )
}

function EndWarning({ warning: { id, version, kind, agencyName } }: { warning: WorkerWarning }) {
  const { field, ...form } = useForm(endWorkerWarning, {
    ...useKeptTyping(`warning ends ${id}`, 'How you know that a warning no longer stands', { words: '' }),
    needed: { words: 'Say how you know' },
    asksFirst: true,
    said: (body) => ({ params: { workerWarningId: id }, body, version }),
    under: `/end/${id}`,
  })
  return (
    <Form form={form}>
      <Textarea {...field('words')} label="How do you know that it is no longer so?" rows={2} />
      <Button variant="warning" busy={form.busy}>
        It is no longer so
      </Button>
      <AskFirst
        {...form.question}
        title={`${workerWarningWords[kind]}: no longer so?`}
        yes="It is no longer so"
        no="Go back"
        variant="warning"
      >
        <p>
          {agencyName} recorded it, and is told. For {endedShownFor} days the case still says that it was so,
          and who ended it.
        </p>
      </AskFirst>
    </Form>
  )
}
