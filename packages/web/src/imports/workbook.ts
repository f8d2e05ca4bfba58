import type { Fault } from '@alongside/shared/problems'

/** Of a file that was chosen for a CSV: that it is a workbook, as Excel and LibreOffice save one, and what to do. */
export const workbookFaults = (csv: string): Fault[] =>
  csv.startsWith('PK\u0003\u0004')
    ? [
        {
          pointer: '/csv',
          code: 'invalid',
          detail:
            'It is a workbook: open it, save its sheet as “CSV UTF-8 (comma delimited)”, and choose that file',
        },
      ]
    : []
