/** Who gets what, said before it is given. */
import type { Mode } from "@dream-api/contract";
import { useState } from "react";
import { pathOfAccount } from "./address.ts";
import { hostOf, type KnownApp } from "./known-app.ts";
import type { PageProblem } from "./pages-api.ts";
import { ProblemNote, problemOf } from "./problem-screen.tsx";
import { Screen } from "./screen.tsx";

export interface Person {
  readonly email: string | null;
  readonly name: string | null;
}

interface ConsentProps {
  readonly app: KnownApp;
  readonly mode: Mode;
  readonly person: Person;
  /** All three end this step, or throw a problem. */
  readonly onAllow: () => Promise<void>;
  readonly onDeny: () => Promise<void>;
  readonly onOtherPerson: () => Promise<void>;
}

export function Consent({ app, mode, person, onAllow, onDeny, onOtherPerson }: ConsentProps) {
  const { name } = app;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PageProblem | null>(null);

  const press = (action: () => Promise<void>) => () => {
    setBusy(true);
    setProblem(null);
    action().catch((error: unknown) => {
      setBusy(false);
      setProblem(problemOf(error));
    });
  };

  const account = pathOfAccount(mode);
  return (
    <Screen title={`Continue to ${name}?`}>
      <div className="person">
        <p>
          You are signed in as <strong>{person.email ?? person.name}</strong>
        </p>
        <button
          type="button"
          className="link"
          aria-describedby="other-person"
          disabled={isBusy}
          onClick={press(onOtherPerson)}
        >
          Not you?
        </button>
        <p id="other-person" className="muted">
          “Not you?” signs you out of every app that uses this sign-in in this browser.
        </p>
      </div>
      <p>{name} will get:</p>
      <ul className="gets">
        <li>your name{person.name ? <>: {person.name}</> : ", once you have given one"}</li>
        {person.email ? <li>your email address: {person.email}</li> : null}
      </ul>
      <p className="muted">
        It does not get your password, and does not learn which other apps you sign in to. You can leave {name} at any
        time at{" "}
        <a href={account} target="_blank" rel="noreferrer">
          {location.host}
          {account}
        </a>
        .
      </p>
      <p>
        You go back to <strong>{hostOf(app)}</strong>.
      </p>
      {problem ? <ProblemNote problem={problem} /> : null}
      <div className="choices">
        <button type="button" className="primary" disabled={isBusy} onClick={press(onAllow)}>
          Allow
        </button>
        <button type="button" disabled={isBusy} onClick={press(onDeny)}>
          Don't allow
        </button>
      </div>
    </Screen>
  );
}
