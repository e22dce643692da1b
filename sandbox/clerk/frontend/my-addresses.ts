/** `/v1/me/email_addresses`: more addresses, each proved by a code. */
import { requireCode, sendCode } from "../accounts/codes.ts";
import { newEmailAddress, parseEmailAddress, requireFreeAddress } from "../accounts/email-address.ts";
import { changeEmailAddress, changeUser } from "../accounts/users.ts";
import { ClerkRefusal, requireFound } from "../errors/refusal.ts";
import type { EmailAddress, User } from "../store/entities.ts";
import { toEmailAddress } from "../wire/user.ts";
import { answer, requireMe } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";
import { readForm } from "./read-form.ts";

export function addMyAddressRoutes(app: FrontendApp): void {
  app.get("/v1/me/email_addresses/:id", (context) => {
    const { user } = requireMe(context);
    return answer(context, toEmailAddress(requireAddress(user, context.req.param("id"))));
  });

  app.post("/v1/me/email_addresses", async (context) => {
    const { scope } = context.env;
    const { user } = requireMe(context);
    const emailAddress = parseEmailAddress((await readForm(context)).text("email_address"));
    requireFreeAddress(scope, emailAddress);
    const address = newEmailAddress(emailAddress, false);
    changeUser(scope, user, { emailAddresses: [...user.emailAddresses, address] });
    return answer(context, toEmailAddress(address));
  });

  app.delete("/v1/me/email_addresses/:id", (context) => {
    const { user } = requireMe(context);
    const { id } = requireAddress(user, context.req.param("id"));
    if (id === user.primaryEmailAddressId) throw new ClerkRefusal("action_not_allowed");
    changeUser(context.env.scope, user, { emailAddresses: user.emailAddresses.filter((one) => one.id !== id) });
    return answer(context, { object: "email_address", id, deleted: true });
  });

  app.post("/v1/me/email_addresses/:id/prepare_verification", (context) => {
    const { scope } = context.env;
    const { user } = requireMe(context);
    const address = requireAddress(user, context.req.param("id"));
    const prepared = { ...address, code: sendCode(scope, address.emailAddress) };
    changeEmailAddress(scope, user, prepared);
    return answer(context, toEmailAddress(prepared));
  });

  app.post("/v1/me/email_addresses/:id/attempt_verification", async (context) => {
    const { scope } = context.env;
    const { user } = requireMe(context);
    const address = requireAddress(user, context.req.param("id"));
    const typed = (await readForm(context)).text("code");
    requireCode(scope, address.code, typed, (code) => void changeEmailAddress(scope, user, { ...address, code }));
    const verified = { ...address, isVerified: true, code: null };
    changeEmailAddress(scope, user, verified);
    return answer(context, toEmailAddress(verified));
  });
}

function requireAddress(user: User, id: string): EmailAddress {
  return requireFound(
    user.emailAddresses.find((address) => address.id === id),
    "email address",
    id,
  );
}
