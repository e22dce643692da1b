/** An account on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { noSuch, notSimulated } from "../wire/refusal.ts";
import type { AccountRow, Accounts } from "./accounts.ts";

function showAccount(account: AccountRow): Wire {
  return {
    id: account.id,
    object: "account",
    business_type: "individual",
    charges_enabled: true,
    country: account.country,
    created: account.created,
    default_currency: "usd",
    details_submitted: true,
    email: account.email,
    metadata: {},
    payouts_enabled: true,
    type: "standard",
  };
}

export function accountOperations(accounts: Accounts) {
  const isVisible = (books: Books, id: string) =>
    id === books.scope.account ||
    (books.scope.account === accounts.platform.account && accounts.isConnected(id, books.scope.livemode));
  return {
    retrieveOwn: (books: Books): Wire => showAccount(found(accounts, books.scope.account)),
    retrieve: (books: Books, _params: object, id: string): Wire => {
      if (!isVisible(books, id)) throw noSuch("account", id, "account");
      return showAccount(found(accounts, id));
    },
    list: (books: Books): Wire => {
      const data = accounts
        .all()
        .filter(({ id }) => id !== books.scope.account && isVisible(books, id))
        .map(showAccount);
      return { object: "list", data, has_more: false, url: "/v1/accounts" };
    },
    create: (): Wire => {
      throw notSimulated("creating accounts over the API (connect one by OAuth, or make one on the control page)");
    },
  };
}

function found(accounts: Accounts, id: string): AccountRow {
  const account = accounts.find(id);
  if (!account) throw noSuch("account", id, "account");
  return account;
}
