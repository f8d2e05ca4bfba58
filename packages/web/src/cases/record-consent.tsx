import type { Case } from '@alongside/shared/cases/contract'
import { recordConsent } from '@alongside/shared/consent/addresses'
import { consentFaults, leftOut, withdrewOn } from '@alongside/shared/consent/rules'
import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import { listLimits } from '@alongside/shared/limits/addresses'
import { afterNo, eachNo } from '@alongside/shared/limits/of-person'
import { isStanding, sayingFaults, whyNotRecordConsent } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { afterNoWords, limitWords } from '@alongside/shared/limits/words'
import { problems } from '@alongside/shared/problems'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { ConsentFields } from '../consent/consent-fields.tsx'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { LiftedNow } from '../limits/lifted-now.tsx'
import { saidLast } from '../limits/said-last.ts'
import { ToldOfLifting } from '../limits/told-of-lifting.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { consentInForce, seeByConsentAlone } from './agencies-that-lose.ts'
import { filesOf } from './files.ts'

/** CON-1: grants follow at once. */
export function RecordConsent({ file }: { file: Case }) {
  const limits = useRead(listLimits, { params: { caseId: file.id } })
  return (
    <Awaited read={limits} label="Loading what she said before">
      {({ items }) => <ConsentForm file={file} limits={items} />}
    </Awaited>
  )
}

function ConsentForm({ file, limits }: { file: Case; limits: readonly Limit[] }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const { name } = useSession()
  const mayRecord = useCan('consents:record')
  const navigate = useNavigate()
  const back = paths.caseSection(file.id, 'consent')
  const current = consentInForce(file, today(calendar))
  const standing = limits.filter(isStanding)
  const [start] = useState<ConsentAnswers>(() => ({ ...saidLast(file, standing), takenBy: name }))
  const [answers, setAnswers, clear] = useKept(`consent ${file.id}`, 'Her consent, not recorded yet', start)
  const refused = whyNotRecordConsent(file, answers, name)
  const otherwise = mayRecord ? undefined : 'Your role does not record consent.'
  const reason = refused ? `${problems[refused].title}. ${problems[refused].fix}` : otherwise
  const losing = seeByConsentAlone(file.grants).filter(({ id }) => !answers.agreedAgencies?.includes(id))
  const closing = leftOut(losing, answers)
  const refusing = agencies.flatMap(({ id, name: agency }) => {
    const after = answers.refusedAgencies?.includes(id) ? afterNo(id, file.grants) : null
    return after && losing.every((one) => one.id !== id) ? afterNoWords[after](agency) : []
  })
  const lifted = standing.filter(({ id }) => answers.lifts?.includes(id))
  const liftedInWords = eachNo(lifted)
    .map(({ limit }) => limitWords(limit))
    .join(', and to ')
  const form = useForm(recordConsent, {
    start,
    state: [answers, setAnswers, clear],
    said: (body) => ({
      params: { caseId: file.id },
      body: { ...body, ...(closing.length > 0 && { leavesOut: closing.map(({ id }) => id) }) },
    }),
    asksFirst: closing.length > 0 || lifted.length > 0,
    faultsIn: (body) => [
      ...consentFaults(body, '', today(calendar), (id) => agencies.some((agency) => agency.id === id)),
      ...sayingFaults(body, '', {
        limits,
        withdrewOn: withdrewOn(
          calendar,
          filesOf(file).flatMap(({ consents }) => consents),
        ),
      }),
      ...dateFaults({ givenOn: body.givenOn, until: body.until }),
    ],
    onSuccess: () => void navigate(back),
  })
  return (
    <Form form={form} className="app-narrow">
      {current ? (
        <InsetText>
          This takes the place of the consent given {dateWords(current.givenOn)}. What she said then is filled
          in below for you to go through with her: say each agency again, and change what she has changed. How
          and when she gave it, who helped, and until when it holds are asked anew.
        </InsetText>
      ) : (
        file.consents.length > 0 && (
          <InsetText>
            What she said last is filled in below. What she refused stays refused until she says otherwise.
          </InsetText>
        )
      )}
      <LiftedNow limits={standing} answers={answers} onChange={setAnswers} error={form.errorAt('/lifts')} />
      <ConsentFields
        at=""
        answers={answers}
        onChange={setAnswers}
        agencies={agencies}
        errorAt={form.errorAt}
      />
      {losing.length > 0 && <WarningText>These stop seeing the case at once: {namesOf(losing)}.</WarningText>}
      {refusing.map((words) => (
        <WarningText key={words}>{words}</WarningText>
      ))}
      <ButtonGroup>
        <Button busy={form.busy} reason={reason}>
          Record consent
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
      <AskFirst
        {...form.question}
        title={
          closing.length > 0
            ? 'Close the case to an agency that sees it now?'
            : `Does she lift her no to ${liftedInWords}?`
        }
        no={closing.length > 0 ? 'Go back and name it' : 'Go back'}
        yes="Record it"
        variant="warning"
      >
        {closing.length > 0 && (
          <>
            <p>
              She neither agrees to nor refuses: <strong>{namesOf(closing)}</strong>. With this record they
              stop seeing the case at once, and are told what to stop.
            </p>
            <p>If she was not asked about them, go back and ask.</p>
          </>
        )}
        {lifted.length > 0 && (
          <>
            <p>
              She lifts her no to <strong>{liftedInWords}</strong>.
            </p>
            <ToldOfLifting limits={lifted} />
          </>
        )}
      </AskFirst>
    </Form>
  )
}

const namesOf = (agencies: readonly { name: string }[]) => agencies.map(({ name }) => name).join(', ')
