/** Answers with one of them changed; an empty one is taken out, as the API wants absent rather than blank. */
export function answered<Answers extends object, Key extends keyof Answers>(
  answers: Answers,
  key: Key,
  value: Answers[Key] | undefined,
): Answers {
  const next = { ...answers }
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (empty) delete next[key]
  else next[key] = value
  return next
}
