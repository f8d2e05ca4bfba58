export const meetingPaths = {
  meetings: { to: '/meetings' },
  meeting: (meetingId: string) => ({ to: '/meetings/$meetingId', params: { meetingId } }) as const,
  meetingSection: (meetingId: string, section: string) =>
    ({ to: '/meetings/$meetingId/$section', params: { meetingId, section } }) as const,
  minutes: (meetingId: string) =>
    ({ to: '/meetings/$meetingId/$section', params: { meetingId, section: 'minutes' } }) as const,
} as const
