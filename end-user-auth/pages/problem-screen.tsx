/** What went wrong, in words for the person who is in front of it, and what to do about it. */
import { PageProblem } from "./pages-api.ts";
import { Screen } from "./screen.tsx";

interface Words {
  readonly title: string;
  readonly remedy: string;
  /** The same may go well the next time. */
  readonly canRetry?: boolean;
}

const failed: Words = {
  title: "This did not work",
  remedy: "The fault is ours, and nothing was changed. Try again in a moment.",
  canRetry: true,
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
    title: "The app is not known here",
    remedy:
      "The link that brought you here does not work, or does not work any more. Tell the people who make the app.",
  },
  redirect_uri_mismatch: {
    title: "We do not send you to that address",
    remedy: "The app has not registered the address that it wants you back at. Tell the people who make the app.",
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

/** @param onRetry loads the document again unless given */
export function ProblemScreen({ problem, onRetry }: { problem: PageProblem; onRetry?: () => void }) {
  const { title, remedy, canRetry } = wordsOf(problem);
  return (
    <Screen title={title}>
      <p>{remedy}</p>
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
