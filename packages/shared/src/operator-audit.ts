/** What whoever runs the deployment does at its command line, as the end of a sentence that begins with who. */
export const operatorAudit = {
  'operator.listed_partnerships': 'listed the partnerships, as operator of the deployment',
  'operator.invited_again': 'sent an invitation again, as operator of the deployment',
  'operator.gave_link': 'gave an administrator a link to a new password, as operator of the deployment',
  'operator.disabled_account': 'shut an account, as operator of the deployment',
  'operator.ended_sessions': 'ended sessions, as operator of the deployment',
  'operator.listed_queue': 'looked at what waits to be sent, as operator of the deployment',
  'operator.retried_queue': 'had what was given up sent again, as operator of the deployment',
  'operator.announced': 'announced maintenance, as operator of the deployment',
} as const
