/** Characters that a password has at the least, once it is normalised (NFKC): ASVS 5.0, 6.2.1 asks for eight, and wants fifteen. */
export const shortestPassword = 12
