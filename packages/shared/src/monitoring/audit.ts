/** What is recorded here, as the end of a sentence that begins with who. */
export const monitoringAudit = {
  'case.characteristics_recorded': 'recorded what monitoring counts of her',
  'monitoring.read': 'looked at monitoring figures',
  'monitoring.listed': 'listed what a figure counts',
  'population.loaded': 'loaded the local population',
  'report.read': 'read a report',
  'report.drafted': 'drafted a report',
  'report.checked': 'checked a report',
  'report.published': 'published a report',
  'report.discarded': 'threw a draft report away',
} as const
