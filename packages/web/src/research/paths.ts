export const researchPaths = {
  research: (itemId: string) => ({ to: '/agenda-items/$itemId/research', params: { itemId } }) as const,
} as const
