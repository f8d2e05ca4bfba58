export const importPaths = {
  imports: { to: '/imports' },
  import: (importId: string) => ({ to: '/imports/$importId', params: { importId } }) as const,
} as const
