/** A call and the body of its success; every refusal is thrown. What all methods but `trackUsage` are made of. */
import type { Call } from "./build-request.ts";
import type { Exchange } from "./create-exchange.ts";

/** The body is what the contract says of that path. @throws DreamAPIError */
export type Ask = <Body>(call: Call) => Promise<Body>;

export function askThrough(exchange: Exchange): Ask {
  return async <Body>(call: Call) => {
    const answer = await exchange(call);
    if (!answer.ok) throw answer.error;
    return answer.body as Body;
  };
}
