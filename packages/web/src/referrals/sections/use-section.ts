import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { useSearch } from '@tanstack/react-router'
import { answered } from '../../consent/answered.ts'
import { useDraft } from '../draft-context.tsx'

type Answers<S extends Section> = NonNullable<ReferralAnswers[S]>
type TextKey<T> = { [K in keyof T]-?: string extends NonNullable<T[K]> ? K : never }[keyof T] & string

/**
 * The answers of one section and what its fields need. Faults are shown where someone came to mend them, and always
 * where the API could not take what was typed.
 */
export function useSection<S extends Section>(section: S) {
  const { answers, change, errorAt, faults } = useDraft()
  const { mend } = useSearch({ strict: false })
  return fieldsOf<Answers<S>>(
    `/answers/${section}`,
    answers[section] ?? ({} as Answers<S>),
    (next) => change(section, next),
    (pointer) =>
      errorAt(pointer) ?? (mend ? faults.find((fault) => fault.pointer === pointer)?.detail : undefined),
  )
}

function fieldsOf<T extends object>(
  at: string,
  answers: T,
  change: (answers: T) => void,
  errorOf: (pointer: string) => string | undefined,
) {
  const set = <K extends keyof T>(key: K, value: T[K] | undefined) => change(answered(answers, key, value))
  const place = (key: string) => ({ name: `${at}/${key}`, error: errorOf(`${at}/${key}`) })
  return {
    answers,
    set,
    errorOf,
    place,
    /** For fields of words and dates. */
    words: (key: TextKey<T>) => ({
      ...place(key),
      value: String(answers[key] ?? ''),
      onChange: (typed: string) => set(key, typed as T[TextKey<T>]),
    }),
    /** For fields that choose one of some words. */
    choice: <K extends keyof T & string>(key: K) => ({
      ...place(key),
      value: answers[key],
      onChange: (value: NonNullable<T[K]>) => set(key, value),
    }),
  }
}
