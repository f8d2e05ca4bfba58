/** What is recorded here, as the end of a sentence that begins with who. */
export const agendaAudit = {
  'agenda.ordered': 'ordered an agenda',
  'agenda.published': 'published an agenda',
  'agenda.case_listed': 'put a case on an agenda for its actions',
} as const
