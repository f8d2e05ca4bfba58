/** MTG-8: how a meeting was held, in the order in which minutes say it. */
export const proceedingsWords = [
  { key: 'chair', label: 'In the chair' },
  { key: 'held', label: 'Held' },
  { key: 'apologies', label: 'Apologies' },
  { key: 'next', label: 'Next meeting' },
] as const
