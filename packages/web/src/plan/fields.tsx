import { narrative, prose } from '@alongside/shared/limits'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { planAreas, planParts } from '@alongside/shared/plan/values'
import { planAreaWords, planPartWords } from '@alongside/shared/plan/words'
import { dateFaults } from '../consent/date-faults.ts'
import { answered, type Field } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { DateInput } from '../ui/date-input.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { Tool } from './tool.tsx'

export interface Typed {
  part: PlanLine['part'] | ''
  area: NonNullable<PlanLine['area']> | ''
  words: string
  herWords: string
  herWordsOn: string
  /** As her own copy says it. */
  forHer: string
  leadAgencyId: string
  lookAgainOn: string
  /** Of a line that is added in the room. */
  stepWhat: string
  stepDueOn: string
  /** Between meetings: why, and who agreed. */
  why: string
  /** Of a proposal. */
  limitedTo: string[]
}

export const emptyLine: Typed = {
  ...{ part: '', area: '', words: '', herWords: '', herWordsOn: '', leadAgencyId: '', lookAgainOn: '' },
  ...{ forHer: '', stepWhat: '', stepDueOn: '', why: '', limitedTo: [] },
}

export const typedOf = (line: PlanLine): Typed => ({
  part: line.part,
  area: line.area ?? '',
  words: line.words,
  herWords: line.herWords ?? '',
  herWordsOn: line.herWordsOn ?? '',
  leadAgencyId: line.leadAgencyId ?? '',
  lookAgainOn: line.lookAgainOn ?? '',
  forHer: line.forHer ?? '',
  ...{ stepWhat: '', stepDueOn: '', why: '', limitedTo: [] },
})

/** What is said of a line, as the API takes it: what was left blank is not said. */
export const lineSaid = (
  typed: Pick<Typed, 'area' | 'words' | 'herWordsOn' | 'leadAgencyId' | 'lookAgainOn'>,
) => ({
  ...answered({
    area: typed.area,
    herWordsOn: typed.herWordsOn,
    leadAgencyId: typed.leadAgencyId,
    lookAgainOn: typed.lookAgainOn,
  }),
  words: typed.words,
})

/** Of a new line: what of hers was written down. */
export const hersSaid = ({ herWords, forHer }: Pick<Typed, 'herWords' | 'forHer'>) =>
  answered({ herWords, forHer })

export const lineDateFaults = ({ herWordsOn, lookAgainOn }: Typed) => dateFaults({ herWordsOn, lookAgainOn })

type FieldOf = <Key extends keyof Typed>(key: Key, pointer?: string) => Field<Typed[Key]>

type Props = {
  field: FieldOf
  values: Typed
  /** Agencies that may lead it: those that see the case. */
  mayLead: readonly string[]
  /** A line that is there keeps its part. */
  fixedPart?: boolean
  /** In the room: what is done first, asked for where her light is red and the line keeps her safe. */
  asksFirstStep?: boolean
}

/** What a line says. Her words are asked for at once where a line is hers to want. */
export function LineFields({ field, values, mayLead, fixedPart = false, asksFirstStep = false }: Props) {
  const { agencies } = usePartnership()
  const hers = values.part === 'exit' || values.part === 'goal'
  const herFields = (
    <>
      <Textarea
        {...field('herWords')}
        label="What did she say of it?"
        hint="As she said it. A step out is written down only with her words."
        rows={2}
        limit={narrative}
      />
      <DateInput {...field('herWordsOn')} label="On which day?" hint="For example, 16 4 2026" />
    </>
  )
  return (
    <>
      {!fixedPart && (
        <Select
          {...field('part')}
          label="What is it about?"
          options={[
            { value: '', label: 'Choose' },
            ...planParts.map((part) => ({ value: part, label: planPartWords[part] })),
          ]}
        />
      )}
      <Textarea
        {...field('words')}
        label="What does the plan say?"
        hint="What is done, by whom, and from when. One thing a line."
        rows={3}
        limit={narrative}
      />
      {hers && herFields}
      <Select
        {...field('leadAgencyId')}
        label="Which agency leads it?"
        options={[
          { value: '', label: 'None yet' },
          ...agencies
            .filter(({ id }) => mayLead.includes(id))
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {asksFirstStep && (
        <>
          <TextInput
            {...field('stepWhat', '/firstStep/what')}
            {...prose}
            label="What is done first?"
            hint="Her light is red: what keeps her safe has a first step, of the agency that leads it."
            autoComplete="off"
          />
          <DateInput
            {...field('stepDueOn', '/firstStep/dueOn')}
            label="By when?"
            hint="For example, 16 4 2026"
          />
        </>
      )}
      <Tool
        words={
          hers
            ? 'More: part of her life, her own copy, when to look again'
            : 'More: part of her life, her words, her own copy, when to look again'
        }
      >
        <Select
          {...field('area')}
          label="Part of her life"
          options={[
            { value: '', label: 'Not said' },
            ...planAreas.map((area) => ({ value: area, label: planAreaWords[area] })),
          ]}
        />
        {!hers && herFields}
        <Textarea
          {...field('forHer')}
          label="How does her own copy say it? (optional)"
          hint="Said to her, in plain words: “You get a room with a lock.” Without police, probation or anybody’s name. Left blank: it is not in her copy."
          rows={2}
          limit={narrative}
        />
        <DateInput
          {...field('lookAgainOn')}
          label="When do we look at it again?"
          hint="Left blank: within three months; what keeps her safe while her light is red, within one"
        />
      </Tool>
    </>
  )
}
