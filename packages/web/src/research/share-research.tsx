import { shareResearch } from '@alongside/shared/research/addresses'
import type { Fact, Research } from '@alongside/shared/research/contract'
import { factWords, isFactToShare, isOpinionToShare, whyNotShare } from '@alongside/shared/research/rules'
import { Link } from '@tanstack/react-router'
import { same } from '../autosave/engine.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { reasonOf } from '../sending/reason.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'

const opinion = 'opinion'

type Props = { research: Research; typed: readonly Fact[]; saved: boolean }

/** Chosen fact by fact, and looked at before it goes. What was taken out above is not offered, saved or not. */
export function ShareResearch({ research, typed, saved }: Props) {
  const { content, shared } = research
  const offered = [
    ...content.facts.flatMap((fact, at) =>
      isFactToShare(research, fact) && typed.some((one) => same(one, fact))
        ? [{ value: String(at), label: factWords(fact) }]
        : [],
    ),
    ...(isOpinionToShare(research) ? [{ value: opinion, label: `Opinion: ${content.opinion}` }] : []),
  ]
  /** What a colleague shared meanwhile is offered no longer. */
  const goingOf = (share: string[]) => offered.filter(({ value }) => share.includes(value))
  const form = useForm(shareResearch, {
    start: { share: [] as string[] },
    faultsIn: ({ share }) =>
      goingOf(share).length > 0
        ? []
        : [{ pointer: '/share', code: 'missing', detail: 'choose what to share' }],
    said: ({ share }) => ({
      params: { itemId: research.agendaItemId },
      version: research.version,
      body: {
        facts: goingOf(share).flatMap(({ value }) => (value === opinion ? [] : [Number(value)])),
        opinion: goingOf(share).some(({ value }) => value === opinion),
      },
    }),
    asksFirst: true,
  })
  const refusal = whyNotShare(research)
  const reason = reasonOf(refusal) ?? (saved ? undefined : 'What is typed above is not saved yet.')
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Share into the case</h2>
      <AlreadyShared shared={shared} />
      {refusal === 'meeting.confidentiality_unsigned' && (
        <p className="govuk-body">
          <Link {...paths.meeting(research.meetingId)} className="govuk-link">
            Read and sign this meeting’s agreement
          </Link>
        </p>
      )}
      <Form form={form}>
        {offered.length === 0 ? (
          <p className="govuk-body">There is nothing to share yet that is not shared already.</p>
        ) : (
          <>
            <Checkboxes {...form.field('share')} label="What do you share?" options={offered} />
            <Button variant="secondary" busy={form.busy} reason={reason}>
              See it before it is shared
            </Button>
          </>
        )}
      </Form>
      <AskFirst {...form.question} title="Share this?" yes="Share it">
        <p>
          Every agency with which {research.caseReference} is shared, and who is invited to this item, will
          read the following as yours. It stands in the minutes, and cannot be taken back.
        </p>
        <ul className="govuk-list govuk-list--bullet">
          {goingOf(form.values.share).map(({ value, label }) => (
            <li key={value}>{label}</li>
          ))}
        </ul>
      </AskFirst>
    </section>
  )
}

function AlreadyShared({ shared }: Pick<Research, 'shared'>) {
  const lines = [...shared.facts.map(factWords), ...shared.opinions.map((words) => `Opinion: ${words}`)]
  if (lines.length === 0) return null
  return (
    <>
      <p className="govuk-body">Shared already:</p>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </>
  )
}
