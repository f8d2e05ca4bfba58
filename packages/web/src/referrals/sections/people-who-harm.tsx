import type { HarmRow } from '@alongside/shared/people-who-harm/schema'
import { rowsAtMost } from '@alongside/shared/people-who-harm/values'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { HarmFields } from '../../people-who-harm/harm-fields.tsx'
import { Button } from '../../ui/button.tsx'
import { fieldId } from '../../ui/field-id.ts'
import { InsetText } from '../../ui/inset-text.tsx'
import { useDraft } from '../draft-context.tsx'
import { useSection } from './use-section.ts'

/** HRM-1: rows, each field saved as it is typed. What was submitted stands on the case and here no more. */
export function PeopleWhoHarm() {
  const { referral } = useDraft()
  const { answers, set, errorOf } = useSection('peopleWhoHarm')
  // A row is saved from its first word on; until then it is open on this page alone.
  const [begun, setBegun] = useState<readonly string[]>([])
  // The list of what is missing leads here, to the field of which the API alone knows that it is asked.
  const asked = useLocation({ select: ({ hash }) => hash })
  const ids = [...new Set([...Object.keys(answers), ...begun])]
  const rowOf = (id: string): HarmRow => answers[id] ?? {}
  return (
    <>
      <InsetText>
        Few read this: the coordinator, the chair, those who lead agencies that see her case, and workers whom
        they name. Nobody else learns that anybody is written down here.
        {referral.caseId && ' What you submitted before stands on her case: put it right there.'}
      </InsetText>
      {ids.map((id, n) => (
        <fieldset key={id} className="govuk-fieldset app-section">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
            <h2 className="govuk-fieldset__heading">Person {n + 1}</h2>
          </legend>
          <HarmFields
            at={`/answers/peopleWhoHarm/${id}`}
            row={rowOf(id)}
            put={(row) => set(id, row)}
            errorAt={errorOf}
            asksName={asked === fieldId(`/answers/peopleWhoHarm/${id}/sameName`)}
          />
          <Button
            type="button"
            variant="secondary"
            onClick={() => {
              set(id, undefined)
              setBegun(begun.filter((other) => other !== id))
            }}
          >
            Take out person {n + 1}
          </Button>
        </fieldset>
      ))}
      <Button
        type="button"
        variant="secondary"
        reason={ids.length < rowsAtMost ? undefined : `There is room for ${rowsAtMost} people.`}
        onClick={() => setBegun([...begun, crypto.randomUUID()])}
      >
        {ids.length === 0 ? 'Add a person who harms her' : 'Add another person'}
      </Button>
    </>
  )
}
