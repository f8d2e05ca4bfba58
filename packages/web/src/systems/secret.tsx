import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

/** Shown this once: nobody can read it here again. */
export function Secret({ id, secret }: { id: string; secret: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="govuk-inset-text">
      <label className="govuk-label" htmlFor={`secret-${id}`}>
        The secret, shown this once. With it your system verifies what it is sent.
      </label>
      <div className="govuk-form-group">
        <input
          className="govuk-input"
          id={`secret-${id}`}
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <ButtonGroup>
        <Button type="button" variant="secondary" onClick={copy}>
          Copy the secret
        </Button>
        <output>{copied && 'Copied'}</output>
      </ButtonGroup>
    </div>
  )
}
