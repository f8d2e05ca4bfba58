import { listPopulation, loadPopulation } from '@alongside/shared/monitoring/contract'
import { type Question, questionNames, questions } from '@alongside/shared/monitoring/figures'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { FormGroup } from '../ui/form-group.tsx'
import { Hint } from '../ui/hint.tsx'
import { Label } from '../ui/label.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Select } from '../ui/select.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

const needed = { source: 'Say where the table comes from', csv: 'Paste the table, or choose its file' }

/** MON-1: whom the partnership's people are held against, a table of the Census for each question. */
export function LocalPopulation() {
  const loaded = useRead(listPopulation, {})
  return (
    <Details summary="The local population">
      <p className="govuk-body">
        Reports that are drafted from now on hold the people discussed against it, where it is given.
      </p>
      <Awaited read={loaded} label="Loading the local population" lines={3}>
        {({ items }) => (
          <SummaryList
            rows={questionNames.map((question) => ({
              key: questions[question].title,
              value: items.find((one) => one.question === question)?.source ?? 'Not given yet',
            }))}
          />
        )}
      </Awaited>
      <LoadPopulation />
    </Details>
  )
}

function LoadPopulation() {
  const [question, setQuestion] = useState<Question>('ethnicity')
  const [source, setSource] = useState('')
  const [csv, setCsv] = useState('')
  const [done, setDone] = useState<Question>()
  const sending = useSending(loadPopulation, {
    onSuccess: () => {
      setDone(question)
      setCsv('')
    },
    faultsIn: ({ body }) => missingIn(body, needed),
  })
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    if (file) setCsv(await file.text())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDone(undefined)
    sending.send({ body: { question, source: source.trim(), csv } })
  }
  return (
    <form onSubmit={submit} noValidate>
      {done && <NotificationBanner success>{`Loaded: ${questions[done].title}`}</NotificationBanner>}
      <Refused error={sending.error} attempt={sending.attempt} />
      <Select
        name="/question"
        label="Which question?"
        options={questionNames.map((value) => ({ value, label: questions[value].title }))}
        value={question}
        onChange={setQuestion}
      />
      <TextInput
        name="/source"
        label="Source"
        hint="It stands beside the numbers: “Census 2021, TS021”."
        error={sending.errorAt('/source')}
        autoComplete="off"
        value={source}
        onChange={setSource}
      />
      <FormGroup>
        <Label htmlFor="csv-file">Choose a CSV file</Label>
        <Hint id="csv-file-hint">
          A header row, then one row a category: its name in the first column, its number in the last.
        </Hint>
        <input
          className="govuk-file-upload"
          id="csv-file"
          type="file"
          accept=".csv,text/csv"
          aria-describedby="csv-file-hint"
          onChange={(event) => void choose(event)}
        />
      </FormGroup>
      <Textarea
        name="/csv"
        label="Or paste the table"
        rows={6}
        spellCheck={false}
        error={sending.errorAt('/csv')}
        value={csv}
        onChange={setCsv}
      />
      <Button variant="secondary" busy={sending.busy}>
        Load it
      </Button>
    </form>
  )
}
