/** On one form, and on one case. */
export const childrenAtMost = 20
export const caseChildrenAtMost = 100

export const genders = ['girl', 'boy', 'another', 'not_known'] as const
/** SAF-1: any child may be at risk, hers or not. */
export const whose = ['hers', 'another', 'not_known'] as const
/** CHD-1: how children's social care is involved. */
export const involvements = [
  'none',
  'in_need',
  'protection_plan',
  'looked_after',
  'adopted',
  'not_known',
] as const
export const childSources = [
  'she_said',
  'worker_saw',
  'another_agency',
  'somebody_close',
  'not_known',
] as const
export const childRisks = ['yes', 'suspected', 'no', 'not_known'] as const

/** The bands in which children are counted: those in which the children in need census publishes. */
export const childBands = [
  'unborn',
  'under_1',
  '1_to_4',
  '5_to_9',
  '10_to_15',
  '16_to_17',
  '18_or_over',
  'not_known',
] as const
export type ChildBand = (typeof childBands)[number]
