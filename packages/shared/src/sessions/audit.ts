/** What is recorded here, as the end of a sentence that begins with who. */
export const sessionAudit = {
  'session.opened': 'signed in',
  'session.failed': 'could not sign in',
  'session.ended': 'signed out',
  'sessions.ended': 'signed out everywhere',
  'session.ended_elsewhere': 'signed out another of their devices',
  'sessions.others_ended': 'signed out every other of their devices',
  'session.refresh_reused': 'had a session ended, because its token was used twice',
  'session.switched': 'began to act for another place',
  'session.stepped_up': 'proved who they are once more',
  'session.step_up_failed': 'could not prove who they are',
  'invitation.opened': 'opened an invitation',
  'invitation.accepted': 'accepted an invitation',
} as const
