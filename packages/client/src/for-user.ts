/** The two ways to call a method for a user: a server names the user, a browser means whoever is signed in. */

interface ForUser<Options> {
  readonly user: { readonly userId?: string };
  readonly options: Options;
}

/** What is neither left away nor an object is taken for an id, so that a wrong one is refused and not overlooked. */
export function forUser<Options extends object>(first?: string | Options, second?: Options): ForUser<Options> {
  const isOwn = second === undefined && (first === undefined || (typeof first === "object" && first !== null));
  return isOwn
    ? { user: {}, options: (first ?? {}) as Options }
    : { user: { userId: first as string }, options: second ?? ({} as Options) };
}
