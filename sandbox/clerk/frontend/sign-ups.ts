/** `/v1/client/sign_ups`. */
import {
  completeSignUp,
  fillSignUp,
  prepareSignUp,
  type SignUpInput,
  startSignUp,
  verifySignUp,
} from "../accounts/sign-up.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { SignUp } from "../store/entities.ts";
import { toSignUp } from "../wire/sign-up.ts";
import { answer, browserNameOf, clientOf, findOrCreateClient, requireSignedOut } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";
import type { Form } from "./read-form.ts";
import { readForm } from "./read-form.ts";

export function addSignUpRoutes(app: FrontendApp): void {
  app.post("/v1/client/sign_ups", async (context) => {
    const { scope } = context.env;
    const form = await readForm(context);
    const client = findOrCreateClient(context);
    requireSignedOut(context, client);
    const signUp = fillSignUp(scope, startSignUp(scope), readInput(form));
    return answer(context, toSignUp(completeSignUp(scope, signUp, client, browserNameOf(context))));
  });

  app.get("/v1/client/sign_ups/:id", (context) => answer(context, toSignUp(requireSignUp(context))));

  app.patch("/v1/client/sign_ups/:id", async (context) => {
    const { scope } = context.env;
    const signUp = fillSignUp(scope, requireSignUp(context), readInput(await readForm(context)));
    const completed = completeSignUp(scope, signUp, findOrCreateClient(context), browserNameOf(context));
    return answer(context, toSignUp(completed));
  });

  app.post("/v1/client/sign_ups/:id/prepare_verification", async (context) => {
    requireEmailCode(await readForm(context));
    return answer(context, toSignUp(prepareSignUp(context.env.scope, requireSignUp(context))));
  });

  app.post("/v1/client/sign_ups/:id/attempt_verification", async (context) => {
    const { scope } = context.env;
    const form = await readForm(context);
    requireEmailCode(form);
    const signUp = verifySignUp(scope, requireSignUp(context), form.text("code"));
    const completed = completeSignUp(scope, signUp, findOrCreateClient(context), browserNameOf(context));
    return answer(context, toSignUp(completed));
  });

  function requireSignUp(context: Parameters<typeof clientOf>[0]): SignUp {
    const id = context.req.param("id");
    const signUp = clientOf(context)?.signUpId === id ? context.env.scope.signUps.find(id) : undefined;
    if (!signUp || context.env.scope.now() >= signUp.abandonAt) throw new ClerkRefusal("sign_up_not_found");
    return signUp;
  }
}

function readInput(form: Form): SignUpInput {
  return {
    emailAddress: form.text("email_address"),
    password: form.text("password"),
    firstName: form.text("first_name"),
    lastName: form.text("last_name"),
    locale: form.text("locale"),
    unsafeMetadata: form.object("unsafe_metadata"),
    ticket: form.text("ticket"),
  };
}

function requireEmailCode(form: Form): void {
  if (form.text("strategy") === "email_code") return;
  throw new ClerkRefusal("form_param_value_invalid", { paramName: "strategy" });
}
