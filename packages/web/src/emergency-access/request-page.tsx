import { answerByName, readByName } from '@alongside/shared/emergency-access/addresses'
import type { EmergencyRequestInFull } from '@alongside/shared/emergency-access/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { WhoAnswers } from './who-answers.tsx'

const every = 15_000 // milliseconds between looks at whether it is answered
const none = 'none'

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
  const decides = useCan('access:review') && !mine
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Who asks', value: [request.accountName, request.agencyName].join(', ') },
          { key: 'Asked', value: <Moment at={request.at} /> },
          { key: 'For', value: `${request.name}, born ${dateWords(request.dateOfBirth)}` },
          { key: 'Why', value: request.reason },
        ]}
      />
      {decides && !request.answeredAt && <Decide request={request} />}
      {!(decides && !request.answeredAt) && <Answer request={request} mine={mine} />}
    </>
  )
}

function Answer({ request, mine }: { request: EmergencyRequestInFull; mine: boolean }) {
  const { answeredAt, accessId } = request
  if (!answeredAt)
    return (
      <>
        <InsetText>
          The coordinator and the chair have been told. This page says so as soon as one has decided.
        </InsetText>
        <WhoAnswers />
      </>
    )
  if (!accessId)
    return (
      <>
        <InsetText>No file can be opened to you. That says nothing about whether there is one.</InsetText>
        {mine && <WhoAnswers />}
      </>
    )
  return (
    <ButtonLink>
      <Link {...paths.emergencyAccess(accessId)}>Go on</Link>
    </ButtonLink>
  )
}

function Decide({ request }: { request: EmergencyRequestInFull }) {
  const { field, ...form } = useForm(answerByName, {
    start: { caseId: '' },
    needed: { caseId: 'Choose the file that is meant, or none' },
    said: ({ caseId }) => ({
      params: { requestId: request.id },
      body: { caseId: caseId === none ? null : caseId },
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
            ...request.candidates.map(({ id, name, reference }) => ({
              value: id,
              label: `${name}, ${reference}`,
            })),
            { value: none, label: 'None that can be opened' },
          ]}
        />
        <Button busy={form.busy}>Answer</Button>
      </Form>
    </section>
  )
}
