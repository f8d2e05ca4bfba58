import type { OtherForumSaid } from '@alongside/shared/other-forums/schema'
import { type Forum, type ForumOutcome, forumOutcomes } from '@alongside/shared/other-forums/values'
import { forumOutcomeWords } from '@alongside/shared/other-forums/words'
import type { Form } from '../forms/use-form.ts'
import { DateInput } from '../ui/date-input.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { NrmSay } from './nrm-say.tsx'

/** What is typed of one forum; blank where nothing is. */
export type Typed = {
  [Key in Exclude<keyof OtherForumSaid, 'forum'>]-?: NonNullable<OtherForumSaid[Key]> | ''
}

export const typedOf = (said: Partial<OtherForumSaid> = {}): Typed => ({
  reference: said.reference ?? '',
  keptBy: said.keptBy ?? '',
  referredOn: said.referredOn ?? '',
  heardOn: said.heardOn ?? '',
  outcome: said.outcome ?? '',
  agreed: said.agreed ?? '',
  words: said.words ?? '',
})

/** Without what is blank, or belongs to another forum. */
export function saidOf(forum: Forum, typed: Typed): Omit<OtherForumSaid, 'forum'> {
  const { outcome, agreed, ...rest } = typed
  const outcomes: readonly string[] = forumOutcomes[forum]
  const said = {
    ...rest,
    outcome: outcomes.includes(outcome) ? outcome : '',
    agreed: forum === 'nrm' ? agreed : '',
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
}

/** FOR-1: what is asked of any forum, and of the National Referral Mechanism her say first. */
export function ForumFields<V extends Typed, R>({ forum, form }: { forum: Forum; form: Form<V, R> }) {
  const { field } = form as unknown as Form<Typed, R>
  const outcomes: readonly ForumOutcome[] = forumOutcomes[forum]
  return (
    <>
      {forum === 'nrm' && <NrmSay {...field('agreed')} />}
      <TextInput
        {...field('reference')}
        limit={100}
        label="Their reference (optional)"
        width={20}
        autoComplete="off"
      />
      <TextInput
        {...field('keptBy')}
        limit={200}
        label="Who keeps it there? (optional)"
        hint="The coordinator, social worker or officer, with a number if there is one."
        autoComplete="off"
      />
      <DateInput
        {...field('referredOn')}
        label="When was it referred? (optional)"
        hint="For example, 31 3 2026"
      />
      <DateInput
        {...field('heardOn')}
        label="When is it heard, or was it? (optional)"
        hint="For example, 14 4 2026"
      />
      <Select
        {...field('outcome')}
        label="What came of it? (optional)"
        options={[
          { value: '' as const, label: 'Nothing yet, or not known' },
          ...outcomes.map((value) => ({ value, label: forumOutcomeWords[value] })),
        ]}
      />
      <Textarea
        {...field('words')}
        label="In words (optional)"
        hint="Of whom it is, and what was agreed."
        rows={3}
      />
    </>
  )
}
