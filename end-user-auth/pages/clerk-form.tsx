/** Clerk's own forms for signing in and up. */
import { SignIn, SignUp } from "@clerk/react";
import { useTitle, Waiting } from "./screen.tsx";

interface ClerkFormProps {
  /** What is signed in to. */
  readonly name: string;
  /** Signs up. */
  readonly isNew: boolean;
  /** Absent where there is nowhere to go back to. */
  readonly onCancel?: () => void;
}

export function ClerkForm({ name, isNew, onCancel }: ClerkFormProps) {
  useTitle(isNew ? `Sign up for ${name}` : `Sign in to ${name}`);
  // Behind the hash the steps of Clerk leave our own address alone.
  return (
    <>
      <div className="clerk">
        {isNew ? <SignUp routing="hash" fallback={<Waiting />} /> : <SignIn routing="hash" fallback={<Waiting />} />}
      </div>
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
