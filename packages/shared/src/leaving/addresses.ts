import { at } from '../addresses.ts'

const { read, post } = at('Partnership')

export const readWorkOfPlace = read('readWorkOfPlace', '/v1/members/:memberId/open-work', 'members:place')
export const listLeftWork = read('listLeftWork', '/v1/left-work', 'work:hand_over')
export const answerLeftWork = post('answerLeftWork', '/v1/left-work/:leftWorkId/answer', 'work:hand_over')
