import { at } from '../addresses.ts'

const { read, file, post, remove } = at('Monitoring')

export const listReports = read('listReports', '/v1/reports', 'reports:read')
export const readReport = read('readReport', '/v1/reports/:reportId', 'reports:read')
export const draftReport = post('draftReport', '/v1/reports', 'monitoring:report')
export const checkReport = post('checkReport', '/v1/reports/:reportId/check', 'monitoring:report')
export const publishReport = post('publishReport', '/v1/reports/:reportId/publication', 'monitoring:report', {
  stepUp: true,
})
export const discardReport = remove('discardReport', '/v1/reports/:reportId', 'monitoring:report')
export const readReportCsv = file('readReportCsv', '/v1/reports/:reportId/csv', 'reports:read', 'text/csv')
export const readReportPdf = file(
  'readReportPdf',
  '/v1/reports/:reportId/pdf',
  'reports:read',
  'application/pdf',
)
