import { createHash } from 'node:crypto'

/**
 * A secret as the database keeps and finds it: links, invitations, tokens, a system's secrets. SHA-256 suffices, for each
 * is drawn at random; a password is not (sessions/passwords.ts).
 */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
