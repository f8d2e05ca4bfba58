/** What is recorded here, as the end of a sentence that begins with who. */
export const workerSafetyAudit = {
  'worker_warning.recorded': 'recorded what a worker must know before she goes',
  'worker_warning.checked': 'looked again at a warning for workers',
  'worker_warning.ended': 'ended a warning for workers',
} as const
