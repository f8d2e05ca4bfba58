import type { Shown } from '../work/lists.ts'
import { ActionTable } from './action-table.tsx'

export const actionWork: Shown<'actions'> = {
  actions: (actions) => <ActionTable caption="Your agency’s actions" actions={actions} oneAgency />,
}
