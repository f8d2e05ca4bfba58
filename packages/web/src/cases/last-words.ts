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

const kinds = {
  danger: ({ danger }: OfKinds) => danger !== undefined && danger !== 'not_asked',
  worries: ({ worries }: OfKinds) => Boolean(worries),
  wants: ({ wants }: OfKinds) => wants !== undefined && Object.keys(wants).length > 0,
} as const

/**
 * CON-4: the last that she said of each kind, the danger, her worries, what she wants from services, where words that are newer say
 * nothing of it: that alone of those older words, with their day. `shown`: those that stand whole.
 */
export function stillSaid<V extends OfKinds>(voices: readonly V[], shown: readonly V[]): V[] {
  const newestFirst = voices.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))
  const parts = new Map<string, V>()
  for (const [kind, says] of Object.entries(kinds)) {
    const last = newestFirst.find(says)
    if (!last || shown.some(({ id }) => id === last.id)) continue
    const { words: _, worries, danger, dangerWords, wants, ...rest } = last
    const part = parts.get(last.id) ?? { ...rest, words: '', worries: null }
    const more =
      kind === 'danger'
        ? { danger, dangerWords }
        : kind === 'wants'
          ? { wants }
          : { worries: worries ?? null }
    parts.set(last.id, { ...part, ...more } as V)
  }
  return [...parts.values()]
}
