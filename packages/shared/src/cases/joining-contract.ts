import { command } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, Words } from '../scalars.ts'
import * as at from './joining-addresses.ts'

export const Join = Closed(
  { id: Id, caseId: Id, joinedCaseId: Id },
  { $id: 'Join', description: 'REF-10: two files of one person; `caseId` goes on' },
)

export const joinFiles = command(at.joinFiles, {
  params: { caseId: Id },
  summary: 'Two files are of one person: this one goes on, the other is joined to it (REF-10)',
  description:
    'A link: each file keeps its rows, its key and its sharing grants. Who may see one of them sees what she saw before; who may see both sees them as one. Undone without loss.',
  body: Closed({ joinedCaseId: Id, reason: Words(narrative) }, { $id: 'FilesToJoin' }),
  reply: Join,
  status: 201,
  audit: 'case.files_joined',
  refusals: ['reference.unknown', 'case.joined'],
  example: {
    joinedCaseId: '01995b1c-7d00-7000-8000-000000000003',
    reason: 'The same date of birth, and the midwife knows her by both names.',
  },
})

export const undoJoin = command(at.undoJoin, {
  params: { joinId: Id },
  summary: 'They are of two people after all: each file stands by itself again (REF-10)',
  body: Closed({ reason: Words(narrative) }, { $id: 'FilesToPart' }),
  reply: Join,
  audit: 'case.files_parted',
  refusals: ['case.parted'],
  example: { reason: 'She has a sister; the second file is hers.' },
})
