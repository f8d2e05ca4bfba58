import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function ReReferral() {
  const { answers, words, choice } = useSection('reReferral')
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
        <Textarea
          {...words('escalationSince')}
          label="What has escalated since then?"
          hint="What is worse, more often or new since that meeting."
          rows={4}
        />
      )}
    </>
  )
}
