/**
 * The id of the form field that holds the value at a JSON pointer: `/answers/person/name` → `answers-person-name`.
 * A problem's `errors[].pointer` therefore links straight to its field. The root pointer is `form`.
 */
export function fieldId(pointer: string): string {
  const id = pointer
    .replace(/^#?\//, '')
    .replaceAll('~1', '-')
    .replaceAll('~0', '-')
    .replaceAll('/', '-')
    .replace(/[^\w-]/g, '-')
  return id === '' ? 'form' : id
}
