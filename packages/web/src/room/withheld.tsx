import { NoBasis } from '../cases/no-basis.tsx'

/** CON-3: nothing of her is shown, to nobody; what was shared before stays on record. */
export function Withheld({ caseId }: { caseId: string }) {
  return (
    <>
      <NoBasis caseId={caseId} />
      <p className="govuk-body">
        Until then nothing of this case is shown here, and nothing is written down. It can be put off.
      </p>
    </>
  )
}
