/** SAF-1, SAF-2: the team is told immediately; the clock runs out after 24 hours, day and night. Instants. */
export const safeguardingDue = (openedAt: string): string =>
  Temporal.Instant.from(openedAt).add({ hours: 24 }).toString()
