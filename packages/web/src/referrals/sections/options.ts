/** Options whose labels are their words, with a capital. */
export const optionsOf = <Value extends string>(words: readonly Value[]) =>
  words.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export const yesNo = optionsOf(['yes', 'no', 'not known'])
export const degrees = optionsOf(['yes', 'suspected', 'no', 'not known'])
export const untold = optionsOf(['prefers not to say', 'not yet asked'])
