import { reachMissing } from '@alongside/shared/reach/rules'
import type { WayAnswers } from '@alongside/shared/reach/schema'
import { waysAtMost } from '@alongside/shared/reach/values'
import { wayKindWords } from '@alongside/shared/reach/words'
import { useState } from 'react'
import { useSection } from '../referrals/sections/use-section.ts'
import { Button } from '../ui/button.tsx'
import { ErrorMessage } from '../ui/error-message.tsx'
import { fieldId } from '../ui/field-id.ts'
import { Fieldset } from '../ui/fieldset.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WayFields } from './way-fields.tsx'

const newKey = () => crypto.randomUUID().replaceAll('-', '')

/** REF-14: the ways to reach her as rows of the form, each answer kept by itself; or why there is none. */
export function ReachSection() {
  const { answers, set, words, errorOf } = useSection('reach')
  // Begun here, with nothing typed in them yet.
  const [begun, setBegun] = useState<readonly string[]>(() =>
    Object.keys(answers.ways ?? {}).length === 0 ? [newKey()] : [],
  )
  const { ways = {} } = answers
  const written = Object.keys(ways)
  const keys = [...written, ...begun.filter((key) => !written.includes(key))]
  const place = '/answers/reach'
  const error = errorOf(place)
  const change = (key: string, way: WayAnswers) => set('ways', { ...ways, [key]: way })
  const remove = (key: string) => {
    setBegun(begun.filter((one) => one !== key))
    set('ways', Object.fromEntries(Object.entries(ways).filter(([one]) => one !== key)))
  }
  const asksWhy =
    answers.noneBecause !== undefined ||
    reachMissing(answers).some(({ place: at }) => at === '' || at === '/noneBecause')
  return (
    <div id={fieldId(place)}>
      {error && <ErrorMessage id={`${fieldId(place)}-error`}>{error}</ErrorMessage>}
      {keys.map((key, index) => {
        const way = ways[key] ?? {}
        const called = `Way ${index + 1}${way.kind ? `: ${wayKindWords[way.kind].toLowerCase()}` : ''}`
        return (
          <div className="app-way" key={key}>
            <Fieldset legend={called} legendSize="s">
              <WayFields
                at={`${place}/ways/${key}`}
                way={way}
                onChange={(next) => change(key, next)}
                errorAt={errorOf}
              />
              {(written.includes(key) || index > 0) && (
                <Button type="button" variant="secondary" onClick={() => remove(key)}>
                  Remove<span className="govuk-visually-hidden"> {called}</span>
                </Button>
              )}
            </Fieldset>
          </div>
        )
      })}
      {keys.length < waysAtMost && (
        <Button type="button" variant="secondary" onClick={() => setBegun([...begun, newKey()])}>
          Add another way
        </Button>
      )}
      {asksWhy && (
        <Textarea
          {...words('noneBecause')}
          label="Or why is there no safe way yet?"
          hint="“Not known yet” is an answer. She is asked before anybody rings or writes."
          rows={2}
        />
      )}
    </div>
  )
}
