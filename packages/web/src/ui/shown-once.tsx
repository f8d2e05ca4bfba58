import { useState } from 'react'
import { Button } from './button.tsx'
import { ButtonGroup } from './button-group.tsx'
import { fieldId } from './field-id.ts'

type Props = {
  /** Makes the field's id; unique on the page. */
  name: string
  label: string
  value: string
}

/** A secret at the one time that it is shown: selected by a touch, copied by a button. */
export function ShownOnce({ name, label, value }: Props) {
  const [copied, setCopied] = useState(false)
  const id = fieldId(name)
  const copy = () =>
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <>
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor={id}>
          {label}
        </label>
        <input
          className="govuk-input"
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <ButtonGroup>
        <Button type="button" onClick={copy}>
          Copy
        </Button>
        <output>{copied && 'Copied'}</output>
      </ButtonGroup>
    </>
  )
}
