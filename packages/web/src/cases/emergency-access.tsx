import { takeEmergencyAccess } from '@alongside/shared/cases/addresses'
import { useNavigate } from '@tanstack/react-router'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { emergencyFaults } from './emergency.ts'

/** ACC-7: beyond one's grants, in an emergency, with a reason, for four hours, and never unseen. */
export function EmergencyAccess() {
  const navigate = useNavigate()
  const { field, ...form } = useForm(takeEmergencyAccess, {
    start: { reference: '', reason: '' },
    faultsIn: (typed) => emergencyFaults(inCapitals(typed)),
    said: (typed) => ({ body: inCapitals(typed) }),
    onSuccess: ({ caseId }) => void navigate(paths.case(caseId)),
  })
  return (
    <Details summary="Open a case in an emergency">
      <WarningText>
        For when someone’s life or safety cannot wait. The coordinator is told at once, by whom and why. It
        ends after four hours, and it stays on the case’s record.
      </WarningText>
      <Form form={form}>
        <TextInput
          {...field('reference')}
          label="The case’s reference"
          hint="Such as EMP-2026-7K3QX"
          width={20}
          autoComplete="off"
        />
        <Textarea
          {...field('reason')}
          label="Why can it not wait?"
          hint="At least 20 characters: what is happening, and what you need to know."
          rows={3}
        />
        <Button variant="warning" busy={form.busy}>
          Open the case for four hours
        </Button>
      </Form>
    </Details>
  )
}

const inCapitals = ({ reference, reason }: { reference: string; reason: string }) => ({
  reference: reference.toUpperCase(),
  reason,
})
