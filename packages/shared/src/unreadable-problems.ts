/** OPS-3. Apart from what every request may meet, which the browser has from its first page on. */
export const unreadableProblems = {
  'record.unreadable': {
    status: 500,
    title: 'This record cannot be read; the operator has been told',
    fix: 'Nothing was saved. Other records are as good as ever. If it is urgent, ask whoever recorded it, and give the operator the number that stands with this.',
  },
} as const
