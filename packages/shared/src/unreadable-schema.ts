import Type from 'typebox'
import { cannotBeRead } from './unreadable.ts'

/** OPS-3: of a row with something sealed in it, in a list. */
export const MayBeUnreadable = {
  unreadable: Type.Optional(
    Type.Literal(true, {
      description: `What is sealed in it could not be opened: “${cannotBeRead}” stands in its place. The rest is as ever`,
    }),
  ),
}
