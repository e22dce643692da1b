/** One step that a person is at: a card with a heading. A new step takes the focus, so that it is read out. */
import { type ReactNode, useEffect, useRef } from "react";

interface ScreenProps {
  readonly title: string;
  readonly children?: ReactNode;
}

let hasShownScreen = false;

export function Screen({ title, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    // The first one is read out by the browser, which does that for every document.
    if (hasShownScreen) heading.current?.focus();
    hasShownScreen = true;
  }, []);
  return (
    <section className="card">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}

/** While something is on its way; what takes only a moment is not spoken of. */
export function Waiting({ children = "One moment…" }: { children?: ReactNode }) {
  useEffect(() => {
    hasShownScreen = true;
  }, []);
  return (
    <p className="waiting" role="status">
      {children}
    </p>
  );
}

/** The document's title from now on. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
