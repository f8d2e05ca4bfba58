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
