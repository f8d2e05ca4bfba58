/** What is recorded here, as the end of a sentence that begins with who. */
export const importAudit = {
  'import.uploaded': 'uploaded a spreadsheet',
  'import.started': 'started an import',
  'import.done': 'imported a spreadsheet',
  'import.undone': 'undid an import',
} as const
