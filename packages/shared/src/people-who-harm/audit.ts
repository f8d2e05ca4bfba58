/** What is recorded here, as the end of a sentence that begins with who. */
export const harmAudit = {
  'person_who_harms.read': 'read who harms her',
  'person_who_harms.recorded': 'recorded somebody who harms her',
  'person_who_harms.changed': 'changed what is recorded of somebody who harms her',
  'person_who_harms.ended': 'ended what is recorded of somebody who harms her',
  'person_who_harms.restored': 'put back what was recorded of somebody who harms her',
  'person_who_harms.worker_named': 'named a worker who reads who harms her',
  'person_who_harms.naming_ended': 'ended that a worker reads who harms her',
  'conflict.settled': 'let an agency read of somebody who harms her, after its answer',
  'conflict.listed': 'looked at whom the agency is asked about',
  'conflict.answered': 'answered whether somebody who harms her is known to the agency',
} as const
