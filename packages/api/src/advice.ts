/** Said as it stands to whoever runs a command: what keeps it from being done and how to put that right. No stack would help. */
export class Advice extends Error {}
