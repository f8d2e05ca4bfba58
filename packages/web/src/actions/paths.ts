export const actionPaths = {
  actions: { to: '/actions' },
  action: (actionId: string) => ({ to: '/actions/$actionId', params: { actionId } }) as const,
} as const
