import { Link } from '@tanstack/react-router'
import { SavingState } from '../autosave/saving-state.tsx'
import { paths } from '../paths.ts'
import { fieldId } from '../ui/field-id.ts'
import { useDraft } from './draft-context.tsx'
import { pointerOf } from './fields.ts'
import { sectionOf } from './sections.ts'

/** Whether what was typed is safe, and where; on every page of the form, by name, what must be put right. */
export function DraftStatus() {
  const { referral, state, faults, labelOf } = useDraft()
  const linkTo = (pointer: string) => (
    <Link
      {...paths.referralSection(referral.id, sectionOf(pointer)?.slug ?? 'for-whom')}
      hash={fieldId(pointer)}
      className="govuk-link"
    >
      {labelOf(pointer.replace('/answers/', ''))}
    </Link>
  )
  return (
    <SavingState
      state={state}
      labelOf={(field) => linkTo(pointerOf(field, state.fields))}
      unfinished={faults
        .filter(({ code }) => code === 'unfinished')
        .map(({ pointer, detail }) => ({ label: linkTo(pointer), words: detail }))}
    />
  )
}
