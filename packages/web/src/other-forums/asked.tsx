import type { OtherForumAnswers } from '@alongside/shared/other-forums/schema'
import { forumsOnForm } from '@alongside/shared/other-forums/values'
import { forumHints, forumShortWords, forumWords } from '@alongside/shared/other-forums/words'
import { useDraft } from '../referrals/draft-context.tsx'
import { useSection } from '../referrals/sections/use-section.ts'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { NrmSay } from './nrm-say.tsx'

type OnForm = (typeof forumsOnForm)[number]

/** FOR-1: which other forums know of her, each with a reference and a few words. */
export function OtherForumsAsked() {
  const { change } = useDraft()
  const { answers, set, place } = useSection('otherForums')
  const { known = [] } = answers
  const choose = (next: NonNullable<OtherForumAnswers['known']>) => {
    // What was said of one that is no longer ticked goes with its tick.
    const kept = forumsOnForm.filter((forum) => next.includes(forum) && answers[forum])
    change('otherForums', {
      ...(next.length > 0 && { known: next }),
      ...Object.fromEntries(kept.map((forum) => [forum, answers[forum]])),
    })
  }
  const about = (forum: OnForm, said: OtherForumAnswers['nrm']) => set(forum, { ...answers[forum], ...said })
  return (
    <Checkboxes
      {...place('known')}
      label="Does another forum know of her, or of a child of hers? (optional)"
      hint="MAPPA is not asked here: your agency’s lead records it on the case, where few read it."
      value={known}
      onChange={choose}
      options={[
        ...forumsOnForm.map((forum) => ({
          value: forum,
          label: forumWords[forum],
          hint: forumHints[forum],
          reveal: (
            <>
              {forum === 'nrm' && (
                <NrmSay
                  {...place('nrm/agreed')}
                  value={answers.nrm?.agreed}
                  onChange={(agreed) => about('nrm', { agreed })}
                />
              )}
              <TextInput
                {...place(`${forum}/reference`)}
                limit={100}
                label={`Reference of ${forumShortWords[forum]} (optional)`}
                width={20}
                autoComplete="off"
                value={answers[forum]?.reference ?? ''}
                onChange={(reference) => about(forum, { reference })}
              />
              <Textarea
                {...place(`${forum}/words`)}
                label={`What is known of ${forumShortWords[forum]} (optional)`}
                rows={2}
                value={answers[forum]?.words ?? ''}
                onChange={(words) => about(forum, { words })}
              />
            </>
          ),
        })),
        { value: 'none' as const, label: 'None of these', exclusive: true, divider: 'or' },
        { value: 'not_known' as const, label: 'Not known', exclusive: true },
      ]}
    />
  )
}
