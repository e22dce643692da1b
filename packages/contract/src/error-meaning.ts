/** What each code of the error catalogue says. */
export interface ErrorMeaning {
  /** The HTTP status. */
  readonly status: number;
  /** Fixed: people read it, nobody branches on it. */
  readonly title: string;
  /** What to do about it, as HTML. */
  readonly remedy: string;
}
