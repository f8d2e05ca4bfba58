import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function ReReferral() {
  const { answers, words, choice } = useSection('reReferral')
  const { tidy } = useDraft()
  const hasChildren = tidy.children?.hasChildren === 'yes'
  return (
    <>
      <p className="govuk-body">
        As far as you know. The coordinator looks whether she is known to the partnership; you need not
        search.
      </p>
      <Radios
        {...choice('discussedBefore')}
        label="Was she discussed at a meeting before?"
        inline
        options={yesNo}
      />
      {answers.discussedBefore === 'yes' && (
        <>
          <Textarea
            {...words('escalationSince')}
            label="What has escalated for her since then?"
            hint="What is worse, more often or new since that meeting."
            rows={4}
          />
          {(hasChildren || answers.childrenEscalation !== undefined) && (
            <Textarea
              {...words('childrenEscalation')}
              label="And for her children?"
              hint="What is worse, more often or new for them. Write “nothing” if so, or “not known”."
              rows={3}
            />
          )}
        </>
      )}
    </>
  )
}
