import { listPopulation, loadPopulation } from '@alongside/shared/monitoring/addresses'
import { type Question, questionNames, questions } from '@alongside/shared/monitoring/figures'
import type { ChangeEvent } from 'react'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { workbookFaults } from '../imports/workbook.ts'
import { Awaited } from '../sending/awaited.tsx'
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
  const { field, done, ...form } = useForm(loadPopulation, {
    start: { question: 'ethnicity' as Question, source: '', csv: '' },
    needed,
    faultsIn: ({ csv }) => workbookFaults(csv),
    said: (body) => ({ body }),
    // One table after the other comes from one source.
    onSuccess: () => form.set({ csv: '' }),
    keeps: true,
  })
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    if (file) form.set({ csv: await file.text() })
  }
  return (
    <Form
      form={form}
      intro={
        done && <NotificationBanner success>{`Loaded: ${questions[done.question].title}`}</NotificationBanner>
      }
    >
      <Select
        {...field('question')}
        label="Which question?"
        options={questionNames.map((value) => ({ value, label: questions[value].title }))}
      />
      <TextInput
        {...field('source')}
        label="Source"
        hint="It stands beside the numbers: “Census 2021, TS021”."
        autoComplete="off"
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
      <Textarea {...field('csv')} label="Or paste the table" rows={6} spellCheck={false} />
      <Button variant="secondary" busy={form.busy}>
        Load it
      </Button>
    </Form>
  )
}
