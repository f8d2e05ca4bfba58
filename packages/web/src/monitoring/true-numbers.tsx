import { Button } from '../ui/button.tsx'
import { WarningText } from '../ui/warning-text.tsx'

/** Above everything that is not suppressed. */
export function TrueNumbers() {
  return (
    <>
      <WarningText>
        These are true numbers, for you alone: never publish these. What may be published is in the reports.
      </WarningText>
      <Button type="button" variant="secondary" onClick={() => window.print()}>
        Print
      </Button>
    </>
  )
}
