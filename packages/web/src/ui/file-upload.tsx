import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Label } from './label.tsx'

type Props = FieldProps & {
  /** Kinds of file that the browser offers first, such as ".csv". */
  accept?: string | undefined
  onChange: (file: File | null) => void
}

export function FileUpload({ name, label, labelSize, pageHeading, hint, error, accept, onChange }: Props) {
  const id = fieldId(name)
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} size={labelSize} pageHeading={pageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <input
        className={classes('govuk-file-upload', error !== undefined && 'govuk-file-upload--error')}
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.files?.[0] ?? null)}
      />
    </FormGroup>
  )
}
