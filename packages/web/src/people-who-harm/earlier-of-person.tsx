import { restorePersonWhoHarms } from '@alongside/shared/people-who-harm/addresses'
import { whyNotRestore } from '@alongside/shared/people-who-harm/rules'
import type { PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import type { SameName } from '@alongside/shared/people-who-harm/values'
import { calledOf, harmEndingWords } from '@alongside/shared/people-who-harm/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { AskOfName } from './ask-of-name.tsx'
import { personRows } from './person-rows.tsx'

type Before = PersonWhoHarms['before'][number]

/** HRM-1: what stood before it was changed or ended, each with who did it; put back by whom it is to change. */
export function EarlierOfPerson({ person, onDone }: { person: PersonWhoHarms; onDone: () => void }) {
  const asking = useAsking()
  const records = useCan('cases:record')
  if (person.before.length === 0) return null
  return (
    <Details summary={`What stood here before (${person.before.length})`}>
      {person.before.map((before) => (
        <section key={before.version}>
          <SummaryList card={{ title: calledOf(before.facts) }} rows={personRows(before.facts)} />
          <p className="app-quiet">
            {before.ended && `${harmEndingWords[before.ended.as]}: “${before.ended.words}” `}
            Until <Moment at={before.until} />, when {before.changedBy} changed it.
          </p>
          {records && whyNotRestore(person, before.version, asking) === null && (
            <PutBack {...{ person, before, onDone }} />
          )}
        </section>
      ))}
    </Details>
  )
}

type PutBackProps = { person: PersonWhoHarms; before: Before; onDone: () => void }

function PutBack({ person, before: { version }, onDone }: PutBackProps) {
  const { field, ...form } = useForm(restorePersonWhoHarms, {
    ...useKeptTyping(`put back ${person.id} ${version}`, 'Why an earlier record stands, not sent yet', {
      words: '',
      sameName: '' as SameName | '',
    }),
    needed: { words: 'Say why' },
    said: ({ words, sameName }) => ({
      params: { personWhoHarmsId: person.id },
      body: { version, words, ...answered({ sameName }) },
      version: person.version,
    }),
    onSuccess: onDone,
    under: `/restoring/${person.id}/${version}`,
  })
  return (
    <Form form={form}>
      <Textarea {...field('words')} label="Why does this stand?" rows={2} />
      {(form.values.sameName || form.errorAt('/sameName')) && <AskOfName {...field('sameName')} />}
      <Button variant="secondary" busy={form.busy}>
        Put this back
      </Button>
    </Form>
  )
}
