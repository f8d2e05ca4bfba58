/**
 * How far a clock has run: 0 running · 1 warned · 2 out, told to the lead · 3 told to the safeguarding lead · 4 told to
 * the coordinator (REF-8, ACT-1). It is warned of when a quarter of its time is left, and goes up with each further
 * quarter after it has run out. Instants.
 */
export function clockStage(from: string, dueAt: string, now: string): 0 | 1 | 2 | 3 | 4 {
  const due = Date.parse(dueAt)
  const quarter = (due - Date.parse(from)) / 4
  const past = Date.parse(now) - due
  if (past >= 2 * quarter) return 4
  if (past >= quarter) return 3
  if (past >= 0) return 2
  return past >= -quarter ? 1 : 0
}
