interface Said {
  recordedAt: string
  recordedBy: string
  fileReference?: string | null
}

/** CON-4: the last that she said to each who wrote it down, the newest first: what she told one does not replace what she told another. */
export function lastToEach<V extends Said>(voices: readonly V[]): V[] {
  const newestFirst = voices.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))
  return newestFirst.filter(
    (voice, at) =>
      newestFirst.findIndex(
        (one) => one.recordedBy === voice.recordedBy && one.fileReference === voice.fileReference,
      ) === at,
  )
}

/** What words of hers may say beside what she wants said. */
interface OfKinds extends Said {
  id: string
  words: string
  worries?: string | null
  danger?: string | undefined
  dangerWords?: string | undefined
  wants?: object | undefined
}

/** Of each kind what the words say of it; null where they say nothing. */
const kinds = [
  ({ danger, dangerWords }: OfKinds) =>
    danger === undefined || danger === 'not_asked' ? null : { danger, dangerWords },
  ({ worries }: OfKinds) => (worries ? { worries } : null),
  ({ wants }: OfKinds) => (wants && Object.keys(wants).length > 0 ? { wants } : null),
]

const nothingElse = { words: '', worries: null, danger: undefined, dangerWords: undefined, wants: undefined }

/**
 * CON-4: the last that she said of each kind, the danger, her worries, what she wants from services, where words that are newer say
 * nothing of it: that alone of those older words, with their day. `shown`: those that stand whole.
 */
export function stillSaid<V extends OfKinds>(voices: readonly V[], shown: readonly V[]): V[] {
  const newestFirst = voices.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))
  const parts = new Map<string, V>()
  for (const saidOf of kinds) {
    const last = newestFirst.find((voice) => saidOf(voice) !== null)
    if (!last || shown.some(({ id }) => id === last.id)) continue
    const part = parts.get(last.id) ?? { ...last, ...nothingElse }
    parts.set(last.id, { ...part, ...saidOf(last) })
  }
  return [...parts.values()]
}
