export const sharingPaths = {
  sharingChange: (sharingChangeId: string) =>
    ({ to: '/sharing-changes/$sharingChangeId', params: { sharingChangeId } }) as const,
} as const
