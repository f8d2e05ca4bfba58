import type { Reply } from '@alongside/shared/contract'
import { circulatePack } from '@alongside/shared/documents/addresses'
import type { listDocumentCopies } from '@alongside/shared/documents/contract'
import { isPackLate, whyNotCirculate } from '@alongside/shared/documents/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { reasonOf } from '../sending/reason.ts'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** MTG-2: once, by the coordinator; it asks first, says who is told and who is not, and late it takes a reason. */
export function Circulate({
  meeting,
  heldBack,
}: {
  meeting: Meeting
  heldBack: Reply<typeof listDocumentCopies>['heldBack']
}) {
  const refused = whyNotCirculate(meeting)
  const late = isPackLate(meeting, useNow().toString())
  const { packCirculatedAt: at, packLateBecause: why } = meeting
  const { question, ...form } = useForm(circulatePack, {
    ...useKeptTyping(`circulate ${meeting.id}`, 'Why a pack goes round late, not sent yet', {
      lateBecause: '',
    }),
    faultsIn: ({ lateBecause }) =>
      late && !lateBecause
        ? [{ pointer: '/lateBecause', code: 'missing', detail: 'Say why the pack goes round late' }]
        : [],
    said: ({ lateBecause }) => ({
      params: { meetingId: meeting.id },
      version: meeting.version,
      body: late ? { lateBecause } : {},
    }),
    asksFirst: true,
  })
  return (
    <section className="app-section" aria-labelledby="circulation">
      <h2 className="govuk-heading-m" id="circulation">
        Circulate the pack
      </h2>
      {at && (
        <p className="govuk-body">
          Circulated <Moment at={at} />.{why && ` Late, because: ${why}`}
        </p>
      )}
      {!at && refused === 'meeting.wrong_state' && (
        <p className="govuk-body">The meeting closed before its pack was circulated.</p>
      )}
      {heldBack.length > 0 && (
        <InsetText>
          <p className="govuk-body">
            Until their lead has answered whether somebody who harms her is known there, packs of these
            agencies hold nothing of these cases but their line. The question waits on the lead’s work: ring
            them. Copies that are made after the answer are whole.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {heldBack.map(({ agencyName, references }) => (
              <li key={agencyName}>
                {agencyName}: {references.join(', ')}
              </li>
            ))}
          </ul>
        </InsetText>
      )}
      {!at && refused !== 'meeting.wrong_state' && (
        <Form form={form}>
          {late && (
            <Textarea
              {...form.field('lateBecause')}
              label="Why does it go round late?"
              hint="Less than 3 working days are left to read it. Every member reads this: name nobody whom the meeting speaks of."
              rows={2}
            />
          )}
          <Button busy={form.busy} reason={reasonOf(refused)}>
            Tell members that the pack is ready
          </Button>
        </Form>
      )}
      <AskFirst {...question} title="Circulate the pack?" yes="Circulate it">
        <p>
          The lead members of each agency that sees a case on this agenda are told that papers are ready.
          Nobody else is told by this: tell secondary members, guests and observers yourself.
        </p>
        <p>It goes round once. Each copy made from then on holds what its holder may see at that moment.</p>
      </AskFirst>
    </section>
  )
}
