/** Clerk's own forms for signing in and up. */
import { SignIn, SignUp } from "@clerk/react";
import { useTitle, Waiting } from "./screen.tsx";

interface ClerkFormProps {
  /** What is signed in to. */
  readonly name: string;
  /** Signs up. */
  readonly isNew?: boolean;
  /** Absent where there is no app that waits: nothing to go back to, and none but the invited make an account. */
  readonly onCancel?: () => void;
}

const withoutSignUp = { elements: { footerAction: { display: "none" } } };

export function ClerkForm({ name, isNew = false, onCancel }: ClerkFormProps) {
  useTitle(isNew ? `Sign up for ${name}` : `Sign in to ${name}`);
  const look = onCancel || isNew ? {} : { appearance: withoutSignUp };
  // Behind the hash the steps of Clerk leave our own address alone.
  const form = { routing: "hash", fallback: <Waiting />, ...look } as const;
  return (
    <>
      <div className="clerk">{isNew ? <SignUp {...form} /> : <SignIn {...form} />}</div>
      {onCancel ? (
        <p className="beside">
          <button type="button" className="link" onClick={onCancel}>
            Cancel and go back to {name}
          </button>
        </p>
      ) : null}
    </>
  );
}
