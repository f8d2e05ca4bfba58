import { account } from '@alongside/shared/limits'
import { contribute, putRight, takeBack } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Tool } from '../plan/tool.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { useCan, useChairs, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { whyNotWrite } from './reasons.ts'

/** MTG-3: who says it, and whether as facts or as its opinion. */
export const saidBy = ({ agencyName, kind }: { agencyName: string; kind?: 'said' | 'facts' | 'opinion' }) =>
  ({ said: agencyName, facts: `${agencyName}: facts`, opinion: `${agencyName}: its opinion` })[kind ?? 'said']

/** What each agency shared into the item, one after the other. */
export function Contributions({ item, readOnly = false }: { item: AgendaItem; readOnly?: boolean }) {
  const mayPrepare = useCan('meetings:contribute') && !readOnly
  const mayAdd = useCan('items:contribute') && !readOnly && whyNotWrite(item) === undefined
  return (
    <section className="app-section" id="part-contributions">
      <h2 className="govuk-heading-m">What each agency knows</h2>
      {item.contributions.length === 0 && (
        <p className="govuk-body">Nothing has been shared into this case yet.</p>
      )}
      {item.contributions.map(({ id, agencyName, by, kind, words, at, yours, putRight: corrected }) => (
        <div key={id} className="app-contribution">
          <h3 className="govuk-heading-s">{saidBy({ agencyName, kind })}</h3>
          <p className="govuk-body app-as-typed">{words}</p>
          <p className="app-quiet">
            {by}, <Moment at={at} />
            {corrected && ', put right since'}
          </p>
          {mayAdd && yours && <PutRight id={id} words={words} agencyName={agencyName} />}
        </div>
      ))}
      {mayPrepare && (
        <p className="govuk-body">
          <Link {...paths.research(item.id)} className="govuk-link">
            What my agency knows
          </Link>
          , which it alone sees until it shares it
        </p>
      )}
      {mayAdd && <AddContribution item={item} />}
    </section>
  )
}

const nothing = { words: '', agencyId: '' }

function AddContribution({ item }: { item: AgendaItem }) {
  const itemId = item.id
  const { agencies } = usePartnership()
  const { acting } = useSession()
  const records = useChairs()(item)
  const mine = acting?.agencyId ?? ''
  const { field, ...form } = useForm(contribute, {
    start: nothing,
    state: useKept(`contribution ${itemId}`, 'What an agency shares into a case, not added yet', nothing),
    needed: { words: 'Write what the agency shares' },
    said: ({ words, agencyId }) => ({
      params: { itemId },
      body: { words, ...(agencyId !== mine && answered({ agencyId })) },
    }),
  })
  return (
    <Form form={form}>
      {records && (
        <Select
          {...field('agencyId')}
          label="Which agency says it?"
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.values.agencyId || mine}
        />
      )}
      <Textarea
        {...field('words')}
        label={records ? 'What does it share?' : 'What does your agency share?'}
        hint="Facts apart from opinion. Only what is needed to keep her safe and supported."
        rows={3}
        limit={account}
      />
      <Button variant="secondary" busy={form.busy}>
        Add it to the case
      </Button>
    </Form>
  )
}

/** MTG-7: until the case is closed its agency puts right what it shared, or takes it back. */
function PutRight({ id, words, agencyName }: { id: string; words: string; agencyName: string }) {
  const [asking, setAsking] = useState(false)
  const params = { contributionId: id }
  const taking = useSending(takeBack)
  const form = useForm(putRight, {
    start: { words },
    state: useKept(`put right ${id}`, 'What an agency shared into a case, not put right yet', { words }),
    under: `/said/${id}`,
    needed: { words: 'Write what the agency shares, or take it back' },
    said: (body) => ({ params, body }),
  })
  return (
    <>
      <Refused error={taking.error} attempt={taking.attempt} />
      <div className="app-plan__tools">
        <Tool words="Put it right" of={agencyName}>
          <Form form={form}>
            <Textarea {...form.field('words')} label="What is right?" rows={3} limit={account} />
            <Button variant="secondary" busy={form.busy}>
              Put it right
            </Button>
          </Form>
        </Tool>
        <button type="button" className="govuk-link app-link-button" onClick={() => setAsking(true)}>
          Take it back<span className="govuk-visually-hidden">: {agencyName}</span>
        </button>
      </div>
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        title="Take it back?"
        yes="Take it back"
        onYes={() => {
          setAsking(false)
          taking.send({ params, body: {} })
        }}
      >
        <p>It goes from the case and will not be in the minutes. That it was said stays on record.</p>
      </AskFirst>
    </>
  )
}
