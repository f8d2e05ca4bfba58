export const invitationStates = ['proposed', 'agreed', 'declined', 'withdrawn', 'ended'] as const
export type InvitationState = (typeof invitationStates)[number]
