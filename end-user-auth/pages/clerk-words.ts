/** Clerk's components speak of the project, not of the Clerk app that all projects share. */
import type { ClerkProviderProps } from "@clerk/react";

type Words = NonNullable<ClerkProviderProps["localization"]>;

/** @param name of the project, or what else is signed in to */
const profile = { navbar: { title: "Who you are", description: "The apps that know you get name and address." } };

export function clerkWords(name: string): Words {
  // Clerk fills in what stands in double braces.
  const target = name.replaceAll("{{", "{ {");
  const goesOn = { subtitle: `to continue to ${target}` };
  return {
    // One account for all apps: who is new to this one may well have it already.
    unstable__errors: {
      form_identifier_exists__email_address: "There is an account with this address already. Sign in with it.",
    },
    signIn: {
      start: { title: `Sign in to ${target}`, titleCombined: `Continue to ${target}`, subtitle: "Welcome back" },
      emailCode: goesOn,
      emailCodeMfa: goesOn,
      emailLink: goesOn,
      emailLinkMfa: goesOn,
      phoneCode: goesOn,
      alternativePhoneCodeProvider: goesOn,
    },
    userProfile: profile,
    signUp: {
      start: {
        title: `Sign up for ${target}`,
        titleCombined: `Sign up for ${target}`,
        subtitle: "The account works in every app that signs in here",
      },
      emailLink: goesOn,
    },
  };
}
