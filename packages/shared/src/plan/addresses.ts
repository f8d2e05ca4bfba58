import { at } from '../addresses.ts'

const { read, file, post, patch } = at('Cases')

export const readPlan = read('readPlan', '/v1/cases/:caseId/plan', 'cases:read')
export const proposePlanLine = post('proposePlanLine', '/v1/cases/:caseId/plan-lines', 'cases:record')
export const printPlanCopy = file(
  'printPlanCopy',
  '/v1/cases/:caseId/plan-copy',
  'cases:read',
  'application/pdf',
)
export const addPlanLine = post('addPlanLine', '/v1/agenda-items/:itemId/plan-lines', 'items:chair')
export const changePlanLine = patch('changePlanLine', '/v1/plan-lines/:lineId', 'cases:record')
export const agreePlanLine = post('agreePlanLine', '/v1/plan-lines/:lineId/agreement', 'cases:record')
export const endPlanLine = post('endPlanLine', '/v1/plan-lines/:lineId/ending', 'cases:record')
export const lookAtPlanLine = post('lookAtPlanLine', '/v1/plan-lines/:lineId/look', 'cases:record')
export const addPlanStep = post('addPlanStep', '/v1/plan-lines/:lineId/steps', 'cases:record')
export const limitPlanLine = post('limitPlanLine', '/v1/plan-lines/:lineId/limit', 'cases:record')
