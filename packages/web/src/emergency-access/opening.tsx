import { openEmergencyAccess } from '@alongside/shared/emergency-access/addresses'
import type { EmergencyAccessInFull } from '@alongside/shared/emergency-access/contract'
import { emergencyBarWords, limitMetWords } from '@alongside/shared/emergency-access/words'
import { Link, useNavigate } from '@tanstack/react-router'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { WhoAnswers } from './who-answers.tsx'

/** ACC-8: what she said no to, once the reason is on record and before anything opens. */
export function BeforeItOpens({ access }: { access: EmergencyAccessInFull }) {
  const { bearing } = access
  return (
    <>
      <h2 className="govuk-heading-m">Before it opens</h2>
      {bearing ? (
        <WhatSheRefuses limits={bearing.limits} />
      ) : (
        <p className="govuk-body">What she refuses is not shown any more. Ask again to go on.</p>
      )}
      {bearing?.bar && <Barred bar={bearing.bar} />}
      {bearing?.bar === null && <GoOn id={access.id} limits={bearing.limits} />}
    </>
  )
}

type Limits = NonNullable<EmergencyAccessInFull['bearing']>['limits']

/** ACC-8: to who opens it, who holds it, and who looks at it afterwards. */
export function WhatSheRefuses({ limits }: { limits: Limits }) {
  if (limits.length === 0)
    return <p className="govuk-body">She has said no to nothing that bears on this access.</p>
  return (
    <>
      <p className="govuk-body">She said no to:</p>
      <ul className="govuk-list govuk-list--bullet">
        {limits.map((limit) => (
          <li key={`${limit.kind} ${limit.purpose} ${limit.saidOn} ${limit.words}`}>
            {limitMetWords(limit)}, on {dateWords(limit.saidOn)}
            {limit.words && `: “${limit.words}”`}
            {limit.passed && '. Two people have decided that this agency may read her file all the same'}
          </li>
        ))}
      </ul>
    </>
  )
}

function Barred({ bar }: { bar: keyof typeof emergencyBarWords }) {
  return (
    <>
      <WarningText>{emergencyBarWords[bar]} You do not open it alone.</WarningText>
      <InsetText>
        Two people of two agencies decide, neither of them yours. Ring somebody on call at another agency
        first, then the coordinator, who has been told that you asked. If somebody is in danger now, ring 999:
        what you know yourself you may always tell.
      </InsetText>
      <WhoAnswers past />
    </>
  )
}

function GoOn({ id, limits }: { id: string; limits: Limits }) {
  const navigate = useNavigate()
  const form = useForm(openEmergencyAccess, {
    start: {},
    said: () => ({ params: { accessId: id }, body: {} }),
    onSuccess: ({ caseId }) => void navigate(paths.case(caseId)),
  })
  return (
    <Form form={form}>
      <p className="govuk-body">
        It opens to you alone, to be read. You can record what she says, report on an action and open a
        safeguarding notification; what she agrees to or refuses you cannot record.
        {limits.some(({ passed }) => passed) &&
          ' It ends when what was decided ends, after four hours at the most.'}
      </p>
      <ButtonGroup>
        <Button variant="warning" busy={form.busy}>
          Open the case for four hours
        </Button>
        <Link {...paths.cases} className="govuk-link">
          Leave it closed
        </Link>
      </ButtonGroup>
    </Form>
  )
}
