/** Whole years, both ends counted. */
export interface Years {
  from: number
  to: number
}

/** «About 34» is two years more or less: who is about 19 may be 17. */
const aboutMeans = 2
const oldest = 110

/** An age as people say it, as the years that it may mean; null where it cannot be read. */
export function yearsOf(stated: string): Years | null {
  const said = stated
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?(years|yrs)( old)?$/, '')
  const years = readYears(said)
  return years && years.from <= years.to && years.to <= oldest ? years : null
}

function readYears(said: string): Years | null {
  const [, about, one] =
    /^(about |around |approximately |approx\.? |circa |ca?\.? ?|~ ?)?(\d{1,3})$/.exec(said) ?? []
  if (one) {
    const margin = about ? aboutMeans : 0
    return { from: Math.max(0, Number(one) - margin), to: Number(one) + margin }
  }
  const [, low, high] = /^(?:between )?(\d{1,3}) ?(?:-|–|to|or|and|\/) ?(\d{1,3})$/.exec(said) ?? []
  if (low && high) return { from: Number(low), to: Number(high) }
  const [, part, ten] = /^(?:in her )?(?:(early|mid|late)[ -])?([1-9]0)['’]?s$/.exec(said) ?? []
  if (ten) {
    const [from, to] = parts[(part ?? 'whole') as keyof typeof parts]
    return { from: Number(ten) + from, to: Number(ten) + to }
  }
  const [, over] =
    /^(?:over|at least) (\d{1,3})$/.exec(said) ?? /^(\d{1,3}) ?(?:\+|or over|or older)$/.exec(said) ?? []
  if (over) return { from: Number(over), to: oldest }
  const [, under] = /^under (\d{1,3})$/.exec(said) ?? []
  return under && Number(under) > 0 ? { from: 0, to: Number(under) - 1 } : null
}

const parts = { whole: [0, 9], early: [0, 3], mid: [4, 6], late: [7, 9] } as const
