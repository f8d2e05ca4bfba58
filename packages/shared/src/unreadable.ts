/** OPS-3: what stands on screens and papers in place of what is sealed and cannot be opened. */
export const cannotBeRead = 'This record cannot be read; the operator has been told'
