/** What went wrong, in words for the person who is in front of it, and what to do about it. */
import { hostOf, type KnownApp } from "./known-app.ts";
import { PageProblem } from "./pages-api.ts";
import { Screen } from "./screen.tsx";

interface Words {
  readonly title: string;
  readonly remedy: string;
  /** The same may go well the next time. */
  readonly canRetry?: boolean;
  /** What the people who make the app have to put right. */
  readonly forDeveloper?: string;
}

const failed: Words = {
  title: "This did not work",
  remedy: "The fault is ours, and nothing was changed. Try again in a moment.",
  canRetry: true,
};

const brokenLink: Words = {
  title: "This app's link is broken",
  remedy: "Go back to the app and tell the people who make it. You are still signed in here.",
};

const words: Readonly<Record<string, Words>> = {
  no_request: {
    title: "No sign-in is waiting here",
    remedy: "This page opens from an app. Go to the app and choose to sign in there.",
  },
  sign_in_expired: {
    title: "This sign-in is over",
    remedy:
      "It was used, it stood open for more than half an hour, or it began in another browser. Go back to the app and sign in again there.",
  },
  unknown_client: {
    ...brokenLink,
    forDeveloper: "client_id is not a publishable key that is in use.",
  },
  redirect_uri_mismatch: {
    ...brokenLink,
    forDeveloper: "post_logout_redirect_uri is not one of the project's redirect URIs, letter by letter.",
  },
  validation_failed: {
    title: "This address is not complete",
    remedy: "Go back to the app and begin again there.",
  },
  not_found: {
    title: "There is no such page",
    remedy: "Go back to the app and begin again there.",
  },
  unauthorized: {
    title: "You are not signed in any more",
    remedy: "Load the page again and sign in.",
    canRetry: true,
  },
  unreachable: {
    title: "We can't be reached",
    remedy: "Check that you are connected to the internet, then try again.",
    canRetry: true,
  },
};

export function problemOf(error: unknown): PageProblem {
  return error instanceof PageProblem ? error : new PageProblem("internal_error", null, error);
}

interface ProblemScreenProps {
  readonly problem: PageProblem;
  /** Whose sign-in it was, where that is known: a way on for who has come to its end. */
  readonly app?: KnownApp | null;
  /** Loads the document again unless given. */
  readonly onRetry?: () => void;
}

export function ProblemScreen({ problem, app = null, onRetry }: ProblemScreenProps) {
  const { title, remedy, canRetry, forDeveloper } = wordsOf(problem);
  const over = problem.code === "sign_in_expired" ? app : null;
  return (
    <Screen title={title}>
      <p>{over ? remedyWithApp(over) : remedy}</p>
      {over ? (
        <a className="button" href={over.origin}>
          Go to {over.name} at {hostOf(over)}
        </a>
      ) : null}
      {forDeveloper ? <p className="muted">For its developer: {forDeveloper}</p> : null}
      {canRetry ? (
        <button type="button" className="primary" onClick={onRetry ?? (() => location.reload())}>
          Try again
        </button>
      ) : null}
      <RequestId problem={problem} />
    </Screen>
  );
}

/** The same beside what a person was doing. */
export function ProblemNote({ problem }: { problem: PageProblem }) {
  const { title, remedy } = wordsOf(problem);
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{title}.</strong> {remedy}
      </p>
      <RequestId problem={problem} />
    </div>
  );
}

/** Most often somebody went back in the browser after it went well. */
function remedyWithApp({ name }: KnownApp): string {
  return `It was used, or it stood open for more than half an hour. If ${name} does not know you yet, sign in again there.`;
}

function RequestId({ problem: { requestId } }: { problem: PageProblem }) {
  if (requestId === null) return null;
  return (
    <p className="request-id">
      If you ask for help, name this: <code>{requestId}</code>
    </p>
  );
}

function wordsOf({ code }: PageProblem): Words {
  return words[code] ?? failed;
}
