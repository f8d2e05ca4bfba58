import { settleConflict } from '@alongside/shared/people-who-harm/addresses'
import { whyNotSettle } from '@alongside/shared/people-who-harm/rules'
import type { PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import { conflictAnswerWords } from '@alongside/shared/people-who-harm/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAsking } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { AnswerConflict } from './answer-conflict.tsx'

type Conflict = PersonWhoHarms['conflicts'][number]

/** HRM-1: what the agencies answered of him, and, for who coordinates, whether one that knows of him reads the row all the same. */
export function Conflicts({
  person: { id, conflicts },
  asks,
  onSettled,
}: {
  person: PersonWhoHarms
  asks: boolean
  onSettled: (words: string) => void
}) {
  const asking = useAsking()
  const own = conflicts.find(({ agencyId }) => agencyId === asking.agencyId)
  if (conflicts.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">Is this person known to an agency?</h3>
      <ul className="govuk-list govuk-list--bullet">
        {conflicts.map((conflict) => {
          const { agencyId, agencyName, answer, words, answeredAt, answeredBy, reads } = conflict
          return (
            <li key={agencyId}>
              {agencyName}: {answer ? conflictAnswerWords[answer] : 'not answered yet'}
              {words && <span className="app-as-typed">, “{words}”</span>}
              {answeredBy && `, ${answeredBy}`}
              {answeredAt && (
                <>
                  , <Moment at={answeredAt} />
                </>
              )}
              {answer !== null && !reads && '. It reads no more than the name, the age and the area.'}
              {whyNotSettle(conflict, asking) === null && (
                <Settle
                  personId={id}
                  conflict={conflict}
                  onDone={() => onSettled(`${agencyName} reads now what is recorded`)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {asks && own && (
        <Details
          key={own.answeredAt}
          summary={own.answer ? 'Put your agency’s answer right' : 'Answer for your agency'}
        >
          <AnswerConflict personId={id} />
        </Details>
      )}
    </>
  )
}

function Settle({
  personId,
  conflict: { agencyId, agencyName },
  onDone,
}: {
  personId: string
  conflict: Conflict
  onDone: () => void
}) {
  const { field, ...form } = useForm(settleConflict, {
    ...useKeptTyping(`settle ${personId} ${agencyId}`, 'Why an agency may read who harms her, not sent yet', {
      words: '',
    }),
    needed: { words: 'Say why' },
    said: ({ words }) => ({ params: { personWhoHarmsId: personId }, body: { agencyId, words } }),
    onSuccess: onDone,
    under: `/settling/${personId}/${agencyId}`,
  })
  return (
    <Details summary={`Let ${agencyName} read what is recorded`}>
      <p className="govuk-body">
        First look who must not read it, and close the case to that person below. Then its lead and whom she
        named here read all that is recorded of this person.
      </p>
      <Form form={form}>
        <Textarea {...field('words')} label="Why?" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Let {agencyName} read it
        </Button>
      </Form>
    </Details>
  )
}
