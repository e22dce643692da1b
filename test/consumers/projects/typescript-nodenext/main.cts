import DreamAPI, { DreamAPI as Named, RateLimitError } from "dream-api";

const { API_URL, SECRET_KEY = "" } = process.env;

async function main(): Promise<{ allowed: boolean; isSameClass: boolean; isError: boolean }> {
  const use = await new DreamAPI(SECRET_KEY, { baseUrl: API_URL }).trackUsage("tim");
  const isError = RateLimitError.prototype instanceof Error;
  return { allowed: use.allowed, isSameClass: DreamAPI === Named, isError };
}

main().then((result) => process.stdout.write(JSON.stringify(result)));
