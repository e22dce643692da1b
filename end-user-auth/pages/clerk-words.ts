/** Clerk's components speak of the project, not of the Clerk app that all projects share. */
import type { ClerkProviderProps } from "@clerk/react";

type Words = NonNullable<ClerkProviderProps["localization"]>;

/** @param name of the project, or what else is signed in to */
export function clerkWords(name: string): Words {
  // Clerk fills in what stands in double braces.
  const target = name.replaceAll("{{", "{ {");
  const goesOn = { subtitle: `to continue to ${target}` };
  return {
    signIn: {
      start: { title: `Sign in to ${target}`, titleCombined: `Continue to ${target}`, subtitle: "Welcome back" },
      emailCode: goesOn,
      emailCodeMfa: goesOn,
      emailLink: goesOn,
      emailLinkMfa: goesOn,
      phoneCode: goesOn,
      alternativePhoneCodeProvider: goesOn,
    },
    signUp: {
      start: { title: `Sign up for ${target}`, titleCombined: `Sign up for ${target}`, subtitle: "It takes a minute" },
      emailLink: goesOn,
    },
  };
}
