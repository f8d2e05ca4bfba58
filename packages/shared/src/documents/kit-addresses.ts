import { at } from '../addresses.ts'

const { read, file } = at('Documents')

export const readDowntimeKit = read('readDowntimeKit', '/v1/downtime-kit', 'on_call:keep')
export const downloadDowntimePaper = file(
  'downloadDowntimePaper',
  '/v1/downtime-kit/:part/file',
  'on_call:keep',
  'application/pdf',
)
