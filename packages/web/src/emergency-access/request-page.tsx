import { toldAge } from '@alongside/shared/age/words'
import { answerByName, readByName, readEmergencyAccess } from '@alongside/shared/emergency-access/addresses'
import type { EmergencyRequestInFull } from '@alongside/shared/emergency-access/contract'
import { isOpen, whyNotOpen } from '@alongside/shared/emergency-access/rules'
import { barToThemWords } from '@alongside/shared/emergency-access/words'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useSession } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { dateWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Telephone } from '../ui/telephone.tsx'
import { WhoAnswers } from './who-answers.tsx'

const every = 15_000 // milliseconds between looks at whether it is answered
const noFile = 'none'

/** ACC-6, ACC-7: what was asked by name, for who asked and for who decides. */
export default function RequestPage() {
  const { requestId } = useParams({ from: '/signed-in/emergency-requests/$requestId' })
  const request = useRead(readByName, { params: { requestId } }, { staleTime: 0, refetchInterval: every })
  return (
    <Page title="Emergency access" heading="Asked for in an emergency">
      <BackLink>
        <Link {...paths.emergencyAccesses}>Emergency access</Link>
      </BackLink>
      <Awaited read={request} label="Loading what was asked" lines={8}>
        {(one) => <Request request={one} />}
      </Awaited>
    </Page>
  )
}

function Request({ request }: { request: EmergencyRequestInFull }) {
  const mine = useSession().accountId === request.accountId
  const { answeredAt, mayAnswer, ringBack } = request
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Who asks', value: [request.accountName, request.agencyName].join(', ') },
          { key: 'Asked', value: <Moment at={request.at} /> },
          { key: 'For', value: `${request.name}, ${bornWords(request)}` },
          { key: 'Why', value: request.reason },
          ...(answeredAt ? [] : [{ key: 'To be answered', value: <Due at={request.dueAt} /> }]),
          ...(mayAnswer ? [{ key: 'Ring them back', value: <RingBack ringBack={ringBack} /> }] : []),
        ]}
      />
      {mayAnswer ? (
        <Decide request={request} mayAnswer={mayAnswer} />
      ) : (
        <Answer request={request} mine={mine} />
      )}
    </>
  )
}

function bornWords({ dateOfBirth, yearOfBirth }: EmergencyRequestInFull): string {
  if (dateOfBirth) return `born ${dateWords(dateOfBirth)}`
  return yearOfBirth ? `born in ${yearOfBirth}` : 'date of birth not known'
}

function Answer({ request, mine }: { request: EmergencyRequestInFull; mine: boolean }) {
  const { answeredAt, accessId, lapsesAt } = request
  const now = useNow().toString()
  if (!answeredAt && Date.parse(now) >= Date.parse(lapsesAt))
    return (
      <>
        <InsetText>
          Nobody answered within a day, and nobody can any more.
          {mine && ' Ask again if it is still needed, and say why now.'}
        </InsetText>
        {mine && <WhoAnswers />}
      </>
    )
  if (!answeredAt)
    return (
      <>
        <InsetText>Whoever may decide has been told. This page says so as soon as somebody has.</InsetText>
        <WhoAnswers />
      </>
    )
  if (!accessId && request.givenByMe)
    return (
      <InsetText>
        A file was given. It opens to {request.accountName} alone, once they say that they go on; the
        coordinator, the chair and who referred her are told as it does.
      </InsetText>
    )
  if (!accessId)
    return (
      <>
        <InsetText>
          {mine
            ? 'No file can be opened to you. That says nothing about whether there is one.'
            : `Answered: no file can be opened to ${request.accountName}. They are told no more than where there is no file.`}
        </InsetText>
        {mine && <WhoAnswers />}
      </>
    )
  return <Given accessId={accessId} mine={mine} />
}

/** The way on, as long as there is one: to what opens, to what is open, and afterwards to what was done. */
function Given({ accessId, mine }: { accessId: string; mine: boolean }) {
  const access = useRead(readEmergencyAccess, { params: { accessId } }, { staleTime: 0 })
  const now = useNow().toString()
  return (
    <Awaited read={access} label="Loading what was opened">
      {(one) =>
        mine && whyNotOpen(one, now) === null ? (
          <ButtonLink>
            <Link {...paths.emergencyAccess(accessId)}>Go on</Link>
          </ButtonLink>
        ) : (
          <InsetText>
            {isOpen(one, now)
              ? 'A file is open. '
              : one.openedAt
                ? 'It is over: nothing is open any more. '
                : 'A file was given. '}
            {mine && !one.openedAt && 'It was not opened in time. Ask again if it is still needed. '}
            <Link {...paths.emergencyAccess(accessId)} className="govuk-link">
              This emergency access
            </Link>
          </InsetText>
        )
      }
    </Awaited>
  )
}

type MayAnswer = NonNullable<EmergencyRequestInFull['mayAnswer']>

function RingBack({ ringBack }: Pick<EmergencyRequestInFull, 'ringBack'>) {
  if (!ringBack) return 'Their agency has nobody on call now: take a number that you know.'
  return (
    <>
      {ringBack.name}: <Telephone number={ringBack.telephone} />
    </>
  )
}

function Decide({ request, mayAnswer }: { request: EmergencyRequestInFull; mayAnswer: MayAnswer }) {
  const none = mayAnswer === 'given_or_none'
  const { field, ...form } = useForm(answerByName, {
    start: { caseId: '' },
    needed: { caseId: none ? 'Choose the file that is meant, or none' : 'Choose the file that is meant' },
    said: ({ caseId }) => ({
      params: { requestId: request.id },
      body: { caseId: caseId === noFile ? null : caseId },
    }),
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Which file is meant?</h2>
      <Form form={form}>
        <Radios
          {...field('caseId')}
          label="Ring them back first, on a number that you know"
          options={[
            ...request.candidates.map(({ id, name, reference, age, because }) => {
              const bar = request.barred.find(({ caseId }) => caseId === id)?.bar
              return {
                value: id,
                label: [name, age && toldAge(age), reference].filter(Boolean).join(', '),
                hint: [
                  because.length > 0 && `Found by: ${because.join('; ')}.`,
                  bar && `Cannot be given: ${barToThemWords[bar](request.agencyName)}`,
                ]
                  .filter(Boolean)
                  .join(' '),
              }
            }),
            ...(none ? [{ value: noFile, label: 'None that can be opened' }] : []),
          ]}
        />
        {!none && (
          <p className="govuk-body">
            You are asked because you are on call, and your agency sees a file of somebody of that name. If it
            is not her, or should not be opened, leave it: only the coordinator or the chair says that there
            is none.
          </p>
        )}
        <p className="govuk-body">
          What you give opens to {request.accountName} alone, once they say that they go on: that whole file,
          to be read, for four hours at the most. No other file of hers opens by it
          {none ? ', and you can end it at once.' : ', and the coordinator can end it at once.'}
        </p>
        <Button busy={form.busy}>Answer</Button>
      </Form>
      {request.barred
        .filter(({ bar }) => bar !== 'closed_to_them')
        .map(({ caseId }) => (
          <PastHerNo
            key={caseId}
            caseId={caseId}
            reference={request.candidates.find(({ id }) => id === caseId)?.reference ?? ''}
            agencyName={request.agencyName}
            saysNone={none}
          />
        ))}
    </section>
  )
}

/** ACC-8: what can be done where she refused who asks: to who may see her file, and to nobody else. */
function PastHerNo({
  caseId,
  reference,
  agencyName,
  saysNone,
}: {
  caseId: string
  reference: string
  agencyName: string
  saysNone: boolean
}) {
  return (
    <Details summary={`What can be done about ${reference}`} open>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          Help her without them:{' '}
          <Link {...paths.case(caseId)} className="govuk-link">
            read her file
          </Link>{' '}
          and ring an agency that she has not refused.
        </li>
        <li>
          If the risk outweighs what she said:{' '}
          <Link {...paths.caseSection(caseId, 'without-consent')} className="govuk-link">
            ask to share past her no
          </Link>
          . Two people of two agencies decide, neither of them {agencyName}. Where a life is in danger now,
          one person on call may open it for four hours.
        </li>
        <li>
          {saysNone
            ? 'Then answer “None that can be opened”.'
            : 'Leave the answer to the coordinator or the chair, and say nothing of her to who asks.'}{' '}
          {agencyName} is told no more than where there is no file.
        </li>
      </ul>
    </Details>
  )
}
