import { longestFact, storable } from '@alongside/shared/limits'
import type { Fact, Research } from '@alongside/shared/research/contract'
import { factWords } from '@alongside/shared/research/rules'
import { Choice, Conflict } from '../autosave/conflict.tsx'
import { textOf } from '../autosave/engine.ts'
import { SavingState } from '../autosave/saving-state.tsx'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { blank, bothOf, contentOf, labelOf, limitOf, mostFacts, type Part, partFault } from './fields.ts'
import type { Writing } from './writing.ts'

type Props = { research: Research; writing: Writing; writable: boolean }

/** Facts apart from opinion, and what stays with the agency; saved as it is typed. */
export function ResearchForm({ research, writing, writable }: Props) {
  const { content, change, engine, state } = writing
  const about = (field: string) => ({ name: `/${field}`, error: state.held[field] })
  const settling = (field: string) =>
    field in state.elsewhere && (
      <Conflict
        mine={textOf(state.fields[field])}
        theirs={textOf(state.elsewhere[field])}
        settle={(words) => engine.settle(field, words)}
      />
    )
  const aboutPart = (at: number, fact: Fact, part: Part) => ({
    name: `/facts/${at}/${part}`,
    error: partFault(fact, part) ?? undefined,
  })
  const theirFacts = 'facts' in state.elsewhere ? contentOf(state.elsewhere).facts : null
  const facts = writable && content.facts.length === 0 ? [blank] : content.facts
  const setFact = (at: number, fact: Fact) => change({ ...content, facts: facts.with(at, fact) })
  if (!writable) return <Written research={research} />
  return (
    <>
      <h2 className="govuk-heading-m">Facts</h2>
      <p className="govuk-body">What happened or is so, how you know, and when it was.</p>
      {facts.map((fact, at) => (
        <fieldset key={at} className="govuk-fieldset app-section">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Fact {at + 1}</legend>
          <Textarea
            {...aboutPart(at, fact, 'what')}
            limit={longestFact.what}
            label="What?"
            rows={2}
            value={fact.what}
            onChange={(what) => setFact(at, { ...fact, what })}
          />
          <TextInput
            {...aboutPart(at, fact, 'source')}
            limit={longestFact.source}
            takes={storable}
            label="How do you know?"
            autoComplete="off"
            value={fact.source}
            onChange={(source) => setFact(at, { ...fact, source })}
          />
          <TextInput
            {...aboutPart(at, fact, 'when')}
            limit={longestFact.when}
            takes={storable}
            label="When was it?"
            autoComplete="off"
            value={fact.when}
            onChange={(when) => setFact(at, { ...fact, when })}
          />
          {facts.length > 1 && (
            <Button
              type="button"
              variant="secondary"
              onClick={() => change({ ...content, facts: facts.toSpliced(at, 1) })}
            >
              Take out fact {at + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {theirFacts && (
        <Choice
          words={theirFacts.map(factWords).join('\n')}
          mine={content.facts}
          theirs={theirFacts}
          both={bothOf(content.facts, theirFacts)}
          settle={(chosen) => engine.settle('facts', chosen)}
        />
      )}
      <Button
        type="button"
        variant="secondary"
        reason={facts.length < mostFacts ? undefined : `There is room for ${mostFacts} facts.`}
        onClick={() => change({ ...content, facts: [...facts, blank] })}
      >
        Add another fact
      </Button>
      <Textarea
        {...about('opinion')}
        limit={limitOf('opinion')}
        label="Opinion"
        labelSize="m"
        hint="What your agency thinks of it. It is shown apart from the facts."
        rows={3}
        value={content.opinion}
        onChange={(opinion) => change({ ...content, opinion })}
      />
      {settling('opinion')}
      <h2 className="govuk-heading-m">What your agency will not share</h2>
      <p className="govuk-body">This part is never shared. It is here so that your colleagues know.</p>
      <Textarea
        {...about('withheld/what')}
        limit={limitOf('withheld/what')}
        label="What stays with the agency?"
        rows={2}
        value={content.withheld.what}
        onChange={(what) => change({ ...content, withheld: { ...content.withheld, what } })}
      />
      {settling('withheld/what')}
      <Textarea
        {...about('withheld/why')}
        limit={limitOf('withheld/why')}
        label="Why?"
        rows={2}
        value={content.withheld.why}
        onChange={(why) => change({ ...content, withheld: { ...content.withheld, why } })}
      />
      {settling('withheld/why')}
      <SavingState sticky state={state} labelOf={labelOf} />
    </>
  )
}

function Written({ research: { content } }: Pick<Props, 'research'>) {
  const parts = [
    ['Facts', content.facts.map(factWords).join('\n')],
    ['Opinion', content.opinion],
    [
      'What your agency will not share',
      [content.withheld.what, content.withheld.why].filter(Boolean).join('\n'),
    ],
  ] as const
  return parts.map(([heading, words]) => (
    <section key={heading} className="app-section">
      <h2 className="govuk-heading-m">{heading}</h2>
      <p className="govuk-body app-as-typed">{words || 'Nothing was written down.'}</p>
    </section>
  ))
}
