import Type from 'typebox'

/** OPS-3: what stands on screens and papers in place of what is sealed and cannot be opened. */
export const cannotBeRead = 'This record cannot be read; the operator has been told'

/** OPS-3: of a row with something sealed in it, in a list. */
export const MayBeUnreadable = {
  unreadable: Type.Optional(
    Type.Literal(true, {
      $id: 'Unreadable',
      description: `What is sealed in it could not be opened: “${cannotBeRead}” stands in its place. The rest is as ever`,
    }),
  ),
}
