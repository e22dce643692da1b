/** `/v1/client/sign_ins`. */
import {
  prepareSignIn,
  requireCodeStrategy,
  resetPassword,
  signInWithCode,
  signInWithPassword,
  signInWithTicket,
  startSignIn,
} from "../accounts/sign-in.ts";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { SignIn } from "../store/entities.ts";
import { toSignIn } from "../wire/sign-in.ts";
import { answer, browserNameOf, clientOf, findOrCreateClient, requireSignedOut } from "./browser.ts";
import type { FrontendApp } from "./frontend-app.ts";
import { readForm } from "./read-form.ts";

type FrontendContext = Parameters<typeof clientOf>[0];

export function addSignInRoutes(app: FrontendApp): void {
  app.post("/v1/client/sign_ins", async (context) => {
    const { scope } = context.env;
    const form = await readForm(context);
    const browser = browserOf(context);
    requireSignedOut(context, browser.client);
    const ticket = form.text("ticket");
    if (ticket !== undefined) return answerWith(context, signInWithTicket(scope, ticket, browser));
    const signIn = startSignIn(scope, form.text("identifier"));
    scope.clients.put({ ...browser.client, signInId: signIn.id, updatedAt: scope.now() });
    const password = form.text("password");
    if (password !== undefined) {
      return answerWith(context, signInWithPassword(scope, signIn, password, browserOf(context)));
    }
    const strategy = form.text("strategy");
    if (strategy === undefined || strategy === "password") return answerWith(context, signIn);
    return answerWith(context, prepareSignIn(scope, signIn, requireCodeStrategy(strategy)));
  });

  app.get("/v1/client/sign_ins/:id", (context) => answerWith(context, requireSignIn(context)));

  app.post("/v1/client/sign_ins/:id/prepare_first_factor", async (context) => {
    const strategy = requireCodeStrategy((await readForm(context)).text("strategy"));
    return answerWith(context, prepareSignIn(context.env.scope, requireSignIn(context), strategy));
  });

  app.post("/v1/client/sign_ins/:id/attempt_first_factor", async (context) => {
    const { scope } = context.env;
    const form = await readForm(context);
    const signIn = requireSignIn(context);
    if (form.text("strategy") === "password") {
      return answerWith(context, signInWithPassword(scope, signIn, form.required("password"), browserOf(context)));
    }
    const strategy = requireCodeStrategy(form.text("strategy"));
    if (strategy !== signIn.codeStrategy) throw new ClerkRefusal("verification_missing", { paramName: "code" });
    return answerWith(context, signInWithCode(scope, signIn, form.text("code"), browserOf(context)));
  });

  app.post("/v1/client/sign_ins/:id/reset_password", async (context) => {
    const form = await readForm(context);
    const input = {
      password: form.required("password"),
      signOutOfOtherSessions: form.isTrue("sign_out_of_other_sessions"),
    };
    return answerWith(context, resetPassword(context.env.scope, requireSignIn(context), input, browserOf(context)));
  });
}

function answerWith(context: FrontendContext, signIn: SignIn) {
  return answer(context, toSignIn(signIn, context.env.scope.users.find(signIn.userId)));
}

function browserOf(context: FrontendContext) {
  return { client: findOrCreateClient(context), browserName: browserNameOf(context) };
}

function requireSignIn(context: FrontendContext): SignIn {
  const id = context.req.param("id");
  const signIn = clientOf(context)?.signInId === id ? context.env.scope.signIns.find(id) : undefined;
  if (!signIn || context.env.scope.now() >= signIn.abandonAt) throw new ClerkRefusal("sign_in_not_found");
  return signIn;
}
