import type { Subjects } from './subject.ts'

export const agendaSubjects = {
  itemId: { bound: 'case', params: ({ itemId }) => ({ itemId }) },
  orderAgenda: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  publishAgenda: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  listAgendaCandidates: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  suggestAgendaOrder: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  listCarriedCase: {
    bound: 'coordination',
    params: ({ meetingId }) => ({ meetingId }),
    body: ({ caseId }) => ({ caseId }),
  },
  nameDeputy: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  listDeputies: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
} satisfies Subjects
