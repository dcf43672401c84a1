/**
 * An id that says in its type whose it is, so that one of a round is never taken for one of a participant. A plain string
 * from outside (a form, a test) may become any id; two kinds of ids do not mix.
 */
export type Id<Kind extends string> = string & { readonly idOf?: Kind };
