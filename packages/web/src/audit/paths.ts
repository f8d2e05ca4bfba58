export const auditPaths = {
  audit: { to: '/audit' },
  searches: { to: '/audit/searches' },
  unusualReadings: { to: '/audit/unusual' },
  unusualReading: (readingId: string) =>
    ({ to: '/audit/unusual/$readingId', params: { readingId } }) as const,
} as const
