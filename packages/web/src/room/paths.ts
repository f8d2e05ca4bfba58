export const roomPaths = {
  room: (meetingId: string, view?: 'chair' | 'notes' | 'member') =>
    ({ to: '/meetings/$meetingId/room', params: { meetingId }, search: view ? { view } : {} }) as const,
  screen: (meetingId: string) => ({ to: '/meetings/$meetingId/screen', params: { meetingId } }) as const,
  agendaItem: (itemId: string) => ({ to: '/agenda-items/$itemId', params: { itemId } }) as const,
} as const
